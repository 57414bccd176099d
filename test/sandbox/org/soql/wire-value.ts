import type { FieldDef, Value } from '../schema/types.ts';

declare global {
  interface JSON {
    /** Node 22 and later: text that goes into JSON as it is. */
    rawJSON(text: string): unknown;
  }
}

/** Decimal fields print with a fraction (`300.0`), whole numbers and the rest as they are. */
export function wireValue(field: FieldDef, value: Value): unknown {
  const isDecimal = ['currency', 'double', 'percent'].includes(field.type);
  return isDecimal && Number.isInteger(value) ? JSON.rawJSON(`${value}.0`) : value;
}
