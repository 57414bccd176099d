/** Record types as Apex asks for them. Every object has the master type, and here everybody may use every active one. */
import type { Run } from '../../run/run.ts';
import { core, listOf, mapOf } from '../../types/core.ts';
import { nativeType } from '../../types/native-type.ts';
import { ApexList, ApexMap } from '../../values/collections.ts';
import { parseId } from '../../values/id.ts';
import { NativeObject } from '../../values/objects.ts';
import type { Value } from '../../values/value.ts';
import { orgOf } from '../org-platform.ts';
import { typed } from './dml-results.ts';

type State = { id: string; name: string; developerName: string; isActive: boolean };
type Info = NativeObject<State>;

const MASTER: State = {
  id: '012000000000000AAA',
  name: 'Master',
  developerName: 'Master',
  isActive: true,
};

nativeType('Schema.RecordTypeInfo', {
  methods: {
    'getName():String': (_run, { state }: Info) => state.name,
    'getDeveloperName():String': (_run, { state }: Info) => state.developerName,
    'getRecordTypeId():Id': (_run, { state }: Info) => parseId(state.id) ?? null,
    'isActive():Boolean': (_run, { state }: Info) => state.isActive,
    'isMaster():Boolean': (_run, { state }: Info) => state === MASTER,
    'isAvailable():Boolean': (_run, { state }: Info) => state.isActive,
  },
});

export const recordTypeList = (run: Run, object: string): Value =>
  new ApexList(listOf(typed('Schema.RecordTypeInfo')), infosOf(run, object));

/** By developer name, or by label or id. */
export function recordTypeMap(run: Run, object: string, by: keyof State): Value {
  const key = by === 'id' ? core.id() : core.string();
  const map = new ApexMap(mapOf(key, typed('Schema.RecordTypeInfo')));
  for (const info of infosOf(run, object)) {
    const value = info.state[by];
    map.put(by === 'id' ? (parseId(String(value)) ?? null) : String(value), info);
  }
  return map;
}

function infosOf(run: Run, object: string): Info[] {
  const rows = orgOf(run, 'Schema').org.tables.all('RecordType');
  const own = rows
    .filter((row) => row['SobjectType'] === object)
    .map((row) => ({
      id: String(row['Id']),
      name: String(row['Name']),
      developerName: String(row['DeveloperName']),
      isActive: row['IsActive'] === true,
    }));
  return [...own, MASTER].map((state) => new NativeObject(typed('Schema.RecordTypeInfo'), state));
}
