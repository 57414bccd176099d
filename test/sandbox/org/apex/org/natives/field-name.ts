import { NativeObject } from '../../values/objects.ts';
import type { FieldToken } from '../../values/tokens.ts';
import type { Value } from '../../values/value.ts';
import { UnsupportedApex } from '../../run/unsupported.ts';

/** The name behind a `Schema.SObjectField`. */
export function fieldNameOf(token: Value): string {
  if (token instanceof NativeObject) return (token as NativeObject<FieldToken>).state.field;
  throw new UnsupportedApex('A field token of another kind');
}
