/** Reads of records, many at a time. */
import type { OrgProfile } from '../domain/org.ts';
import type { RecordObject, RecordSnapshot } from '../domain/values.ts';
import { HostFault, PairFault } from '../errors.ts';
import type { Correlation } from '../sync/correlation-port.ts';
import type { ConvertedLead } from '../sync/ports.ts';
import {
  bodyOf,
  MAX_URI_BYTES,
  pageOf,
  queryPages,
  queryPath,
  queryRows,
  readTogether,
} from './query.ts';
import { readAttachedNotes } from './attached-notes.ts';
import { selectFields, type Selection } from './record-fields.ts';
import { isRecordId } from './record-id.ts';
import { objectOfId } from './record-objects.ts';
import type { Rest } from './rest.ts';
import type { Schema } from './schema.ts';
import { snapshotOf } from './snapshot.ts';
import { guidList, idList, isGuid } from './soql.ts';
import { createTickBatch, type Waiting } from './tick-batch.ts';
import { isObject, textOf, textOrNull, type WireObject } from './wire.ts';

const MAX_IDS = 200;

export type Records = {
  read(recordId: string, signal?: AbortSignal): Promise<RecordSnapshot | undefined>;
  findByReferral(referralId: string, signal?: AbortSignal): Promise<string[]>;
  findConverted(opportunityId: string, signal?: AbortSignal): Promise<ConvertedLead | undefined>;
};

export type RecordsDeps = {
  rest: Rest;
  schema: Schema;
  profile: () => Promise<OrgProfile>;
  /** Milliseconds since 1970. */
  now(): number;
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
        (guids) => findAll(deps, guids),
        () => [],
      ),
    deps.correlation,
  );
  const convertedBatch = createTickBatch(
    (waiting: Waiting<string, ConvertedLead | undefined>[]) =>
      answerFrom(waiting, (ids) => findConverted(deps.rest, ids)),
    deps.correlation,
  );
  return {
    findConverted: (opportunityId, signal) => convertedBatch(opportunityId, signal),
    async read(recordId, signal) {
      if (!isRecordId(recordId) || !objectOfId(recordId))
        throw badId(
          'salesforce-bad-record-id',
          'an 18-character id of an Opportunity or a Lead',
          recordId,
        );
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
  const snapshots = new Map<string, RecordSnapshot>();
  for (const object of ['Opportunity', 'Lead'] as const) {
    const own = ids.filter((id) => objectOfId(id) === object);
    if (own.length > 0) await readInto(snapshots, deps, object, own);
  }
  return snapshots;
}

async function readInto(
  snapshots: Map<string, RecordSnapshot>,
  deps: RecordsDeps,
  object: RecordObject,
  ids: string[],
): Promise<void> {
  const { rest } = deps;
  const profile = await deps.profile();
  const selection = await selectFields(deps.schema, profile, object);
  deps.onLeftOut(selection);
  const notes =
    object === 'Opportunity' && profile.settings.notesMode === 'Field and Notes'
      ? await readAttachedNotes(rest, deps.schema, ids)
      : undefined;
  for (const path of pathsFor(rest, ids, selection))
    for await (const rows of queryPages(rest, path))
      for (const row of rows) {
        const children = {
          solutions: await childrenOf(rest, row.Microsoft_Solutions__r),
          contactRoles: await childrenOf(rest, row.OpportunityContactRoles),
          teamMembers: await childrenOf(rest, row.OpportunityTeamMembers),
        };
        const snapshot = snapshotOf(row, children, selection);
        const attachedNotes = notes?.get(snapshot.id);
        snapshots.set(
          snapshot.id,
          attachedNotes === undefined ? snapshot : { ...snapshot, attachedNotes },
        );
      }
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

function readQuery(ids: string[], selection: Selection): string {
  const { object, fields, solutionFields, contactFields, teamFields } = selection;
  // queryAll would show deleted children as well, and a removed solution must look removed.
  const solutions = `(SELECT ${solutionFields.join(',')} FROM Microsoft_Solutions__r WHERE IsDeleted=false)`;
  const contacts = `(SELECT ${contactFields.map((name) => `Contact.${name}`).join(',')} FROM OpportunityContactRoles WHERE IsDeleted=false ORDER BY IsPrimary DESC,CreatedDate)`;
  const team = `(SELECT ${teamFields.map((name) => `User.${name}`).join(',')} FROM OpportunityTeamMembers WHERE IsDeleted=false ORDER BY CreatedDate)`;
  const columns = [
    ...fields,
    ...(solutionFields.includes('Solution_Id__c') ? [solutions] : []),
    ...(contactFields.length > 0 ? [contacts] : []),
    ...(teamFields.length > 0 ? [team] : []),
  ];
  return `SELECT ${columns.join(',')} FROM ${object} WHERE Id IN ${idList(ids)}`;
}

/** Rows of a sub-query: null when there are none, and cut like a query's own when there are many. */
async function childrenOf(rest: Rest, answer: unknown): Promise<WireObject[]> {
  if (!isObject(answer)) return [];
  const { rows, next } = pageOf(answer, rest);
  for await (const more of queryPages(rest, next)) rows.push(...more);
  return rows;
}

/**
 * `Referral_Identifier__c` ignores case; the answer is given under the lower-case id asked for. A converted lead stands
 * for the deal that it became.
 */
async function findAll(deps: RecordsDeps, guids: string[]): Promise<Map<string, string[]>> {
  const where = `WHERE Referral_Identifier__c IN ${guidList(guids)}`;
  const path = (soql: string) => queryPath(deps.rest, 'queryAll', soql);
  const answers = await readTogether(
    deps.rest,
    {
      deals: path(`SELECT Id,Referral_Identifier__c FROM Opportunity ${where}`),
      leads: path(`SELECT Id,ConvertedOpportunityId,Referral_Identifier__c FROM Lead ${where}`),
    },
    deps.now(),
  );
  const found = new Map<string, string[]>();
  // An org whose leads are not ours to see has none of ours.
  const seesLeads = !(answers.leads.fault instanceof PairFault);
  for (const answer of seesLeads ? [answers.deals, answers.leads] : [answers.deals])
    for (const row of pageOf(bodyOf(answer), deps.rest).rows) {
      const guid = textOf(row, 'Referral_Identifier__c').toLowerCase();
      const id = textOrNull(row, 'ConvertedOpportunityId') ?? textOf(row, 'Id');
      found.set(guid, [...new Set([...(found.get(guid) ?? []), id])]);
    }
  return found;
}

/** The lead that a deal was converted from, under the deal's id, where that lead has a referral. */
async function findConverted(rest: Rest, ids: string[]): Promise<Map<string, ConvertedLead>> {
  const soql = `SELECT Id,ConvertedOpportunityId,Referral_Identifier__c FROM Lead WHERE ConvertedOpportunityId IN ${idList(ids)} AND Referral_Identifier__c!=null`;
  const found = new Map<string, ConvertedLead>();
  for (const row of await queryRows(rest, 'query', soql)) {
    const referralId = textOf(row, 'Referral_Identifier__c').toLowerCase();
    found.set(textOf(row, 'ConvertedOpportunityId'), { id: textOf(row, 'Id'), referralId });
  }
  return found;
}

function badId(code: string, expected: string, id: string): PairFault {
  return new PairFault('salesforce', code, {
    detail: `Expected ${expected}, got "${id.slice(0, 40)}"; nothing was sent`,
  });
}
