/** Writes journals by hand: two small stores that note who changed what, a second apart. */
import { createJournal } from '../sandbox/kit/journal.ts';
import type { CheckInput, RefusedSave, Row } from './verdict.ts';

export const US = '7d23e5ca-19dc-4eaa-aac8-5e6b559f0d1d';
export const RULES = {
  dealValue: 'salesforce',
  closingDate: 'salesforce',
  notes: 'ask',
} as const;

export type ReferralEdit = {
  dealValue?: number | null;
  closingDate?: string | null;
  notes?: string | null;
  visible?: boolean;
  status?: string;
  solutions?: Row[];
  externalReferenceId?: string | null;
  engagementId?: string;
  organizationId?: string;
  type?: string;
  qualification?: string;
  invitedBy?: string;
  expirationDateTime?: string | null;
};

export type History = ReturnType<typeof startHistory>;

const REFUSED: Omit<RefusedSave, 'at'> = {
  actor: 'seller:anna',
  kind: 'update',
  type: 'Opportunity',
  id: '0065g00000ABCDEAA1',
  statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
  message: 'no',
  by: 'customer',
  what: 'rule Opportunity.Theirs',
  given: ['Amount'],
};

const START = Date.parse('2026-05-01T08:00:00.000Z');
const FINAL_STAGES: Readonly<Record<string, boolean>> = {
  'Closed Won': true,
  'Closed Lost': false,
};

export function startHistory(options: Partial<CheckInput['options']> = {}) {
  let now = START;
  const clock = { iso: () => new Date(now).toISOString(), tick: () => (now += 1_000) };
  const org = createStore(clock, withStage);
  const partnerCenter = createStore(clock, (row) => row);
  const refusals: RefusedSave[] = [];
  let names = 0;

  const record = (actor: string, id: string, fields: Row) => {
    org.write(actor, 'Opportunity', id, fields);
  };
  const referral = (actor: string, id: string, edit: ReferralEdit) => {
    const before = partnerCenter.row(id);
    partnerCenter.write(actor, 'referral', id, documentOf(before, edit));
  };

  return {
    /** Creates or changes an Opportunity. */
    record,
    /** A save that failed. */
    refuses(save: Partial<RefusedSave>) {
      refusals.push({ ...REFUSED, at: clock.iso(), ...save });
      clock.tick();
    },
    /** Any other row of the org. */
    row: org.write,
    remove: org.remove,
    undelete: org.undelete,
    referral,
    solution(actor: string, deal: string, id: string, terms: Row = {}) {
      const fields = {
        Opportunity__c: deal,
        Solution_Id__c: id,
        Quantity__c: 1,
        Price__c: 10,
        Currency_Code__c: 'EUR',
      };
      org.write(actor, 'Microsoft_Solution__c', `a01-${deal}-${id}`, { ...fields, ...terms });
    },
    removeSolution(actor: string, deal: string, id: string) {
      org.remove(actor, 'Microsoft_Solution__c', `a01-${deal}-${id}`);
    },
    audit(deal: string, fields: Row) {
      names += 1;
      const id = `a02${String(names).padStart(15, '0')}`;
      const entry = {
        Entry_Key__c: `key-${String(names)}`,
        Record_Id__c: deal,
        Opportunity__c: deal,
      };
      org.write('bridge', 'Co_Sell_Audit_Entry__c', id, { ...entry, ...fields });
    },
    /** The next writes happen at the same moment as the last one. */
    atOnce(work: () => void) {
      const { tick } = clock;
      clock.tick = () => now;
      work();
      clock.tick = tick;
    },
    wait(minutes: number) {
      now += minutes * 60_000;
    },
    end(): CheckInput {
      return {
        org: org.entries(),
        partnerCenter: partnerCenter.entries(),
        orgRows: {
          records: [...org.rows('Opportunity'), ...org.rows('Lead')],
          solutions: org.rows('Microsoft_Solution__c'),
          auditEntries: org.rows('Co_Sell_Audit_Entry__c'),
        },
        refusals: [...refusals],
        referrals: partnerCenter.rows('referral'),
        now: new Date(now).toISOString(),
        options: { organizationId: US, rules: RULES, ...options },
      };
    },
  };
}

function createStore(clock: { iso(): string; tick(): void }, derive: (row: Row) => Row) {
  const journal = createJournal();
  const stored = new Map<string, { type: string; row: Row }>();

  function put(kind: string, actor: string, type: string, id: string, after: Row) {
    clock.tick();
    const before = stored.get(id)?.row ?? null;
    stored.set(id, { type, row: after });
    const changed = Object.keys(after).filter(
      (name) => JSON.stringify(after[name]) !== JSON.stringify(before?.[name]),
    );
    journal.add({ at: clock.iso(), actor, kind, type, id, before, after, changed });
  }

  return {
    write(actor: string, type: string, id: string, fields: Row) {
      const before = stored.get(id)?.row;
      const identity = type === 'referral' ? { id } : { Id: id, IsDeleted: false };
      put(
        before ? 'update' : 'create',
        actor,
        type,
        id,
        derive({ ...(before ?? identity), ...fields }),
      );
    },
    remove(actor: string, type: string, id: string) {
      put('delete', actor, type, id, { ...stored.get(id)?.row, IsDeleted: true });
    },
    undelete(actor: string, type: string, id: string) {
      put('undelete', actor, type, id, { ...stored.get(id)?.row, IsDeleted: false });
    },
    row: (id: string) => stored.get(id)?.row,
    rows: (type: string) =>
      [...stored.values()].filter((one) => one.type === type).map(({ row }) => row),
    entries: () => journal.entries(),
  };
}

const withStage = (row: Row): Row => {
  const isWon = FINAL_STAGES[String(row.StageName)];
  return 'StageName' in row
    ? { ...row, IsClosed: isWon !== undefined, IsWon: isWon === true }
    : row;
};

function documentOf(before: Row | undefined, edit: ReferralEdit): Row {
  const old = before ?? {};
  const details = (old.details ?? { requirements: { solutions: [] } }) as Row;
  const [status, substatus] = edit.status?.split('/') ?? [old.status, old.substatus];
  return {
    ...old,
    engagementId: edit.engagementId ?? old.engagementId,
    organizationId: edit.organizationId ?? old.organizationId ?? US,
    externalReferenceId: given(edit.externalReferenceId, old.externalReferenceId),
    type: edit.type ?? old.type ?? 'Shared',
    qualification: edit.qualification ?? old.qualification ?? 'SalesQualified',
    inviteContext: { invitedBy: { organizationId: edit.invitedBy ?? 'msft' } },
    status,
    substatus,
    consent: {
      consentToShareReferralWithMicrosoftSellers:
        edit.visible ??
        (old.consent as Row | undefined)?.consentToShareReferralWithMicrosoftSellers ??
        false,
    },
    details: {
      dealValue: given(edit.dealValue, details.dealValue),
      closingDateTime: given(edit.closingDate, details.closingDateTime),
      notes: given(edit.notes, details.notes),
      requirements: {
        solutions: edit.solutions ?? (details.requirements as { solutions: Row[] }).solutions,
      },
    },
  };
}

const given = (wanted: unknown, old: unknown): unknown =>
  wanted === undefined ? (old ?? null) : wanted;
