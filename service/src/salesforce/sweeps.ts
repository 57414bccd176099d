/** Sweeps: which records to look at, found without any nudge. */
import { PairFault } from '../errors.ts';
import type { Clock, SweptRecord } from '../sync/ports.ts';
import {
  bodyOf,
  pageOf,
  queryPages,
  queryPath,
  readTogether,
  type CompositeAnswer,
  type Page,
} from './query.ts';
import type { Rest } from './rest.ts';
import { dateTime } from './soql.ts';
import { isObject, textOf, textOrNull, type WireObject } from './wire.ts';

const ROW = 'Id,SystemModstamp,IsDeleted,Co_Sell_Change_Token__c,Referral_Identifier__c';
const IS_CO_SELL = '(Sync_with_Partner_Center__c=true OR Referral_Identifier__c!=null)';

type Watched = 'opportunities' | 'solutions' | 'accounts' | 'contacts' | 'leads';

/** What is looked through, each for its own stamp. */
const QUERIES: Record<Watched, (since: string) => string> = {
  opportunities: (since) =>
    `SELECT ${ROW} FROM Opportunity WHERE SystemModstamp>=${since} AND ${IS_CO_SELL} ORDER BY SystemModstamp`,
  solutions: (since) =>
    `SELECT Id,SystemModstamp,Opportunity__c,${parentOf('Opportunity__r')} FROM Microsoft_Solution__c WHERE SystemModstamp>=${since} AND (Opportunity__r.Sync_with_Partner_Center__c=true OR Opportunity__r.Referral_Identifier__c!=null) ORDER BY SystemModstamp`,
  accounts: (since) =>
    `SELECT ${ROW},Account.SystemModstamp FROM Opportunity WHERE Account.SystemModstamp>=${since} AND ${IS_CO_SELL} ORDER BY Account.SystemModstamp`,
  contacts: (since) =>
    `SELECT Id,SystemModstamp,Contact.SystemModstamp,OpportunityId,${parentOf('Opportunity')} FROM OpportunityContactRole WHERE (SystemModstamp>=${since} OR Contact.SystemModstamp>=${since}) AND (Opportunity.Sync_with_Partner_Center__c=true OR Opportunity.Referral_Identifier__c!=null) ORDER BY SystemModstamp`,
  leads: (since) =>
    `SELECT ${ROW},IsConverted FROM Lead WHERE SystemModstamp>=${since} AND ${IS_CO_SELL} ORDER BY SystemModstamp`,
};
const parentOf = (relationship: string): string =>
  ['IsDeleted', 'Co_Sell_Change_Token__c', 'Referral_Identifier__c']
    .map((field) => `${relationship}.${field}`)
    .join(',');
const NEWEST = 'SELECT SystemModstamp FROM Opportunity ORDER BY SystemModstamp DESC LIMIT 1';

/** A row that was found, and the change it was found by when that was not its own. */
type Found = { row: SweptRecord; changeKey: string | null };
const READERS: Record<Watched, (row: WireObject) => Found> = {
  opportunities: (row) => ({ row: sweptOf(row), changeKey: null }),
  solutions: (row) => ({
    row: sweptOf({
      ...(isObject(row.Opportunity__r) ? row.Opportunity__r : {}),
      Id: row.Opportunity__c ?? null,
      SystemModstamp: row.SystemModstamp ?? null,
    }),
    changeKey: textOf(row, 'Id'),
  }),
  accounts: (row) => ({
    row: { ...sweptOf(row), version: stampOf(row.Account) },
    changeKey: `${textOf(row, 'Id')}/account`,
  }),
  contacts: (row) => ({
    row: sweptOf({
      ...(isObject(row.Opportunity) ? row.Opportunity : {}),
      Id: row.OpportunityId ?? null,
      SystemModstamp: contactStamp(row),
    }),
    changeKey: textOf(row, 'Id'),
  }),
  leads: (row) => ({
    row: sweptOf(row),
    // Its pair is the deal's from then on, so no version of the lead is kept to compare with.
    changeKey: row.IsConverted === true ? textOf(row, 'Id') : null,
  }),
};

export type Sweeps = {
  sweepTokens(signal?: AbortSignal): AsyncGenerator<SweptRecord[]>;
  sweepModified(
    since: string,
    signal?: AbortSignal,
  ): AsyncGenerator<{ rows: SweptRecord[]; serverTime: string }>;
};

export type SweepsDeps = {
  rest: Rest;
  clock: Clock;
  /** Where leads are not received, there are few: nudges, tokens and the regular look find what changes. */
  hasLeads: () => Promise<boolean>;
  /** A part of the sweep this org does not allow; the rest goes on. */
  onNotSwept: (part: string, code: string) => void;
};

