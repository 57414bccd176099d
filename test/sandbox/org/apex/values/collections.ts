import type { Type } from '../types/type.ts';
import { hashKey, type HashKey } from './hash-key.ts';
import { isEqual } from './equality.ts';
import type { Value } from './value.ts';

export class ApexList {
  readonly type: Type;
  items: Value[];
  /** Loops that run over it: changing its size meanwhile is refused. */
  iterating = 0;

  constructor(type: Type, items: Value[] = []) {
    this.type = type;
    this.items = items;
  }
}

type Entry = { key: Value; value: Value; next: Entry | undefined };

/** Keeps the order of insertion. Strings are keys by their exact letters, unlike `==`. */
export class ApexMap {
  readonly type: Type;
  iterating = 0;
  readonly #entries = new Map<HashKey, Entry>();
  #size = 0;

  constructor(type: Type) {
    this.type = type;
  }

  get size(): number {
    return this.#size;
  }

  get(key: Value): Value | undefined {
    return this.#find(key)?.value;
  }

  has(key: Value): boolean {
    return this.#find(key) !== undefined;
  }

  /** The value that was there before. */
  put(key: Value, value: Value): Value | undefined {
    const hash = hashKey(key);
    const first = this.#entries.get(hash);
    const found = chained(first, key);
    if (found) {
      const before = found.value;
      found.value = value;
      return before;
    }
    this.#entries.set(hash, { key, value, next: first });
    this.#size += 1;
    return undefined;
  }

  remove(key: Value): Value | undefined {
    const hash = hashKey(key);
    const first = this.#entries.get(hash);
    const found = chained(first, key);
    if (!first || !found) return undefined;
    this.#size -= 1;
    const rest = without(first, found);
    if (rest) this.#entries.set(hash, rest);
    else this.#entries.delete(hash);
    return found.value;
  }

  clear(): void {
    this.#entries.clear();
    this.#size = 0;
  }

  *entries(): Generator<[Value, Value]> {
    for (const first of this.#entries.values()) {
      for (let entry: Entry | undefined = first; entry; entry = entry.next) {
        yield [entry.key, entry.value];
      }
    }
  }

  keys(): Value[] {
    return [...this.entries()].map(([key]) => key);
  }

  values(): Value[] {
    return [...this.entries()].map(([, value]) => value);
  }

  #find(key: Value): Entry | undefined {
    return chained(this.#entries.get(hashKey(key)), key);
  }
}

export class ApexSet {
  readonly type: Type;
  iterating = 0;
  readonly #members: ApexMap;

  constructor(type: Type, items: Iterable<Value> = []) {
    this.type = type;
    this.#members = new ApexMap(type);
    for (const item of items) this.#members.put(item, true);
  }

  get size(): number {
    return this.#members.size;
  }

  has(item: Value): boolean {
    return this.#members.has(item);
  }

  /** False when it was there already. */
  add(item: Value): boolean {
    if (this.#members.has(item)) return false;
    this.#members.put(item, true);
    return true;
  }

  remove(item: Value): boolean {
    return this.#members.remove(item) !== undefined;
  }

  clear(): void {
    this.#members.clear();
  }

  items(): Value[] {
    return this.#members.keys();
  }
}

function chained(first: Entry | undefined, key: Value): Entry | undefined {
  if (!first?.next) return first && isSameKey(first.key, key) ? first : undefined;
  for (let entry: Entry | undefined = first; entry; entry = entry.next) {
    if (isSameKey(entry.key, key)) return entry;
  }
  return undefined;
}

/** Hash keys of everything but objects with their own `hashCode` are exact. */
const isSameKey = (left: Value, right: Value) =>
  left === right || typeof left === 'string' || isEqual(left, right);

function without(first: Entry, gone: Entry): Entry | undefined {
  if (first === gone) return first.next;
  return { ...first, next: first.next && without(first.next, gone) };
}
