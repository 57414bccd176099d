/** One update of the changes resource: compare, write, keep the books, re-read. */
import { asRowError, OrgError } from '../errors.ts';
import { normaliseId } from '../ids.ts';
import { coerceFields, type Input } from '../save/coerce.ts';
import { updateRow } from '../save/row.ts';
import { findField, type Row } from '../schema/types.ts';
import type { Org } from '../store/org.ts';
import { savepoint, statement, type Transaction } from '../store/transaction.ts';
import { closedField, forbiddenField } from './allow-list.ts';
import { writeAudit } from './audit.ts';
import { differingField } from './compare.ts';
import { areSolutionsAsExpected, showSolutions, writeSolutions } from './solutions.ts';
import type { UpdateInput } from './shapes.ts';

export type ChangeAnswer = {
  key: string;
  outcome: 'written' | 'stale' | 'locked' | 'rejected' | 'forbidden' | 'missing' | 'exists';
  id: string | null;
  values: Record<string, unknown>;
  errors: ReturnType<typeof asRowError>[];
};

const TOKEN = 'Co_Sell_Change_Token__c';
const LAST_SYNCED = 'Co_Sell_Last_Synced__c';

/** `view` is the org as the caller sees it. */
export function updateRecord(tx: Transaction, change: UpdateInput, view: Org): ChangeAnswer {
  const { org } = tx;
  const id = normaliseId(change.id) ?? change.id;
  const answer = (outcome: ChangeAnswer['outcome'], more: Partial<ChangeAnswer> = {}) => ({
    key: change.key,
    outcome,
    id,
    values: {},
    errors: [],
    ...more,
  });

  const forbidden =
    forbiddenField(view, change.object, { ...change.set, ...change.bookkeeping }) ??
    closedField(view, change.object, change.clearToken ? { [TOKEN]: null } : {});
  if (forbidden) return answer('forbidden', { errors: [noAccess(forbidden)] });
  const row = org.tables.get(change.object, id);
  if (!row || row['IsDeleted'] === true) return answer('missing');
  let isOld: boolean;
  try {
    isOld = isStale(org, change, id, row);
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    const values = reread(org, change, id, Object.keys(change.set));
    return answer('rejected', { errors: [asRowError(error)], values });
  }
  if (isOld) {
    return answer('stale', { values: reread(org, change, id, Object.keys(change.expect)) });
  }

  const failed = attempt(tx, () => writeValues(tx, change, id));
  if (failed) {
    const errors = [asRowError(failed)];
    return answer('rejected', { errors, values: reread(org, change, id, Object.keys(change.set)) });
  }
  const unkept = attempt(tx, () => keepBooks(tx, change, id));
  writeAudit(tx, change.object, id, change.audit);
  if (change.notify)
    org.notifications.push({ at: org.clock.iso(), recordId: id, ...change.notify });
  const names = [...Object.keys(change.set), ...Object.keys(change.bookkeeping)];
  return answer(unkept && !hasValues(change) ? 'rejected' : 'written', {
    errors: unkept ? [asRowError(unkept)] : [],
    values: reread(org, change, id, names),
  });
}

const noAccess = (field: string) => ({
  statusCode: 'FORBIDDEN_FIELD',
  message: `${field} is neither mapped nor the bridge's own field, not there, or not open to this user`,
  fields: [field],
});

function isStale(org: Org, change: UpdateInput, id: string, row: Row): boolean {
  if (differingField(org, change.object, row, change.expect)) return true;
  return (
    change.solutions !== undefined && !areSolutionsAsExpected(org, id, change.solutions.expect)
  );
}

/** Values and solutions, whole or not at all. */
function writeValues(tx: Transaction, change: UpdateInput, id: string): void {
  if (Object.keys(change.set).length > 0) save(tx, change, id, change.set);
  if (change.solutions) writeSolutions(tx, id, change.solutions);
}

/**
 * The second DML. The token is cleared only while it is the one that was read: a newer edit keeps the pair due.
 * Books that say what the record shows already are not written again: such a change was lost and sent anew, and both
 * arrived. "Last synced" is only said together with something else.
 */
function keepBooks(tx: Transaction, change: UpdateInput, id: string): void {
  const row = tx.org.tables.get(change.object, id) ?? {};
  const isOurs =
    change.clearToken && change.token !== null && (row[TOKEN] ?? null) === change.token;
  const fields: Input = { ...change.bookkeeping, ...(isOurs ? { [TOKEN]: null } : {}) };
  const { [LAST_SYNCED]: _when, ...said } = fields;
  const isNews = hasValues(change) || differingField(tx.org, change.object, row, said);
  if (isNews && Object.keys(fields).length > 0) save(tx, change, id, fields);
  else if (!isNews && !change.clearToken && change.audit.length === 0)
    tx.org.idleChanges.push({ at: tx.org.clock.iso(), recordId: id });
}

const hasValues = ({ set, solutions }: UpdateInput): boolean =>
  Object.keys(set).length > 0 || solutions !== undefined;

function save(tx: Transaction, change: UpdateInput, id: string, fields: Input): void {
  const { trimText } = tx.org.switches;
  const object = tx.org.schema.object(change.object);
  tx.resourceValues.set(
    id,
    coerceFields(object, fields, { mode: 'update', trimText, isSystem: false }),
  );
  statement(tx, () => updateRow(tx, change.object, id, fields));
}

function attempt(tx: Transaction, work: () => void): OrgError | undefined {
  try {
    savepoint(tx, work);
    return undefined;
  } catch (error) {
    if (error instanceof OrgError) return error;
    throw error;
  }
}

function reread(
  org: Org,
  change: UpdateInput,
  id: string,
  names: string[],
): Record<string, unknown> {
  const values = rereadFields(org, change.object, id, names);
  return change.solutions ? { ...values, Microsoft_Solutions__r: showSolutions(org, id) } : values;
}

/** Named fields, the token and SystemModstamp, as they are after the last DML. */
export function rereadFields(
  org: Org,
  type: string,
  id: string,
  names: string[],
): Record<string, unknown> {
  const object = org.schema.object(type);
  const row = org.tables.get(type, id) ?? {};
  const own = names.flatMap((name) => findField(object, name)?.name ?? []);
  return Object.fromEntries(
    [...own, TOKEN, 'SystemModstamp'].map((name) => [name, row[name] ?? null]),
  );
}
