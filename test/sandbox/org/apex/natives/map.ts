import type { Run } from '../run/run.ts';
import { core, listOf, setOf } from '../types/core.ts';
import { nativeType } from '../types/native-type.ts';
import { typeFor } from '../types/type.ts';
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { isEqual } from '../values/equality.ts';
import type { TypeValue } from '../values/objects.ts';
import { SObjectValue } from '../values/sobject.ts';
import { textOf } from '../values/text.ts';
import { objectToken } from '../values/tokens.ts';
import type { Value } from '../values/value.ts';
import { cloneRecord } from './clone-record.ts';
import { changing } from './collection.ts';

nativeType('Map', {
  kind: 'class',
  parameters: ['K', 'V'],
  constructors: {
    '()': (_run, { named }: TypeValue) => new ApexMap(named),
    '(Map<K,V>)': (_run, { named }: TypeValue, from: ApexMap) => copyInto(new ApexMap(named), from),
    '(List<SObject>)': (run: Run, { named }: TypeValue, rows: ApexList) =>
      putRecords(run, new ApexMap(named), rows),
  },
  methods: {
    'put(K?,V?):V': (run: Run, map: ApexMap, key: Value, value: Value) =>
      changing(run, map).put(key, value) ?? null,
    'putAll(Map<K,V>):void': (run: Run, map: ApexMap, from: ApexMap) => {
      copyInto(changing(run, map), from);
    },
    'putAll(List<SObject>):void': (run: Run, map: ApexMap, rows: ApexList) => {
      putRecords(run, changing(run, map), rows);
    },
    'get(K?):V': (_run, map: ApexMap, key: Value) => map.get(key) ?? null,
    'containsKey(K?):Boolean': (_run, map: ApexMap, key: Value) => map.has(key),
    'remove(K?):V': (run: Run, map: ApexMap, key: Value) => changing(run, map).remove(key) ?? null,
    'keySet():Set<K>': (_run, map: ApexMap) => new ApexSet(setOf(typeArg(map, 0)), map.keys()),
    'values():List<V>': (_run, map: ApexMap) => new ApexList(listOf(typeArg(map, 1)), map.values()),
    'size():Integer': (_run, map: ApexMap) => map.size,
    'isEmpty():Boolean': (_run, map: ApexMap) => map.size === 0,
    'clear():void': (run: Run, map: ApexMap) => {
      changing(run, map).clear();
    },
    'clone():Map<K,V>': (_run, map: ApexMap) => copyInto(new ApexMap(map.type), map),
    'deepClone():Map<K,V>': (run: Run, map: ApexMap) => deepClone(run, map),
    'equals(Object?):Boolean': (_run, map: ApexMap, other: Value) => isEqual(map, other),
    'getSObjectType():Schema.SObjectType': (_run, map: ApexMap) => {
      const type = typeArg(map, 1);
      return type.kind === 'sobject' ? objectToken(type.name) : null;
    },
    'toString():String': (run: Run, map: ApexMap) => textOf(run, map),
  },
});

const typeArg = (map: ApexMap, at: 0 | 1) => map.type.args[at] ?? typeFor(core.object().definition);

function copyInto(map: ApexMap, from: ApexMap): ApexMap {
  for (const [key, value] of from.entries()) map.put(key, value);
  return map;
}

/** By id, as the type of the key wants it. */
function putRecords(run: Run, map: ApexMap, rows: ApexList): ApexMap {
  for (const row of rows.items) {
    const id = row instanceof SObjectValue ? (row.fields.get('Id') ?? null) : null;
    if (id === null)
      run.raise('ListException', 'Row with null Id at index: ' + rows.items.indexOf(row));
    map.put(typeArg(map, 0) === core.string() ? textOf(run, id) : id, row);
  }
  return map;
}

function deepClone(run: Run, map: ApexMap): ApexMap {
  const copy = new ApexMap(map.type);
  for (const [key, value] of map.entries()) {
    copy.put(
      key,
      value instanceof SObjectValue
        ? cloneRecord(run, value, { id: true, stamps: true, autoNumbers: true })
        : value,
    );
  }
  return copy;
}
