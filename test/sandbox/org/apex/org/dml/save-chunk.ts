/**
 * At most 200 rows of one object through the save order: system checks, before-triggers, rules, unique values, storing,
 * after-triggers, what the platform and the customer's automation do afterwards. Rows that fail are marked and left out.
 */
import type { ObjectDef, Row } from '../../../schema/types.ts';
import { pairAddresses } from '../../../save/addresses.ts';
import {
  checkLock,
  checkLookups,
  checkOwner,
  checkRequired,
  checkUnique,
} from '../../../save/checks.ts';
import { checkDuplicates } from '../../../save/duplicates.ts';
import { checkConverted } from '../../../save/convert-lead.ts';
import { derive } from '../../../save/derive.ts';
import { ignoreAmount } from '../../../save/products.ts';
import { winnerOver } from '../../../save/winner-over.ts';
import { bringAllBack, deletedRow, takeAway } from '../../../save/remove.ts';
import { autoNumber, existing, platformDefaults } from '../../../save/row.ts';
import { applyRules } from '../../../save/rules.ts';
import type { OrgError } from '../../../errors.ts';
import { stampSystem } from '../../../save/stamps.ts';
import { emptyRow } from '../../../store/empty-row.ts';
import { savepoint } from '../../../store/transaction.ts';
import type { Run } from '../../run/run.ts';
import type { OrgPlatform } from '../org-platform.ts';
import { afterStoring } from './after-storing.ts';
import { fireTriggers } from './fire-triggers.ts';
import { asRecordError } from './outcome.ts';
import { hasFailed, type PendingRow, type RowKind } from './pending-row.ts';
import { attempt, givenFields, takeChanges } from './prepare.ts';

export type Chunk = {
  object: ObjectDef;
  kind: RowKind;
  rows: readonly PendingRow[];
  /** All or nothing: nothing goes on once a row has failed. */
  isAllOrNone: boolean;
};

export function saveChunk(platform: OrgPlatform, run: Run, chunk: Chunk): void {
  const { object, kind, rows, isAllOrNone } = chunk;
  const isOver = () => isAllOrNone && rows.some(hasFailed);
  const each = (work: (row: PendingRow) => void) => {
    for (const row of rows) {
      if (hasFailed(row)) continue;
      fail(
        row,
        attempt(() => work(row)),
      );
    }
  };
  const fire = (timing: 'before' | 'after', changed?: Parameters<typeof fireTriggers>[4]) => {
    fireTriggers(platform, run, { object, timing, event: kind }, rows, changed);
  };
  each((row) => begin(platform, chunk, row));
  if (isOver()) return;
  if (kind === 'insert' || kind === 'update') {
    fire('before', (row, record) => {
      const take = () => {
        row.row = takeChanges(platform.org, object, row.row, record);
      };
      fail(row, attempt(take));
    });
    each((row) => check(platform, object, row));
  } else if (kind === 'delete') fire('before');
  if (isOver()) return;
  each((row) => savepoint(platform.tx, () => store(platform, chunk, row)));
  if (isOver()) return;
  fire('after');
  if (isOver()) return;
  each((row) => afterStoring(platform, run, { object, kind, row: row.row }));
}

function fail(row: PendingRow, failure: OrgError | undefined): void {
  if (!failure) return;
  row.failure ??= failure;
  row.source ??= failure.source;
  row.errors.push(asRecordError(failure));
}

/** What only inserts of Apex bring into being: new users are active, and of the licence of their profile. */
const NEW: { readonly [object: string]: Row } = { User: { IsActive: true, UserType: 'Standard' } };

/** The row as the triggers find it. */
function begin(platform: OrgPlatform, { object, kind }: Chunk, pending: PendingRow): void {
  const { tx, org } = platform;
  const { record } = pending;
  if (kind === 'insert') {
    const given = pending.given ?? givenFields(org, object, record, 'insert', null);
    const row = {
      ...emptyRow(object),
      ...platformDefaults(tx, object),
      ...NEW[object.name],
      ...given,
    };
    pending.old = null;
    pending.row = derive(org, object.name, row, null);
    return;
  }
  const id = pending.id ?? '';
  if (kind === 'undelete') {
    const row = deletedRow(tx, object, id);
    pending.old = row;
    pending.row = { ...row, IsDeleted: false };
    return;
  }
  const old = existing(tx, object, id);
  checkLock(tx, object, old);
  if (kind === 'update') checkConverted(object, old);
  pending.old = old;
  pending.row = kind === 'delete' ? old : changedRow(platform, object, old, pending);
}

function changedRow({ org }: OrgPlatform, object: ObjectDef, old: Row, pending: PendingRow): Row {
  const given = pending.given ?? givenFields(org, object, pending.record, 'update', old);
  return derive(org, object.name, ignoreAmount(object, { ...old, ...given }, old), old);
}

function check({ org, tx }: OrgPlatform, object: ObjectDef, pending: PendingRow): void {
  const kept = pending.old ? ignoreAmount(object, pending.row, pending.old) : pending.row;
  const paired = pairAddresses(org, object, kept, pending.old);
  const row = derive(org, object.name, paired, pending.old);
  pending.row = row;
  checkRequired(org, object, row);
  checkLookups(tx, object, row, pending.old);
  checkOwner(tx, row, pending.old);
  applyRules(object.name, { row, old: pending.old }, org);
  checkDuplicates(tx, object, row, pending.old);
}

function store(platform: OrgPlatform, { object, kind }: Chunk, pending: PendingRow): void {
  const { tx } = platform;
  const { row, old } = pending;
  if (kind === 'delete' && old) {
    const id = String(old['Id']);
    takeAway(tx, object, old, id);
    // After-triggers of a merge learn the winner; before-triggers do not.
    const winner = winnerOver(tx, id);
    if (winner !== undefined) pending.old = { ...old, MasterRecordId: winner };
    return;
  }
  if (kind === 'undelete' && old) {
    bringAllBack(tx, object, old);
    pending.row = tx.org.tables.get(object.name, String(old['Id'])) ?? row;
    return;
  }
  const id = old ? String(old['Id']) : tx.org.newId(object.keyPrefix);
  const numbered = old ? row : { ...row, Id: id, ...autoNumber(tx, object) };
  const after = stampSystem(tx, numbered, old === null);
  checkUnique(tx, object, after);
  tx.org.tables.write({
    kind: old ? 'update' : 'create',
    type: object.name,
    id,
    actor: tx.author,
    after,
  });
  pending.id = id;
  pending.row = after;
}
