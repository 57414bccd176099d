import type { Run } from '../run/run.ts';
import { nativeType } from '../types/native-type.ts';
import { typeFor } from '../types/type.ts';
import { type ApexList, ApexSet } from '../values/collections.ts';
import { NativeObject } from '../values/objects.ts';
import type { Value } from '../values/value.ts';

type State = { items: Value[]; next: number };

/** What `iterator()` of a list or a set answers with. */
const collectionIterator = nativeType('CollectionIterator', {
  parameters: ['T'],
  interfaces: ['Iterator<T>'],
  methods: {
    'hasNext():Boolean': (_run, { state }: NativeObject<State>) => state.next < state.items.length,
    'next():T': (run: Run, { state }: NativeObject<State>) => {
      const item = state.items[state.next];
      if (item === undefined) return run.raise('NoSuchElementException', 'No such element');
      state.next += 1;
      return item;
    },
  },
});

export function iteratorOver(_run: Run, collection: ApexList | ApexSet): NativeObject<State> {
  const items = collection instanceof ApexSet ? collection.items() : collection.items;
  return new NativeObject(typeFor(collectionIterator, collection.type.args), { items, next: 0 });
}
