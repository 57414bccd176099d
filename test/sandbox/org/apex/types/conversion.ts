/** Changes a value where its type gives way without a cast, and where a cast changes it. */
import { asDecimal, asFloat, isNumber, type NumberValue } from '../values/equality.ts';
import { parseId } from '../values/id.ts';
import { ApexDate, ApexDatetime, ApexDouble, ApexId } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import type { Run } from '../run/run.ts';
import { core } from './core.ts';
import type { Type } from './type.ts';

export type Convert = (run: Run, value: Value) => Value;

const MS_PER_DAY = 86_400_000;

/** By the name of the type wanted; each leaves alone what has that type already. Null stays null. */
const INTO: { readonly [name: string]: Convert } = {
  Long: (_run, value) => (typeof value === 'number' ? BigInt(value) : value),
  Double: (_run, value) => numeric(value, (number) => new ApexDouble(asFloat(number))),
  Decimal: (_run, value) => numeric(value, asDecimal),
  Datetime: (_run, value) =>
    value instanceof ApexDate ? new ApexDatetime(value.days * MS_PER_DAY) : value,
  String: (_run, value) => (value instanceof ApexId ? value.value : value),
  Id: (run, value) => (typeof value === 'string' ? idOf(run, value) : value),
};

const numeric = (value: Value, convert: (number: NumberValue) => Value) =>
  value !== null && isNumber(value) ? convert(value) : value;

export function idOf(run: Run, text: string): ApexId {
  return parseId(text) ?? run.raise('StringException', `Invalid id: ${text}`);
}

/** `undefined` when a value of the static type `from` can stay as it is. */
export function conversion(from: Type, to: Type): Convert | undefined {
  if (from === to || from.kind === 'null' || to === core.object()) return undefined;
  return INTO[to.name];
}

/** For values whose static type says nothing (`Object`): what a cast or a platform method takes in. */
export const converted = (run: Run, value: Value, to: Type): Value =>
  value === null ? null : (INTO[to.name]?.(run, value) ?? value);
