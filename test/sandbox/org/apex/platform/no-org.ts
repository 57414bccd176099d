/** The language alone: a platform without an org, for what needs none. Everything about records is refused. */
import { UnsupportedApex } from '../run/unsupported.ts';
import type { ObjectShape, Platform } from './platform.ts';

type Options = {
  /** Milliseconds since 1970; the same at every call. */
  now?: number;
  objects?: readonly ObjectShape[];
  labels?: { readonly [name: string]: string };
};

export function platformWithoutOrg({ now = 0, objects = [], labels = {} }: Options = {}): Platform {
  const refuse = (what: string) => (): never => {
    throw new UnsupportedApex(`${what} without an org`);
  };
  let uuids = 0;
  return {
    now: () => now,
    newUuid: () => `00000000-0000-4000-8000-${String((uuids += 1)).padStart(12, '0')}`,
    random: () => 0.5,
    describe: (name) => objects.find((each) => each.name.toLowerCase() === name.toLowerCase()),
    objectOfPrefix: (prefix) => objects.find(({ keyPrefix }) => keyPrefix === prefix)?.name,
    label: (name) => labels[name],
    query: refuse('A query'),
    dml: refuse('DML'),
    runAs: refuse('System.runAs'),
    customMetadata: refuse('Custom metadata'),
  };
}
