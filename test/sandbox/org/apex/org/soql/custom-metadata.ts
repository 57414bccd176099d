import type { Run } from '../../run/run.ts';
import type { Type } from '../../types/type.ts';
import { SObjectValue } from '../../values/sobject.ts';
import { toApex } from '../field-values.ts';
import type { OrgPlatform } from '../org-platform.ts';

/** Every record with every field, by name; no query is counted. */
export function customMetadataRows(platform: OrgPlatform, _run: Run, type: Type): SObjectValue[] {
  const object = platform.object(type.name);
  return platform.org.tables
    .all(object.name)
    .filter((row) => row['IsDeleted'] !== true)
    .sort((left, right) =>
      String(left['DeveloperName']) < String(right['DeveloperName']) ? -1 : 1,
    )
    .map((row) => {
      const fields = [...object.fields.values()].map(
        (field) => [field.name, toApex(object, field, row[field.name])] as const,
      );
      return new SObjectValue(type, new Map(fields));
    });
}
