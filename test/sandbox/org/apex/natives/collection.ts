import { callByName } from '../run/call-by-name.ts';
import type { Run } from '../run/run.ts';
import type { ApexMap } from '../values/collections.ts';
import { ApexList, ApexSet } from '../values/collections.ts';
import type { Value } from '../values/value.ts';

/** The collection itself, unless a loop runs over it. */
export function changing<C extends ApexList | ApexSet | ApexMap>(run: Run, collection: C): C {
  if (collection.iterating > 0) {
    run.raise('FinalException', 'Cannot modify a collection while it is being iterated.');
  }
  return collection;
}

export function itemsOf(run: Run, from: Value): Value[] {
  if (from instanceof ApexList) return [...from.items];
  if (from instanceof ApexSet) return from.items();
  const items: Value[] = [];
  const iterator = callByName(run, from, 'iterator');
  while (callByName(run, iterator, 'hasNext') === true)
    items.push(callByName(run, iterator, 'next'));
  return items;
}

export function addAll(run: Run, list: ApexList, from: Value): void {
  changing(run, list).items.push(...itemsOf(run, from));
}
