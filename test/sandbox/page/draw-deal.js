/** The left column: one opportunity, and how it compares to its other side. */
import { $, chip, el, facts, money, momentOf, refill, tell } from './elements.js';
import { fill } from './drafts.js';

export function drawDeal(deal, engagement) {
  $('deal-body').hidden = !deal;
  $('deal-empty').hidden = Boolean(deal);
  $('deal-title').textContent = deal?.fields.Name ?? 'Not in Salesforce yet';
  $('deal-empty').textContent = engagement
    ? 'The bridge will make an opportunity for this deal.'
    : 'Choose an opportunity above.';
  if (!deal) return chip('sync-status', '');
  const { fields } = deal;
  const isWaiting = fields.Co_Sell_Change_Token__c && fields.Sync_with_Partner_Center__c;
  const status = isWaiting
    ? 'Waiting for the bridge'
    : (fields.Co_Sell_Sync_Status__c ?? 'Not shared');
  chip(
    'sync-status',
    status,
    status === 'Synced' ? 'good' : isWaiting || fields.Co_Sell_Sync_Status__c ? 'warn' : '',
  );
  const isListed = deal.missing.length > 0;
  tell($('sync-message'), isListed ? '' : (fields.Co_Sell_Sync_Message__c ?? ''));
  $('missing').hidden = !isListed;
  refill(
    $('missing'),
    deal.missing.map((sentence) => el('li', {}, sentence)),
  );
  refill($('conflicts'), deal.conflicts.map(conflictTile));
  fill($('deal-form'), deal.id, fields);
  refill($('solutions'), deal.solutions.map(solutionTag));
  refill($('mirrored'), facts(mirrored(fields)));
  refill($('audit'), [fields.Audit__c ?? 'Nothing yet.']);
}

export function drawComparison(deal) {
  $('comparison').hidden = !deal?.referralId;
  if (!deal?.referralId) return;
  const differing = deal.comparison.filter(({ equal }) => !equal);
  chip(
    'verdict',
    differing.length === 0
      ? 'Yes, all of it'
      : `Not yet: ${differing.length} differ${differing.length === 1 ? 's' : ''}`,
    differing.length === 0 ? 'good' : 'warn',
  );
  const brief = (value) =>
    value === null
      ? 'empty'
      : typeof value === 'number'
        ? money(value)
        : value.length > 40
          ? `${value.slice(0, 39)}…`
          : value;
  refill(
    $('compared'),
    deal.comparison.map(({ what, salesforce, partnerCenter, equal }) =>
      el(
        'li',
        { className: equal ? '' : 'differs' },
        `${equal ? '✓' : '≠'} ${what}: ${brief(salesforce)}${equal ? '' : ` here, ${brief(partnerCenter)} there`}`,
      ),
    ),
  );
}

function mirrored(fields) {
  return [
    ['Our referral', both(fields.Referral_Status__c, fields.Referral_Substatus__c)],
    ['Answer until', momentOf(fields.Referral_Expires__c)],
    ['Close goes out', closeGoesOut(fields.Co_Sell_Close_Sends_At__c)],
    ["Microsoft's answer", fields.Microsoft_Status__c],
    ["Microsoft's sellers", fields.Microsoft_Sellers__c],
    ["Microsoft's CRM id", fields.Microsoft_CRM_Identifier__c],
    ["Microsoft's value", money(fields.Microsoft_Deal_Value__c)],
    ["Microsoft's close date", fields.Microsoft_Close_Date__c],
    ["Microsoft's notes", fields.Microsoft_Notes__c],
  ];
}

function closeGoesOut(at) {
  if (!at) return null;
  if (at.startsWith('4000')) return 'not before you say so (held)';
  return `${momentOf(at)}; until then reopen the deal to undo, or ask the bridge to send it now`;
}

const both = (status, substatus) => (status ? `${status}, ${substatus}` : null);

function conflictTile({ field, salesforce, partnerCenter, hash }) {
  const button = (side, label) =>
    el(
      'button',
      {
        type: 'button',
        dataset: {
          key: `${field}-${side}`,
          conflict: JSON.stringify({ [field]: `${side}@${hash}` }),
        },
      },
      label,
    );
  return el(
    'div',
    { className: 'conflict' },
    el(
      'strong',
      {},
      `Both sides changed the ${field === 'notes' ? 'notes' : field}. Which one is right?`,
    ),
    el(
      'p',
      { className: 'buttons' },
      button('salesforce', `Ours: ${salesforce ?? 'empty'}`),
      button('partnerCenter', `Theirs: ${partnerCenter ?? 'empty'}`),
    ),
  );
}

function solutionTag({ rowId, name }) {
  const remove = el(
    'button',
    { type: 'button', dataset: { key: rowId, removeSolution: rowId } },
    '×',
  );
  remove.setAttribute('aria-label', `Remove ${name}`);
  return el('li', {}, name, remove);
}
