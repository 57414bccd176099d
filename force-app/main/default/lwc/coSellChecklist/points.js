import { checkLabels } from 'c/coSellLabels';

/** Where a missing thing is put right: on the card (the first group), or one click away. */
const FIXES = {
  'sync-on': { kind: 'switch', word: 'sync' },
  consent: { kind: 'switch', word: 'consent' },
  name: { kind: 'text', word: 'name', field: 'Name' },
  value: { kind: 'number', word: 'amount', field: 'Amount' },
  'close-date': { kind: 'date', word: 'closeDate', field: 'CloseDate' },
  solution: { kind: 'solutions' },
  'solutions-limit': { kind: 'solutions' },
  'still-open': { kind: 'page', to: 'opportunity' },
  currency: { kind: 'page', to: 'opportunity' },
  'customer-name': { kind: 'page', to: 'account' },
  'customer-street': { kind: 'page', to: 'account' },
  'customer-city': { kind: 'page', to: 'account' },
  'customer-country': { kind: 'page', to: 'account' },
  'customer-contact': { kind: 'page', to: 'contacts' },
};

/** The list as it is drawn. A check this version does not know keeps the bridge's own sentence. */
export function pointsOf(items) {
  return items.map((item) => ({
    code: item.code,
    ok: item.ok,
    text: checkLabels[item.code] ?? item.message,
    field: item.field,
    fix: fixOf(item),
  }));
}

/** An org may map another field than the usual one; that one is edited on its page. */
function fixOf({ code, field }) {
  const fix = FIXES[code] ?? { kind: 'none' };
  return fix.field && fix.field !== field ? { kind: 'page', to: 'opportunity' } : fix;
}
