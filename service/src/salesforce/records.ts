/** Reads of records, many at a time. */
import type { OrgProfile } from '../domain/org.ts';
import type { RecordSnapshot } from '../domain/values.ts';
import { HostFault, PairFault } from '../errors.ts';
import type { Correlation } from '../sync/correlation-port.ts';
import { MAX_URI_BYTES, pageOf, queryPages, queryPath, queryRows } from './query.ts';
import { selectFields, type Selection } from './record-fields.ts';
import { isRecordId } from './record-id.ts';
import type { Rest } from './rest.ts';
import type { Schema } from './schema.ts';
import { snapshotOf } from './snapshot.ts';
import { guidList, idList, isGuid } from './soql.ts';
import { createTickBatch, type Waiting } from './tick-batch.ts';
import { isObject, textOf, type WireObject } from './wire.ts';

const OPPORTUNITY_PREFIX = '006';
const MAX_IDS = 200;

export type Records = {
  read(recordId: string, signal?: AbortSignal): Promise<RecordSnapshot | undefined>;
  findByReferral(referralId: string, signal?: AbortSignal): Promise<string[]>;
};

export type RecordsDeps = {
  rest: Rest;
  schema: Schema;
  profile: () => Promise<OrgProfile>;
  correlation?: Correlation | undefined;
  /** Told which fields are read without, each combination once. */
  onLeftOut: (leftOut: { absent: string[]; refused: string[] }) => void;
};

export function createRecords(deps: RecordsDeps): Records {
  const readBatch = createTickBatch(
    (waiting: Waiting<string, RecordSnapshot | undefined>[]) =>
      answerFrom(waiting, (ids) => readAll(deps, ids)),
    deps.correlation,
  );
  const findBatch = createTickBatch(
    (waiting: Waiting<string, string[]>[]) =>
      answerFrom(
        waiting,
        (guids) => findAll(deps.rest, guids),
        () => [],
      ),
    deps.correlation,
  );
  return {
    async read(recordId, signal) {
      if (!isRecordId(recordId, OPPORTUNITY_PREFIX))
        throw badId('salesforce-bad-record-id', 'an 18-character Opportunity id', recordId);
      return readBatch(recordId, signal);
    },
    async findByReferral(referralId, signal) {
      const guid = referralId.toLowerCase();
      if (!isGuid(guid))
        throw badId('salesforce-bad-referral-id', 'a referral id (GUID)', referralId);
      return findBatch(guid, signal);
    },
  };
}

/** Each caller gets the answer under the key it asked for. */
async function answerFrom<Answer>(
  waiting: Waiting<string, Answer>[],
  ask: (keys: string[]) => Promise<Map<string, Answer>>,
  none: () => Answer = () => undefined as Answer,
): Promise<void> {
  const keys = [...new Set(waiting.map(({ item }) => item))];
  for (let i = 0; i < keys.length; i += MAX_IDS) {
    const part = new Set(keys.slice(i, i + MAX_IDS));
    const callers = waiting.filter(({ item }) => part.has(item));
    try {
      const answers = await ask([...part]);
      for (const { item, resolve } of callers) resolve(answers.get(item) ?? none());
    } catch (error) {
      for (const { reject } of callers) reject(error);
    }
  }
}

async function readAll(deps: RecordsDeps, ids: string[]): Promise<Map<string, RecordSnapshot>> {
  try {
    return await readOnce(deps, ids);
  } catch (error) {
    // A field was deleted, or hidden from us, since the org was described.
    if (!(error instanceof PairFault) || error.code !== 'salesforce-invalid-field') throw error;
    deps.schema.forget();
    return readOnce(deps, ids);
  }
}

async function readOnce(deps: RecordsDeps, ids: string[]): Promise<Map<string, RecordSnapshot>> {
  const { rest } = deps;
  const selection = await selectFields(deps.schema, (await deps.profile()).mapping);
  deps.onLeftOut(selection);
  const snapshots = new Map<string, RecordSnapshot>();
  for (const path of pathsFor(rest, ids, selection))
    for await (const rows of queryPages(rest, path))
      for (const row of rows) {
        const children = {
          solutions: await childrenOf(rest, row.Microsoft_Solutions__r),
          contactRoles: await childrenOf(rest, row.OpportunityContactRoles),
        };
        snapshots.set(textOf(row, 'Id'), snapshotOf(row, children, selection));
      }
  return snapshots;
}

/** Addresses of as few queries as stay below the limit of a URI. */
function pathsFor(rest: Rest, ids: string[], selection: Selection): string[] {
  const path = queryPath(rest, 'queryAll', readQuery(ids, selection));
  if (path.length <= MAX_URI_BYTES) return [path];
  const half = Math.ceil(ids.length / 2);
  if (ids.length === 1)
    throw new HostFault('salesforce', 'salesforce-query-too-long', {
      detail: `The mapping names ${String(selection.fields.length)} fields, more than one query holds; remove rows`,
    });
  return [
    ...pathsFor(rest, ids.slice(0, half), selection),
    ...pathsFor(rest, ids.slice(half), selection),
  ];
}

function readQuery(ids: string[], { fields, solutionFields, contactFields }: Selection): string {
  // queryAll would show deleted children as well, and a removed solution must look removed.
  const solutions = `(SELECT ${solutionFields.join(',')} FROM Microsoft_Solutions__r WHERE IsDeleted=false)`;
  const contacts = `(SELECT ${contactFields.map((name) => `Contact.${name}`).join(',')} FROM OpportunityContactRoles WHERE IsDeleted=false ORDER BY IsPrimary DESC,CreatedDate)`;
  const columns = [
    ...fields,
    ...(solutionFields.includes('Solution_Id__c') ? [solutions] : []),
    ...(contactFields.length > 0 ? [contacts] : []),
  ];
  return `SELECT ${columns.join(',')} FROM Opportunity WHERE Id IN ${idList(ids)}`;
}

/** Rows of a sub-query: null when there are none, and cut like a query's own when there are many. */
async function childrenOf(rest: Rest, answer: unknown): Promise<WireObject[]> {
  if (!isObject(answer)) return [];
  const { rows, next } = pageOf(answer, rest);
  for await (const more of queryPages(rest, next)) rows.push(...more);
  return rows;
}

/** `Referral_Identifier__c` ignores case; the answer is given under the lower-case id asked for. */
async function findAll(rest: Rest, guids: string[]): Promise<Map<string, string[]>> {
  const soql = `SELECT Id,Referral_Identifier__c FROM Opportunity WHERE Referral_Identifier__c IN ${guidList(guids)}`;
  const found = new Map<string, string[]>();
  for (const row of await queryRows(rest, 'queryAll', soql)) {
    const guid = textOf(row, 'Referral_Identifier__c').toLowerCase();
    found.set(guid, [...(found.get(guid) ?? []), textOf(row, 'Id')]);
  }
  return found;
}

function badId(code: string, expected: string, id: string): PairFault {
  return new PairFault('salesforce', code, {
    detail: `Expected ${expected}, got "${id.slice(0, 40)}"; nothing was sent`,
  });
}
