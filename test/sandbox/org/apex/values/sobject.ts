import type { Type } from '../types/type.ts';
import type { Value } from './value.ts';

export type RecordError = { fields: string[]; message: string; statusCode: string };

/**
 * A record in memory. `fields` holds what was set or queried, under the API names as described: a field that is there
 * with null was set or queried, one that is not there was neither. Parents are under their relationship name as a
 * record, children under theirs as a list.
 */
export class SObjectValue {
  readonly type: Type;
  readonly fields: Map<string, Value>;
  /** From a query: reading what the query did not name is an SObjectException. */
  isQueried = false;
  isClone = false;
  cloneSource: string | null = null;
  /** `Trigger.old`, and `Trigger.new` of an after trigger: writing is a FinalException. */
  isReadOnly = false;
  /** `addError` of a trigger. */
  readonly errors: RecordError[] = [];

  constructor(type: Type, fields: Map<string, Value> = new Map()) {
    this.type = type;
    this.fields = fields;
  }
}
