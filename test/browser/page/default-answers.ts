/** What Apex answers on a good day, by `Class.method`. A state's own answers come before these. */
import type { ReadRecord } from '../shims/port.ts';

type Answer = (parameters: { [name: string]: unknown }, record?: ReadRecord) => unknown;

type Solution = {
  solutionId: string;
  name: string;
  type: string;
  quantity: number;
  price: number;
  currencyCode: string;
};

const CATALOGUE = [
  { solutionId: 'SOL-1042', name: 'Fabrikam Line Insight', type: 'IP', publisher: 'Fabrikam' },
  { solutionId: 'SOL-2077', name: 'Fabrikam Edge Gateway', type: 'IP', publisher: 'Fabrikam' },
  {
    solutionId: 'SOL-3110',
    name: 'Azure migration in ten weeks',
    type: 'Services',
    publisher: 'Fabrikam',
  },
  {
    solutionId: 'AZURE-VM',
    name: 'Azure Virtual Machines',
    type: 'Solution',
    publisher: 'Microsoft',
  },
  { solutionId: 'DYN-365-S', name: 'Dynamics 365 Sales', type: 'Solution', publisher: 'Microsoft' },
];
const OURS = 'Co-Sell Bridge';
const MICROSOFT = 'Microsoft';
const TIMELINE = [
  entry(
    '2026-11-10T08:10:00.000Z',
    MICROSOFT,
    'written',
    'closingDate',
    '2027-02-19',
    '2027-02-26',
  ),
  entry(
    '2026-11-10T07:58:00.000Z',
    OURS,
    'conflict',
    'dealValue',
    '250000',
    '265000',
    'Lena Ortiz kept ours',
  ),
  entry('2026-11-09T15:55:00.000Z', 'Lena Ortiz', 'sent', 'dealValue', '240000', '250000'),
  entry('2026-11-09T15:42:00.000Z', OURS, 'invited'),
  entry('2026-11-09T15:41:00.000Z', 'Lena Ortiz', 'shared'),
];

/** The codes of the bridge's preflight. */
const CHECKS = [
  'sync-on',
  'consent',
  'still-open',
  'name',
  'value',
  'currency',
  'close-date',
  'customer-name',
  'customer-street',
  'customer-city',
  'customer-country',
  'solution',
  'solutions-limit',
  'team-member',
  'customer-contact',
];

/** Of the page, for as long as it is open; nothing saved yet means what the record lists. */
let saved: Solution[] | undefined;

export const DEFAULT_ANSWERS: { readonly [method: string]: Answer } = {
  'CoSellCardController.getSolutions': (_parameters, record) => saved ?? solutionsOf(record),
  'CoSellCardController.searchCatalogue': ({ term }) => {
    const wanted = String(term ?? '').toLowerCase();
    return CATALOGUE.filter(({ name }) => name.toLowerCase().includes(wanted)).sort((a, b) =>
      a.name.localeCompare(b.name),
    );
  },
  // The record's list of names follows later, when the bridge has been there.
  'CoSellCardController.saveSolutions': ({ solutions }) => {
    saved = solutions as Solution[];
    return null;
  },
  'CoSellCardController.getTimeline': () => TIMELINE,
  'CoSellCardController.checkBeforeSharing': () => ({
    kind: 'co-sell',
    ready: true,
    items: CHECKS.map((code) => ({ code, field: null, ok: true, message: '' })),
  }),
  'CoSellCardController.syncNow': () => ({
    settled: true,
    state: 'open',
    syncStatus: 'Synced',
    error: null,
  }),
};

/** `Products__c` has a line for each: the name, and the id in brackets. */
function solutionsOf(record: ReadRecord | undefined): Solution[] {
  const lines = String(record?.fields['Products__c']?.value ?? '')
    .split('\n')
    .filter(Boolean);
  return lines.map((text) => {
    const [, name = text, solutionId = text] = /^(.*) \(([^)]+)\)$/.exec(text) ?? [];
    const type = CATALOGUE.find((one) => one.solutionId === solutionId)?.type ?? 'IP';
    return { solutionId, name, type, quantity: 1, price: 26000, currencyCode: 'USD' };
  });
}

function entry(
  occurred: string,
  actor: string,
  action: string,
  field: string | null = null,
  before: string | null = null,
  after: string | null = null,
  reason: string | null = null,
) {
  const side = actor === MICROSOFT ? 'partnerCenter' : actor === OURS ? 'bridge' : 'salesforce';
  return { id: `a02${occurred}`, occurred, actor, side, action, field, before, after, reason };
}
