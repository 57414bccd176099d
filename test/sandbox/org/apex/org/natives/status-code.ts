import { UnsupportedApex } from '../../run/unsupported.ts';
import { nativeType } from '../../types/native-type.ts';
import type { EnumValue } from '../../values/objects.ts';

/** Those that the simulated org can answer with; the platform has some hundreds. */
const definition = nativeType('StatusCode', {
  kind: 'enum',
  values: [
    'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    'CANNOT_UPDATE_CONVERTED_LEAD',
    'DUPLICATE_EXTERNAL_ID',
    'DUPLICATES_DETECTED',
    'DUPLICATE_VALUE',
    'ENTITY_IS_DELETED',
    'ENTITY_IS_LOCKED',
    'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    'FIELD_INTEGRITY_EXCEPTION',
    'INACTIVE_OWNER_OR_USER',
    'INSUFFICIENT_ACCESS_OR_READONLY',
    'INVALID_ARGUMENT_TYPE',
    'INVALID_CROSS_REFERENCE_KEY',
    'INVALID_EMAIL_ADDRESS',
    'INVALID_FIELD',
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    'INVALID_TYPE',
    'INVALID_TYPE_ON_FIELD_IN_RECORD',
    'MALFORMED_ID',
    'MISSING_ARGUMENT',
    'MIXED_DML_OPERATION',
    'NUMBER_OUTSIDE_VALID_RANGE',
    'REQUIRED_FIELD_MISSING',
    'STRING_TOO_LONG',
    'UNABLE_TO_LOCK_ROW',
    'UNDELETE_FAILED',
  ],
});

export function statusCodeOf(name: string): EnumValue {
  const found = definition.values.find((one) => one.name === name);
  if (!found) throw new UnsupportedApex(`StatusCode.${name}`);
  return found;
}
