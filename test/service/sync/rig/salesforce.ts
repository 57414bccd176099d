/** An org behind its port, in memory: change tokens, compare-and-set, savepoints, and what its rules refuse. */
import type {
  ChangeError,
  ChangeOutcome,
  ChangeResult,
  RecordChange,
  RecordCreate,
  RecordUpdate,
} from '../../../../service/src/domain/changes.ts';
import type { Bell } from '../../../../service/src/domain/bell.ts';
import type { OrgProfile } from '../../../../service/src/domain/org.ts';
import type {
  AuditEntry,
  JsonObject,
  RecordSnapshot,
} from '../../../../service/src/domain/values.ts';
import type { Clock, Salesforce, SweptRecord } from '../../../../service/src/sync/ports.ts';
import { dealRecord, leadRecord } from './records.ts';
import { createWeather } from './weather.ts';

const PAGE = 2;

export type FakeSalesforce = ReturnType<typeof createFakeSalesforce>;
/** What a rule of the org says of a record as it would be saved; undefined lets it be. */
export type Rule = (record: RecordSnapshot, change: RecordChange) => Refusal | undefined;
export type Refusal = { outcome: ChangeOutcome; errors?: ChangeError[] };

export function createFakeSalesforce(clock: Clock, profile: OrgProfile) {
  const weather = createWeather();
  const records = new Map<string, RecordSnapshot>();
  const trail = new Map<string, AuditEntry>();
  const actors = new Map<string, string>();
  const bells: (Bell & { recordId: string })[] = [];
  const org = {
    profile,
    rule: (() => undefined) as Rule,
    /** What automation of the customer does to a record that is saved. */
    automation: (_record: RecordSnapshot): void => undefined,
    /** What is left out of records that are made all the same. */
    remarks: [] as ChangeError[],
    share: undefined as number | undefined,
    facts: (path: string): { type: string } | undefined => (path ? { type: 'STRING' } : undefined),
  };
  let numbers = 0;

  /** Whole seconds, as `SystemModstamp` counts. */
  const stamp = () => `${new Date(clock.now()).toISOString().slice(0, 19)}.000+0000`;
  const refused = (outcome: ChangeOutcome, errors: ChangeError[] = []): ChangeResult => ({
    ...{ outcome, id: null, values: {}, errors },
  });
  const tell = (id: string, { audit, notify }: RecordChange) => {
    for (const entry of audit)
      if (!trail.has(entry.entryKey)) trail.set(entry.entryKey, structuredClone(entry));
    if (notify) bells.push({ ...notify, recordId: id });
  };

  function update(change: RecordUpdate): ChangeResult {
    const record = records.get(change.id);
    if (!record || record.deleted) return refused('missing');
    const unknown = Object.keys({ ...change.set, ...change.bookkeeping, ...change.expect }).filter(
      (field) => record.fields[field] === undefined,
    );
    if (unknown.length > 0) throw new Error(`no such fields: ${unknown.join(', ')}`);
    const isStale = Object.entries(change.expect).some(
      ([field, value]) => JSON.stringify(record.fields[field]) !== JSON.stringify(value),
    );
    if (isStale) return refused('stale');
    const next = structuredClone(record);
    Object.assign(next.fields, change.set, change.bookkeeping);
    if (next.fields['HasOpportunityLineItem'] === true)
      next.fields['Amount'] = record.fields['Amount'] ?? null;
    if (change.clearToken && record.token === change.token) next.token = null;
    for (const line of change.solutions?.upsert ?? [])
      next.solutions = [...next.solutions.filter(({ id }) => id !== line.id), line];
    next.solutions = next.solutions.filter(({ id }) => !change.solutions?.remove.includes(id));
    for (const { fields } of change.contacts ?? []) next.contacts.push(memberOf(fields));
    withStage(next);
    org.automation(next);
    const refusal = org.rule(next, change);
    if (refusal) return refused(refusal.outcome, refusal.errors);
    next.version = stamp();
    records.set(next.id, next);
    tell(next.id, change);
    const names = [...Object.keys(change.set), ...Object.keys(change.bookkeeping)];
    return {
      outcome: 'written',
      id: next.id,
      values: {
        ...Object.fromEntries(names.map((name) => [name, next.fields[name] ?? null])),
        SystemModstamp: next.version,
        Co_Sell_Change_Token__c: next.token,
        ...(change.solutions ? { Microsoft_Solutions__r: next.solutions } : {}),
        ...(change.contacts ? { OpportunityContactRoles: next.contacts } : {}),
      },
      errors: [],
    };
  }

  function insert(change: RecordCreate): ChangeResult {
    const { record, contacts, solutions } = change.create;
    const identifier = record['Referral_Identifier__c'];
    if ([...records.values()].some(({ fields }) => fields['Referral_Identifier__c'] === identifier))
      return refused('exists');
    numbers += 1;
    const plain = change.object === 'Lead' ? leadRecord : dealRecord;
    const prefix = change.object === 'Lead' ? '00Q' : '006';
    const made = plain({}, { id: `${prefix}Dn000009${String(numbers).padStart(3, '0')}INB9` });
    const unknown = Object.keys(record).filter((field) => made.fields[field] === undefined);
    if (unknown.length > 0) throw new Error(`no such fields: ${unknown.join(', ')}`);
    const blank = Object.fromEntries(Object.keys(made.fields).map((name) => [name, null]));
    const next: RecordSnapshot = {
      ...made,
      version: stamp(),
      fields: { ...blank, IsConverted: false, HasOpportunityLineItem: false, ...record },
      solutions,
      contacts: contacts.map(({ fields }) => memberOf(fields)),
    };
    withStage(next);
    org.automation(next);
    const refusal = org.rule(next, change);
    if (refusal) return refused(refusal.outcome, refusal.errors);
    records.set(next.id, next);
    tell(next.id, change);
    const values = Object.keys(record).map((name) => [name, next.fields[name] ?? null]);
    return {
      outcome: 'written',
      id: next.id,
      values: {
        ...(Object.fromEntries(values) as JsonObject),
        SystemModstamp: next.version,
        Co_Sell_Change_Token__c: null,
      },
      errors: org.remarks,
    };
  }

  function withStage(record: RecordSnapshot): void {
    if (record.object !== 'Opportunity') return;
    const stage = org.profile.stages.find(({ name }) => name === record.fields['StageName']);
    record.fields['IsClosed'] = stage?.isClosed ?? false;
    record.fields['IsWon'] = stage?.isWon ?? false;
  }

  const swept = ({ id, version, token, deleted, fields }: RecordSnapshot): SweptRecord => ({
    ...{ id, version, token, deleted },
    referralId: (fields['Referral_Identifier__c'] as string | null | undefined) ?? null,
  });
  const paged = <T>(rows: T[]): T[][] => {
    const pages = [];
    for (let from = 0; from < rows.length; from += PAGE) pages.push(rows.slice(from, from + PAGE));
    return pages;
  };

  const port: Salesforce = {
    async profile() {
      // A profile is the same object for as long as it is cached.
      await weather.meet('profile', [], () => undefined);
      return org.profile;
    },
    describeFields: (object, paths) =>
      weather.meet('describeFields', [object, paths], () =>
        paths.map((path) => ({
          path,
          type: org.facts(path)?.type ?? null,
          isUpdateable: true,
          isCreateable: true,
          length: null,
          values: null,
        })),
      ) as never,
    read: (id) => weather.meet('read', [id], () => records.get(id)),
    findByReferral: (id) =>
      weather.meet('findByReferral', [id], () =>
        [...records.values()]
          .filter(({ fields }) => fields['Referral_Identifier__c'] === id)
          .map((record) => String(record.fields['ConvertedOpportunityId'] ?? record.id)),
      ),
    findConverted: (id) =>
      weather.meet('findConverted', [id], () => {
        const lead = [...records.values()].find(
          ({ fields }) => fields['ConvertedOpportunityId'] === id,
        );
        const referralId = lead?.fields['Referral_Identifier__c'];
        return lead && typeof referralId === 'string' ? { id: lead.id, referralId } : undefined;
      }),
    change: (change) =>
      weather.meet('change', [change], () => ('id' in change ? update(change) : insert(change))),
    auditDifferences: (entries) =>
      weather.meet('auditDifferences', [entries], () =>
        entries
          .filter(({ entryKey }) => !trail.has(entryKey))
          .map(({ entryKey }) => ({ kind: 'missing' as const, entryKey })),
      ),
    auditActor: (key) => weather.meet('auditActor', [key], () => actors.get(key) ?? null),
    forgetAudit: (before) =>
      weather.meet('forgetAudit', [before], () => {
        const old = [...trail.values()].filter(({ occurred }) => occurred < before).slice(0, PAGE);
        for (const { entryKey } of old) trail.delete(entryKey);
        return old.length;
      }),
    async *sweepTokens() {
      for (const page of paged([...records.values()].filter(({ token }) => token !== null)))
        yield await weather.meet('sweepTokens', [], () => page.map(swept));
    },
    async *sweepModified(since) {
      const from = Date.parse(since);
      const rows = [...records.values()].filter(({ version }) => Date.parse(version) >= from);
      const serverTime = new Date(clock.now()).toISOString();
      const pages = rows.length > 0 ? paged(rows) : [[]];
      for (const page of pages)
        yield await weather.meet('sweepModified', [since], () => ({
          rows: page.map(swept),
          serverTime,
        }));
    },
    dailyShareUsed: () => org.share,
    readDailyShare: () => weather.meet('readDailyShare', [], () => org.share),
  };

  return {
    ...{ port, weather, org, trail, bells, actors, records },
    get(id: string): RecordSnapshot {
      const record = records.get(id);
      if (!record) throw new Error(`no record ${id}`);
      return structuredClone(record);
    },
    field: (id: string, name: string) => records.get(id)?.fields[name],
    status: (id: string) => records.get(id)?.fields['Co_Sell_Sync_Status__c'],
    message: (id: string) => records.get(id)?.fields['Co_Sell_Sync_Message__c'],
    made: () => [...records.values()].filter(({ id }) => id.includes('INB')),
    add(record: RecordSnapshot): string {
      records.set(record.id, { ...structuredClone(record), version: stamp() });
      return record.id;
    },
    /** A person edits it: its token is new. */
    edit(id: string, fields: JsonObject, more: Partial<RecordSnapshot> = {}): void {
      const record = records.get(id);
      if (!record) throw new Error(`no record ${id}`);
      const unknown = Object.keys(fields).filter((name) => record.fields[name] === undefined);
      if (unknown.length > 0) throw new Error(`no such fields: ${unknown.join(', ')}`);
      numbers += 1;
      const next = {
        ...record,
        fields: { ...record.fields, ...fields },
        version: stamp(),
        token: `token-${numbers}`,
        ...more,
      };
      withStage(next);
      records.set(id, next);
    },
  };
}

function memberOf(fields: JsonObject) {
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : null);
  return {
    firstName: text('FirstName'),
    lastName: text('LastName'),
    phoneNumber: text('Phone'),
    email: text('Email'),
  };
}
