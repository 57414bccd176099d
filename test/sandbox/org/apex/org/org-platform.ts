/** The platform that the simulated org is for executed Apex. */
import './natives/index.ts';
import type { Access } from '../../access/access.ts';
import type { ObjectDef } from '../../schema/types.ts';
import type { Org } from '../../store/org.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { DmlRequest, ObjectShape, Platform, QueryRequest } from '../platform/platform.ts';
import type { Run } from '../run/run.ts';
import { UnsupportedApex } from '../run/unsupported.ts';
import type { Type } from '../types/type.ts';
import type { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { dmlStatement } from './dml/statement.ts';
import { objectShapes } from '../platform/object-shapes.ts';
import type { People } from './people.ts';
import { customMetadataRows } from './soql/custom-metadata.ts';
import { inlineQuery } from './soql/query.ts';
import { startFuture } from './async/future.ts';
import { newState, type ApexState } from './state.ts';
import { runAs } from './run-as.ts';

export type Callout = {
  method: string;
  endpoint: string;
  headers: ReadonlyMap<string, string>;
  body: string;
  timeoutMs: number;
  /** Whose permissions open the named credential. */
  userId: string;
};
export type CalloutAnswer = { status: number; body: string; headers: Map<string, string> };

export type OrgPlatformOptions = {
  org: Org;
  people: People;
  labels: ReadonlyMap<string, string>;
};

export class OrgPlatform implements Platform {
  readonly org: Org;
  readonly people: People;
  /** How the transaction of the moment calls out; undefined where it cannot. */
  callOut: ((callout: Callout) => CalloutAnswer | string) | undefined;
  state: ApexState = newState();
  readonly #labels: ReadonlyMap<string, string>;
  readonly #shapes: (name: string) => ObjectShape | undefined;

  constructor({ org, people, labels }: OrgPlatformOptions) {
    this.org = org;
    this.people = people;
    this.#shapes = objectShapes(org.schema);
    this.#labels = labels;
  }

  /** The transaction of the org in which Apex runs. */
  get tx(): Transaction {
    if (!this.org.transaction) throw new UnsupportedApex('Apex outside of a transaction');
    return this.org.transaction;
  }

  get access(): Access {
    return this.people.accessOf(this.tx);
  }

  /** The definition of an object. @throws UnsupportedApex naming it */
  object(name: string): ObjectDef {
    const object = this.org.schema.find(name);
    if (!object) throw new UnsupportedApex(`The org has no object ${name}`);
    return object;
  }

  /** A new state for a while. */
  inState<T>(state: ApexState, work: () => T): T {
    const outer = this.state;
    this.state = state;
    try {
      return work();
    } finally {
      this.state = outer;
    }
  }

  now(): number {
    return this.org.clock.now();
  }

  newUuid(): string {
    return this.org.newUuid();
  }

  random(): number {
    return this.org.random.below(1_000_000) / 1_000_000;
  }

  describe(name: string): ObjectShape | undefined {
    return this.#shapes(name);
  }

  objectOfPrefix(prefix: string): string | undefined {
    return this.org.schema.byPrefix(prefix)?.name;
  }

  label(name: string): string | undefined {
    return this.#labels.get(name.toLowerCase());
  }

  query(run: Run, request: QueryRequest): Value {
    return inlineQuery(this, run, request);
  }

  dml(run: Run, request: DmlRequest): void {
    dmlStatement(this, run, request);
  }

  runAs(run: Run, user: Value, work: () => void): void {
    runAs(this, run, user, work);
  }

  future(run: Run, place: string, work: (run: Run) => void): void {
    startFuture(this, run, place, work);
  }

  customMetadata(run: Run, type: Type): SObjectValue[] {
    return customMetadataRows(this, run, type);
  }
}

/** For platform classes that need an org. @throws UnsupportedApex where there is none */
export function orgOf(run: Run, what: string): OrgPlatform {
  if (run.platform instanceof OrgPlatform) return run.platform;
  throw new UnsupportedApex(`${what} without an org`);
}
