/** What a method returns, as JSON for a component. */
import { instanceFields } from '../../apex/natives/json/instance-fields.ts';
import { writeJson } from '../../apex/natives/json/write-json.ts';
import type { Run } from '../../apex/run/run.ts';
import { UnsupportedApex } from '../../apex/run/unsupported.ts';
import { lineage } from '../../apex/types/supertypes.ts';
import { typeOf } from '../../apex/types/type-of.ts';
import { ApexList, ApexMap, ApexSet } from '../../apex/values/collections.ts';
import { ApexInstance } from '../../apex/values/instance.ts';
import { NativeObject, TypeValue } from '../../apex/values/objects.ts';
import { ApexBlob } from '../../apex/values/scalars.ts';
import { SObjectValue } from '../../apex/values/sobject.ts';
import { textOf } from '../../apex/values/text.ts';
import type { Value } from '../../apex/values/value.ts';

const STYLE = { suppressNulls: false, pretty: false };

/** JSON data; numbers keep their digits. @throws UnsupportedApex for what components do not get */
export function shownResult(run: Run, value: Value): unknown {
  if (value === null) return null;
  if (value instanceof ApexList) return value.items.map((item) => shownResult(run, item));
  if (value instanceof ApexMap) {
    return Object.fromEntries(
      [...value.entries()].map(([key, each]) => [textOf(run, key), shownResult(run, each)]),
    );
  }
  if (value instanceof SObjectValue) return withoutNulls(run, [...value.fields]);
  if (value instanceof ApexInstance && !value.exception) return objectOf(run, value);
  const isOther = REFUSED.some((type) => value instanceof type);
  if (isOther) throw new UnsupportedApex(`${typeOf(value).name} as an answer to a component`);
  return JSON.rawJSON(writeJson(run, value, STYLE));
}

const REFUSED = [ApexSet, ApexBlob, ApexInstance, NativeObject, TypeValue];

/** Only what the class opens to components. */
function objectOf(run: Run, value: ApexInstance): object {
  for (const { definition } of lineage(value.type)) {
    const method = [...definition.members().methods.values()]
      .flat()
      .find((one) => !one.isStatic && one.annotations.has('auraenabled'));
    if (method) throw new UnsupportedApex(`@AuraEnabled ${definition.name}.${method.name}()`);
  }
  const open = instanceFields(value.type).filter(({ annotations }) =>
    annotations?.has('auraenabled'),
  );
  return withoutNulls(
    run,
    open.map((property) => [property.name, property.get(run, value)]),
  );
}

/** Records come without their null fields. That objects of Apex classes do too is a guess. */
const withoutNulls = (run: Run, entries: [string, Value][]): object =>
  Object.fromEntries(
    entries.flatMap(([name, each]) => (each === null ? [] : [[name, shownResult(run, each)]])),
  );
