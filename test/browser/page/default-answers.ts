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
  { solutionId: 'SOL-10001-AZU', name: 'Contoso Data Platform', type: 'IP', publisher: 'Contoso' },
  { solutionId: 'SOL-10002-SEC', name: 'Contoso Secure Edge', type: 'IP', publisher: 'Contoso' },
  {
    solutionId: 'SOL-10003-MIG',
    name: 'Azure migration in ten weeks',
    type: 'Services',
    publisher: 'Contoso',
  },
  {
    solutionId: 'AZURE-VM',
    name: 'Azure Virtual Machines',
    type: 'Solution',
    publisher: 'Microsoft',
  },
  { solutionId: 'DYN-365-S', name: 'Dynamics 365 Sales', type: 'Solution', publisher: 'Microsoft' },
];

const TIMELINE = [
  line(
    5,
    '2026-03-09T15:20:00.000Z',
    'Microsoft',
    'partnerCenter',
    'changed',
    'closingDate',
    '2026-04-30',
    '2026-05-29',
    'Customer asked for more time',
  ),
  line(
    4,
    '2026-03-06T11:02:00.000Z',
    'Microsoft',
    'partnerCenter',
    'accepted',
    'status',
    'Pending',
    'Accepted',
    null,
  ),
  line(
    3,
    '2026-03-05T08:41:00.000Z',
    'Lena Ortiz',
    'salesforce',
    'changed',
    'dealValue',
    '48000',
    '52000',
    null,
  ),
  line(2, '2026-03-04T16:30:00.000Z', 'Lena Ortiz', 'salesforce', 'shared', null, null, null, null),
  line(
    1,
    '2026-03-04T16:28:00.000Z',
    'Lena Ortiz',
    'salesforce',
    'changed',
    'consent',
    'false',
    'true',
    null,
  ),
];

/** Of the page, for as long as it is open; nothing saved yet means what the record lists. */
let saved: Solution[] | undefined;

export const DEFAULT_ANSWERS: { readonly [method: string]: Answer } = {
  'CoSellCardController.getSolutions': (_parameters, record) => saved ?? solutionsOf(record),
  'CoSellCardController.searchCatalogue': ({ term }) => {
    const wanted = String(term ?? '').toLowerCase();
    const isFound = (entry: object) => JSON.stringify(entry).toLowerCase().includes(wanted);
    return CATALOGUE.filter(isFound).sort((a, b) => a.name.localeCompare(b.name));
  },
  'CoSellCardController.saveSolutions': ({ solutions }, record) => {
    saved = solutions as Solution[];
    const text = saved.map(({ name, solutionId }) => `${name} (${solutionId})`).join('\n');
    if (record) record.fields['Products__c'] = { value: text, display: null };
    return null;
  },
  'CoSellCardController.getTimeline': () => TIMELINE,
  'CoSellCardController.checkBeforeSharing': () => ({
    kind: 'co-sell',
    ready: true,
    items: ['consent', 'solutions', 'close-date', 'help'].map((code) => ({
      code,
      field: null,
      ok: true,
      message: '',
    })),
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
    const type = CATALOGUE.find((entry) => entry.solutionId === solutionId)?.type ?? 'IP';
    return { solutionId, name, type, quantity: 1, price: 26000, currencyCode: 'USD' };
  });
}

function line(
  number: number,
  occurred: string,
  actor: string,
  side: string,
  action: string,
  field: string | null,
  before: string | null,
  after: string | null,
  reason: string | null,
) {
  const id = `a02000000000${String(number).padStart(3, '0')}AAA`;
  return { id, occurred, actor, side, action, field, before, after, reason };
}
