import type { Run } from '../run/run.ts';
import { nativeType } from '../types/native-type.ts';
import { ApexSet, type ApexList } from '../values/collections.ts';
import { isEqual } from '../values/equality.ts';
import type { TypeValue } from '../values/objects.ts';
import { textOf } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import { changing, itemsOf } from './collection.ts';
import { iteratorOver } from './iterator.ts';

/** Did it change? */
const addItems = (run: Run, set: ApexSet, from: Value): boolean => {
  const before = changing(run, set).size;
  for (const item of itemsOf(run, from)) set.add(item);
  return set.size !== before;
};

function removeItems(run: Run, set: ApexSet, from: Value): boolean {
  const before = changing(run, set).size;
  for (const item of itemsOf(run, from)) set.remove(item);
  return set.size !== before;
}

function retainItems(run: Run, set: ApexSet, from: Value): boolean {
  const kept = new ApexSet(set.type, itemsOf(run, from));
  const gone = changing(run, set)
    .items()
    .filter((item) => !kept.has(item));
  for (const item of gone) set.remove(item);
  return gone.length > 0;
}

const containsItems = (run: Run, set: ApexSet, from: Value): boolean =>
  itemsOf(run, from).every((item) => set.has(item));

nativeType('Set', {
  kind: 'class',
  parameters: ['T'],
  interfaces: ['Iterable<T>'],
  constructors: {
    '()': (_run, { named }: TypeValue) => new ApexSet(named),
    '(List<T>)': (_run, { named }: TypeValue, from: ApexList) => new ApexSet(named, from.items),
    '(Set<T>)': (_run, { named }: TypeValue, from: ApexSet) => new ApexSet(named, from.items()),
  },
  methods: {
    'add(T?):Boolean': (run: Run, set: ApexSet, item: Value) => changing(run, set).add(item),
    'addAll(List<T>):Boolean': addItems,
    'addAll(Set<T>):Boolean': addItems,
    'contains(T?):Boolean': (_run, set: ApexSet, item: Value) => set.has(item),
    'containsAll(List<T>):Boolean': containsItems,
    'containsAll(Set<T>):Boolean': containsItems,
    'remove(T?):Boolean': (run: Run, set: ApexSet, item: Value) => changing(run, set).remove(item),
    'removeAll(List<T>):Boolean': removeItems,
    'removeAll(Set<T>):Boolean': removeItems,
    'retainAll(List<T>):Boolean': retainItems,
    'retainAll(Set<T>):Boolean': retainItems,
    'size():Integer': (_run, set: ApexSet) => set.size,
    'isEmpty():Boolean': (_run, set: ApexSet) => set.size === 0,
    'clear():void': (run: Run, set: ApexSet) => {
      changing(run, set).clear();
    },
    'clone():Set<T>': (_run, set: ApexSet) => new ApexSet(set.type, set.items()),
    'iterator():Iterator<T>': (run: Run, set: ApexSet) => iteratorOver(run, set),
    'equals(Object?):Boolean': (_run, set: ApexSet, other: Value) => isEqual(set, other),
    'toString():String': (run: Run, set: ApexSet) => textOf(run, set),
  },
});
