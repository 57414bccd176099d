import type { ObjectDef, Row } from '../schema/types.ts';

/** A row with every field of the object at its default: null, or false for a checkbox. */
export const emptyRow = (object: ObjectDef): Row =>
  Object.fromEntries(
    [...object.fields.values()].map((field) => [
      field.name,
      field.picklist.find((one) => one.isDefault)?.value ?? field.defaultValue,
    ]),
  );
