/** The last writes of both sides, merged in order, newest first: who wrote what. */
import type { JournalEntry } from '../kit/journal.ts';
import { showChanges, type ShownChange } from '../kit/shown-changes.ts';
import { REFERRAL_WORDS } from '../partner-center/referral-words.ts';
import type { World } from '../start/sandbox.ts';

export type TimelineEntry = {
  key: string;
  at: string;
  side: 'Salesforce' | 'Partner Center';
  who: string;
  what: string;
  changes: ShownChange[];
};

const SHOWN = 60;
const MOST_CHANGES = 7;

/** The bridge's own bookkeeping on the record says nothing that is not shown elsewhere. */
const UNTOLD = new Set([
  'Co_Sell_Change_Token__c',
  'Co_Sell_Sync_Indicator__c',
  'Co_Sell_Last_Synced__c',
  'Co_Sell_Checklist__c',
  'Co_Sell_Received__c',
  'Audit__c',
  'Referral_Link__c',
  'Co_Sell_Answered__c',
  'Products__c',
  'ExpectedRevenue',
  'Probability',
  'ForecastCategory',
  'ForecastCategoryName',
  'Fiscal',
  'FiscalQuarter',
  'FiscalYear',
  'Co_Sell_Conflicts__c',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
  'lastModifiedVia',
  'links',
]);
/** Setup, and rows that tell about other rows. */
const UNTOLD_TYPES = new Set(['User', 'Co_Sell_Audit_Entry__c', 'OpportunityContactRole']);

const TYPES: Record<string, string> = {
  Opportunity: 'opportunity',
  Account: 'account',
  Contact: 'contact',
  Microsoft_Solution__c: 'solution of an opportunity',
  referral: 'referral',
};
const VERBS: Record<string, string> = {
  create: 'made',
  update: 'changed',
  delete: 'deleted',
  undelete: 'restored',
};
const ACTORS: Record<string, string> = {
  bridge: 'The bridge',
  microsoft: 'Microsoft',
  'partner-portal': 'Partner portal',
  system: 'Administrator',
};

export function showTimeline(
  { org, partnerCenter }: Pick<World, 'org' | 'partnerCenter'>,
  labels: Record<string, string>,
): TimelineEntry[] {
  const here = org.journal
    .entries()
    .filter(({ type }) => !UNTOLD_TYPES.has(type))
    .filter(({ kind, changed }) => kind !== 'update' || changed.some((name) => !UNTOLD.has(name)))
    .map((entry) => shown(entry, 'Salesforce', labels));
  const there = partnerCenter.journal
    .entries()
    .map((entry) => shown(entry, 'Partner Center', REFERRAL_WORDS));
  return [...here, ...there]
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1))
    .slice(0, SHOWN);
}

function shown(
  entry: JournalEntry,
  side: TimelineEntry['side'],
  words: Record<string, string>,
): TimelineEntry {
  const { kind, type, actor } = entry;
  const name = nameOf(entry);
  const isTheirs = side === 'Partner Center' && organizationOf(entry) === 'msft';
  const thing = isTheirs ? "Microsoft's referral" : `the ${TYPES[type] ?? type}`;
  return {
    key: `${side}-${entry.seq}`,
    at: entry.at,
    side,
    who: ACTORS[actor] ?? personOf(actor),
    what: `${VERBS[kind] ?? kind} ${thing}${name ? ` “${name}”` : ''}`,
    changes: kind === 'update' ? changesOf(entry, words) : [],
  };
}

function changesOf(
  { before, after, changed }: JournalEntry,
  words: Record<string, string>,
): ShownChange[] {
  const told = changed.filter((path) => !UNTOLD.has(path)).slice(0, MOST_CHANGES);
  return showChanges({ before, after, changed: told }, words);
}

function nameOf({ type, before, after }: JournalEntry): string {
  const row = after ?? before ?? {};
  const name =
    type === 'Microsoft_Solution__c' ? row['Solution_Name__c'] : (row['Name'] ?? row['name']);
  return typeof name === 'string' ? name : '';
}

const organizationOf = ({ before, after }: JournalEntry) =>
  (after ?? before ?? {})['organizationId'];

/** `seller:anna` → `Anna (seller)`. */
function personOf(actor: string): string {
  const [kind = actor, name] = actor.split(':');
  return name ? `${name.charAt(0).toUpperCase()}${name.slice(1)} (${kind})` : kind;
}