export function createSweeps(deps: SweepsDeps): Sweeps {
  const reported = createReported();
  return {
    async *sweepTokens(signal) {
      for (const { rows, next } of await tokenPages(deps, signal)) {
        yield rows.map(sweptOf);
        for await (const more of queryPages(deps.rest, next, signal)) yield more.map(sweptOf);
      }
    },

    /**
     * `version` of a row is the stamp of what changed: the record's own, its solution's, its account's or its contact's.
     * The latter never equal a pair's version; so that the overlap of sweeps does not ring them each time, each is
     * given out once (per process; after a restart once more).
     *
     * `serverTime` is the same on every page: the newest stamp of any Opportunity when the sweep began, or `since` in
     * an org that has none. Stamps come from the database's own clock; a `Date` header from whatever stands in front.
     */
    async *sweepModified(since, signal) {
      const { serverTime, pages } = await firstPages(deps, dateTime(since), signal);
      for (const { part, page } of pages) {
        yield* reported.once(part, page.rows, serverTime);
        for await (const rows of queryPages(deps.rest, page.next, signal))
          yield* reported.once(part, rows, serverTime);
      }
      reported.forgetBefore(since);
    },
  };
}

/** A converted lead cannot be written to any more, so its token stays; the deal that it became has its own. */
const TOKENS = {
  opportunities: `SELECT ${ROW} FROM Opportunity WHERE Co_Sell_Change_Token__c>='0'`,
  leads: `SELECT ${ROW} FROM Lead WHERE Co_Sell_Change_Token__c>='0' AND IsConverted=false`,
} as const;

async function tokenPages(
  { rest, clock, onNotSwept }: SweepsDeps,
  signal: AbortSignal | undefined,
): Promise<Page[]> {
  const paths = {
    opportunities: queryPath(rest, 'query', TOKENS.opportunities),
    leads: queryPath(rest, 'query', TOKENS.leads),
  };
  const { opportunities, leads } = await readTogether(rest, paths, clock.now(), signal);
  const deals = pageOf(bodyOf(opportunities), rest);
  if (!(leads.fault instanceof PairFault)) return [deals, pageOf(bodyOf(leads), rest)];
  onNotSwept('leads', leads.fault.code);
  return [deals];
}

type FirstPages = { serverTime: string; pages: { part: Watched; page: Page }[] };

/** One call for all, and one more for leads: a call takes five queries. Only the opportunities themselves are indispensable. */
async function firstPages(
  { rest, clock, hasLeads, onNotSwept }: SweepsDeps,
  since: string,
  signal: AbortSignal | undefined,
): Promise<FirstPages> {
  const path = (soql: string) => queryPath(rest, 'queryAll', soql);
  // The newest stamp comes first: what is stamped after it was read belongs to the next sweep as well.
  const answers = await readTogether(
    rest,
    {
      newest: path(NEWEST),
      opportunities: path(QUERIES.opportunities(since)),
      solutions: path(QUERIES.solutions(since)),
      accounts: path(QUERIES.accounts(since)),
      contacts: path(QUERIES.contacts(since)),
    },
    clock.now(),
    signal,
  );
  const { newest: newestAnswer, ...rows } = answers;
  const leads = (await hasLeads())
    ? await readTogether(rest, { leads: path(QUERIES.leads(since)) }, clock.now(), signal)
    : {};
  const found = Object.entries({ ...rows, ...leads }) as [Watched, CompositeAnswer][];
  const pages = found.flatMap(([part, answer]) => {
    const { fault } = answer;
    if (part !== 'opportunities' && fault instanceof PairFault) {
      onNotSwept(part, fault.code);
      return [];
    }
    return [{ part, page: pageOf(bodyOf(answer), rest) }];
  });
  const [newest] = pageOf(bodyOf(newestAnswer), rest).rows;
  return { serverTime: newest ? dateTime(textOf(newest, 'SystemModstamp')) : since, pages };
}

/** Changes of solutions, accounts and contacts that somebody was told of already. */
function createReported() {
  const stamps = new Map<string, string>();
  return {
    *once(part: Watched, rows: WireObject[], serverTime: string) {
      const found = rows
        .map(READERS[part])
        .filter(({ row, changeKey }) => !changeKey || stamps.get(changeKey) !== row.version);
      yield { rows: found.map(({ row }) => row), serverTime };
      // Only after the caller came back for more: a page whose rings failed is given out again.
      for (const { row, changeKey } of found) if (changeKey) stamps.set(changeKey, row.version);
    },
    /** What lies before a sweep's beginning is not seen again. */
    forgetBefore(since: string) {
      for (const [key, stamp] of stamps)
        if (Date.parse(stamp) < Date.parse(since)) stamps.delete(key);
    },
  };
}

/** The newer one of the role's and the contact's, of which the caller may not see the latter. */
function contactStamp(row: WireObject): string {
  const role = textOf(row, 'SystemModstamp');
  const contact = isObject(row.Contact) ? stampOf(row.Contact) : role;
  return contact > role ? contact : role;
}

function stampOf(parent: unknown): string {
  return textOf(isObject(parent) ? parent : {}, 'SystemModstamp');
}

function sweptOf(row: WireObject): SweptRecord {
  return {
    id: textOf(row, 'Id'),
    version: textOf(row, 'SystemModstamp'),
    token: textOrNull(row, 'Co_Sell_Change_Token__c'),
    deleted: row.IsDeleted === true,
    referralId: textOrNull(row, 'Referral_Identifier__c')?.toLowerCase() ?? null,
  };
}
