/** `GET objects/{object}`: what of an object the user may see. */
import type { FieldDef } from '../schema/types.ts';
import { objectOf, type UiCall } from './ui-call.ts';

export function objectInfo(call: UiCall) {
  const object = objectOf(call);
  const { access } = call.user;
  return {
    apiName: object.name,
    label: object.label,
    labelPlural: object.labelPlural,
    keyPrefix: object.keyPrefix,
    createable: !object.isSetup && access.may('create', object),
    updateable: !object.isSetup && access.may('edit', object),
    deletable: !object.isSetup && access.may('delete', object),
    fields: Object.fromEntries(
      [...object.fields.values()].map((field) => [field.name, fieldInfo(field)]),
    ),
  };
}

const fieldInfo = (field: FieldDef) => ({
  label: field.label,
  type: field.type,
  required: field.required,
  updateable: field.updateable,
  createable: field.createable,
  length: field.length,
  precision: field.precision,
  scale: field.scale,
  helpText: field.helpText,
  referenceTo: field.referenceTo,
  relationshipName: field.relationshipName,
  picklist: field.picklist
    .filter(({ active }) => active)
    .map(({ value, label }) => ({ value, label })),
});
