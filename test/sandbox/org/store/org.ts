/** Everything the parts of the simulator share. */
import type { SimClock } from '../../kit/clock.ts';
import type { Journal } from '../../kit/journal.ts';
import type { Random } from '../../kit/random.ts';
import type { Row, Schema, Value } from '../schema/types.ts';
import type { Access } from '../access/access.ts';
import type { PermissionSet } from '../access/read-permission-sets.ts';
import type { OrgError } from '../errors.ts';
import type { Input } from '../save/coerce.ts';
import type { Auth } from '../auth/auth.ts';
import type { ValidationRule } from '../save/rules.ts';
import type { Features } from '../standard-objects/index.ts';
import type { Switches } from '../switches.ts';
import type { Origins } from './origins.ts';
import type { Refusal } from './refusals.ts';
import type { Tables } from './tables.ts';
import type { Transaction } from './transaction.ts';

export type Org = {
  orgId: string;
  clock: SimClock;
  random: Random;
  schema: Schema;
  /** Of the metadata folder, by name. */
  permissionSets: ReadonlyMap<string, PermissionSet>;
  tables: Tables;
  journal: Journal;
  switches: Switches;
  auth: Auth;
  features: Features;
  /** Active validation rules. */
  rules: ValidationRule[];
  origins: Origins;
  /** Every save of a row that failed, whoever tried, and what refused it. */
  refusals: Refusal[];
  formulas: Map<string, Map<string, (row: Row) => Value>>;
  newId(prefix: string): string;
  newUuid(): string;
  /** Ids of rows that an open (late) transaction holds. */
  lockedByLate: Set<string>;
  /** API calls that counted so far. */
  usage: Usage;
  autoNumbers: Map<string, number>;
  /** The transaction that runs now; nested calls join it. */
  transaction: Transaction | undefined;
  /** The org's own Apex. */
  apex: ExecutedApex;
  /** Bell notifications that Apex sent. */
  notifications: Notification[];
  /** Changes that told a record only what it showed already: harmless after a lost answer, else the bridge repeats itself. */
  idleChanges: { at: string; recordId: string }[];
};

export type Notification = {
  at: string;
  recordId: string;
  title: string;
  body: string;
  /** Ids of users. */
  recipients: string[];
};

/** Triggers, jobs and Apex REST of the org. Refusals are OrgErrors. */
export type ExecutedApex = {
  inTransaction<T>(tx: Transaction, work: (tx: Transaction) => T): T;
  /** One statement: triggers see all rows together. An error for each row that failed, its id for the others. */
  save(tx: Transaction, rows: RowWish[], isAllOrNone: boolean): (string | OrgError)[];
  /** An Apex REST resource; undefined when there is none at this address. */
  answer(call: RestCall): RestAnswer | undefined;
};
export type RowWish =
  | { kind: 'create'; type: string; input: Input; isClone?: boolean }
  /** `isPlatform`: also what nobody else may set, as converting a lead does. */
  | { kind: 'update'; type: string; id: string; input: Input; isPlatform?: boolean }
  | { kind: 'delete' | 'undelete'; type: string; id: string };
export type RestCall = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  text: string;
  actor: string;
  access: Access;
};
export type RestAnswer = { status: number; body: string; headers: Record<string, string> };

export type Usage = { calls: number };

/** API calls of the day: ours and everybody else's. */
export const callsOf = ({ usage, switches }: Pick<Org, 'usage' | 'switches'>): number =>
  usage.calls + switches.callsElsewhere;
