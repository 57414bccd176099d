import { FIELDS } from 'c/coSellDeal';
import { checkLabels, whoLabels } from 'c/coSellLabels';

const ownText = (word) => ({ kind: 'text', word, field: FIELDS[word].fieldApiName });

/** Where a missing thing is put right: on the card (the first group), or one click away. */
const FIXES = {
  'sync-on': { kind: 'switch', word: 'sync' },
  consent: { kind: 'switch', word: 'consent' },
  name: { kind: 'text', word: 'name', field: 'Name' },
  value: { kind: 'number', word: 'amount', field: 'Amount' },
  'close-date': { kind: 'date', word: 'closeDate', field: 'CloseDate' },
  'value-negative': { kind: 'number', word: 'amount', field: 'Amount', isRight: (it) => it >= 0 },
  'close-date-past': {
    kind: 'date',
    word: 'closeDate',
    field: 'CloseDate',
    isRight: (it) => it >= new Date().toISOString().slice(0, 10),
  },
  'partner-role': ownText('partnerRole'),
  'solution-area': ownText('solutionArea'),
  'solution-play': ownText('solutionPlay'),
  location: ownText('partnerLocation'),
  solution: { kind: 'solutions' },
  'solutions-limit': { kind: 'solutions' },
  'solution-amounts': { kind: 'solutions' },
  'solution-currency': { kind: 'solutions' },
  'marketplace-intent': { kind: 'page', to: 'opportunity' },
  'help-unknown': { kind: 'page', to: 'opportunity' },
  'still-open': { kind: 'page', to: 'opportunity' },
  currency: { kind: 'page', to: 'opportunity' },
  'customer-name': { kind: 'page', to: 'account' },
  'customer-street': { kind: 'page', to: 'account' },
  'customer-city': { kind: 'page', to: 'account' },
  'customer-country': { kind: 'page', to: 'account' },
  'team-limit': { kind: 'page', to: 'opportunity' },
  'customer-contact': { kind: 'page', to: 'contacts' },
  'contacts-limit': { kind: 'page', to: 'contacts' },
};

/** The list as it is drawn. A check this version does not know keeps the bridge's own sentence. */
export function pointsOf(items) {
  return items.map((item) => ({
    code: item.code,
    ok: item.ok,
    text: checkLabels[item.code] ?? item.message,
    field: item.field,
    fix: fixOf(item),
    // The seller is asked already; another is named.
    who: item.who === 'seller' ? null : (whoLabels[item.who] ?? null),
  }));
}

/** An org may map another field than the usual one; that one is edited on its page. */
function fixOf({ code, field }) {
  const fix = FIXES[code] ?? { kind: 'none' };
  return fix.field && fix.field !== field ? { kind: 'page', to: 'opportunity' } : fix;
}
