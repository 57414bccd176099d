import type { Run } from '../run/run.ts';
import { nativeType } from '../types/native-type.ts';
import { ApexList, type ApexSet } from '../values/collections.ts';
import { isEqual } from '../values/equality.ts';
import type { TypeValue } from '../values/objects.ts';
import { SObjectValue } from '../values/sobject.ts';
import { textOf } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import { addAll, changing } from './collection.ts';
import { iteratorOver } from './iterator.ts';
import { sortWith, sorted } from './sort.ts';
import { cloneRecord } from './clone-record.ts';
import { objectToken } from '../values/tokens.ts';

nativeType('List', {
  kind: 'class',
  parameters: ['T'],
  interfaces: ['Iterable<T>'],
  constructors: {
    '()': (_run, { named }: TypeValue) => new ApexList(named),
    '(Integer)': (_run, { named }: TypeValue, _capacity: number) => new ApexList(named),
    '(List<T>)': (_run, { named }: TypeValue, from: ApexList) =>
      new ApexList(named, [...from.items]),
    '(Set<T>)': (_run, { named }: TypeValue, from: ApexSet) => new ApexList(named, from.items()),
  },
  methods: {
    'add(T?):void': (run: Run, list: ApexList, item: Value) => {
      changing(run, list).items.push(item);
    },
    'add(Integer,T?):void': (run: Run, list: ApexList, at: number, item: Value) => {
      if (at < 0 || at > list.items.length) outOfBounds(run, at);
      changing(run, list).items.splice(at, 0, item);
    },
    'addAll(List<T>):void': (run: Run, list: ApexList, from: Value) => {
      addAll(run, list, from);
    },
    'addAll(Set<T>):void': (run: Run, list: ApexList, from: Value) => {
      addAll(run, list, from);
    },
    'get(Integer):T': (run: Run, list: ApexList, at: number) => itemAt(run, list, at),
    'set(Integer,T?):void': (run: Run, list: ApexList, at: number, item: Value) => {
      itemAt(run, list, at);
      list.items[at] = item;
    },
    'remove(Integer):T': (run: Run, list: ApexList, at: number) => {
      const item = itemAt(run, list, at);
      changing(run, list).items.splice(at, 1);
      return item;
    },
    'clear():void': (run: Run, list: ApexList) => {
      changing(run, list).items = [];
    },
    'size():Integer': (_run, list: ApexList) => list.items.length,
    'isEmpty():Boolean': (_run, list: ApexList) => list.items.length === 0,
    'contains(T?):Boolean': (_run, list: ApexList, item: Value) =>
      list.items.some((each) => isEqual(each, item)),
    'indexOf(T?):Integer': (_run, list: ApexList, item: Value) =>
      list.items.findIndex((each) => isEqual(each, item)),
    'clone():List<T>': (_run, list: ApexList) => new ApexList(list.type, [...list.items]),
    'deepClone():List<T>': (run: Run, list: ApexList) =>
      deepClone(run, list, [false, false, false]),
    'deepClone(Boolean):List<T>': (run: Run, list: ApexList, keepId: boolean) =>
      deepClone(run, list, [keepId, false, false]),
    'deepClone(Boolean,Boolean,Boolean):List<T>': (run: Run, list: ApexList, ...keep: boolean[]) =>
      deepClone(run, list, keep),
    'sort():void': (run: Run, list: ApexList) => {
      list.items = sorted(run, list.items);
    },
    'sort(Comparator<T>):void': (run: Run, list: ApexList, comparator: Value) => {
      list.items = sortWith(run, list.items, comparator);
    },
    'iterator():Iterator<T>': (run: Run, list: ApexList) => iteratorOver(run, list),
    'equals(Object?):Boolean': (_run, list: ApexList, other: Value) => isEqual(list, other),
    'getSObjectType():Schema.SObjectType': (_run, list: ApexList) => {
      const [item] = list.type.args;
      return item?.kind === 'sobject' ? objectToken(item.name) : null;
    },
    'toString():String': (run: Run, list: ApexList) => textOf(run, list),
  },
});

function itemAt(run: Run, list: ApexList, at: number): Value {
  const item = list.items[at];
  return item === undefined ? outOfBounds(run, at) : item;
}

const outOfBounds = (run: Run, at: number): never =>
  run.raise('ListException', `List index out of bounds: ${at}`);

function deepClone(
  run: Run,
  list: ApexList,
  [keepId, keepStamps, keepNumbers]: boolean[],
): ApexList {
  const keep = {
    id: keepId === true,
    stamps: keepStamps === true,
    autoNumbers: keepNumbers === true,
  };
  return new ApexList(
    list.type,
    list.items.map((item) => (item instanceof SObjectValue ? cloneRecord(run, item, keep) : item)),
  );
}
