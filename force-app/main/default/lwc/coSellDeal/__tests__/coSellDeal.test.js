import {
  addChoice,
  closingOf,
  isInbound,
  kindOf,
  missingOf,
  OPTIONAL_FIELDS,
  readChecklist,
  readConflicts,
  readDeal,
  stateOf,
  toFields,
  waitingOf,
} from 'c/coSellDeal';
import { loadState, recordOf, stateNames } from 'test/states';

const STATE_OF = {
  'no-field-permission': 'no-permission',
  'on-hold-urgent': 'on-hold',
  'closing-lost': 'closing',
};
// These differ in what the card says beside the state.
for (const name of ['some-fields-hidden', 'other-customer', 'unlink-asked'])
  STATE_OF[name] = 'accepted';

function dealOf(name, changes) {
  return readDeal(recordOf(loadState(name), changes));
}

const NOW = Date.parse('2026-11-10T09:00:00.000Z');

describe('the state of a deal', () => {
  it.each(stateNames())('of the example "%s" is the one its name says', (name) => {
    expect(stateOf(dealOf(name), NOW)).toBe(STATE_OF[name] ?? name);
  });

  it.each([
    [
      'invitation-incomplete',
      'partner-led',
      { Co_Sell_Checklist__c: '[{"code":"customer-contact","ok":false}]' },
    ],
    ['unanswered-by-microsoft', 'accepted', { Microsoft_Status__c: 'Expired' }],
    ['private', 'partner-led', { Referral_Visibility__c: 'Private' }],
    // A lead became this deal: it has its referral and nothing else yet.
    ['queued', 'partner-led', { Co_Sell_Sync_Status__c: 'Queued', Co_Sell_Last_Synced__c: null }],
    ['partner-led', 'partner-led', { Co_Sell_Sync_Status__c: 'Queued' }],
    ['closed-before', 'not-shared', { IsClosed: true }],
    // The first of two choices is saved, and the trigger has set the status.
    ['conflict', 'conflict', { Co_Sell_Sync_Status__c: 'Queued' }],
    // A conflict whose questions cannot be read still needs a person.
    ['needs-attention', 'conflict', { Co_Sell_Conflicts__c: 'nonsense' }],
    // Everything may be there by now; the list is only read while something is missing.
    [
      'queued',
      'checklist-incomplete',
      { Co_Sell_Checklist__c: null, Co_Sell_Sync_Status__c: 'Queued' },
    ],
    // Sync was switched off by hand, and the bridge has not said "Paused" yet.
    ['paused', 'accepted', { Sync_with_Partner_Center__c: false }],
  ])('is %s when "%s" has %p', (state, name, changes) => {
    expect(stateOf(dealOf(name, changes), NOW)).toBe(state);
  });
});

describe('a deal as it is read', () => {
  it('has the platform’s own words for picklists and money', () => {
    const record = recordOf({ ...loadState('accepted'), displayValues: { Amount: '250.000 €' } });
    expect(readDeal(record).display.amount).toBe('250.000 €');
    expect(readDeal(record).display.substatus).toBe('Accepted');
  });

  it('names the fields the user may not see', () => {
    expect(dealOf('some-fields-hidden').hidden.sort()).toEqual([
      'audit',
      'microsoftSellers',
      'microsoftValue',
    ]);
  });

  it('is written under the names of the fields', () => {
    expect(toFields({ sync: true, help: null })).toEqual({
      Sync_with_Partner_Center__c: true,
      How_can_Microsoft_help__c: null,
    });
  });

  it('is asked for with the fields of Opportunity alone', () => {
    expect(OPTIONAL_FIELDS.every(({ objectApiName }) => objectApiName === 'Opportunity')).toBe(
      true,
    );
  });
});

describe('the kind of a deal', () => {
  it.each([
    [{ help: 'Quotes or licensing', visibility: null }, 'co-sell'],
    [{ help: null, visibility: 'Visible to Microsoft' }, 'partner-led'],
    [{ help: null, visibility: 'Private' }, 'private'],
    [{ help: null, visibility: null }, 'private'],
  ])('with %p is %s', (deal, kind) => {
    expect(kindOf(deal)).toBe(kind);
  });

  it.each([
    [{ status: 'New', received: null, answered: null }, true],
    [
      { status: 'Active', received: '2026-11-05T14:00:00Z', answered: '2026-11-06T10:00:00Z' },
      true,
    ],
    [
      { status: 'Active', received: '2026-11-05T14:00:00Z', answered: '2026-11-05T14:00:00Z' },
      false,
    ],
    [{ status: null, received: null, answered: null }, false],
  ])('with %p came from Microsoft: %p', (deal, inbound) => {
    expect(isInbound(deal)).toBe(inbound);
  });
});

describe('the checklist', () => {
  it.each([[null], [''], ['nonsense'], ['{}'], ['[1,null]']])('of %p is empty', (json) => {
    expect(readChecklist(json)).toEqual([]);
  });

  it('tells what is missing', () => {
    const items = readChecklist('[{"code":"a","ok":true},{"code":"b","ok":false}]');
    expect(missingOf(items).map(({ code }) => code)).toEqual(['b']);
  });
});

describe('conflicts', () => {
  const QUESTION = '[{"field":"dealValue","salesforce":1,"partnerCenter":2,"hash":"abc"}]';

  it.each([
    [null, null],
    ['{"dealValue":"salesforce@abc"}', 'salesforce'],
    // Chosen for other values: asked again.
    ['{"dealValue":"salesforce@old"}', null],
    ['nonsense', null],
    ['[]', null],
  ])('with the choices %p show as chosen: %p', (choices, chosen) => {
    expect(readConflicts(QUESTION, choices)[0].chosen).toBe(chosen);
  });

  it('keep earlier choices when one more is made', () => {
    const choice = { field: 'dealValue', side: 'partnerCenter', hash: 'abc' };
    expect(JSON.parse(addChoice('{"notes":"salesforce@x"}', choice))).toEqual({
      notes: 'salesforce@x',
      dealValue: 'partnerCenter@abc',
    });
  });
});

describe('a close that can be taken back', () => {
  const at = (closeSendsAt, more) => ({
    closeSendsAt,
    status: 'Active',
    isClosed: true,
    isWon: false,
    ...more,
  });

  it.each([
    [at('2026-11-10T09:08:00.000Z', { isWon: true }), 'counting', 'won'],
    [at('2026-11-10T08:59:00.000Z'), 'due', 'lost'],
    [at('4000-12-31T00:00:00.000Z'), 'held', 'lost'],
    [at('2026-11-10T09:08:00.000Z', { status: 'New' }), 'counting', 'declined'],
    [at('2026-11-10T09:08:00.000Z', { status: 'New', isClosed: false }), 'counting', 'accepted'],
  ])('%p is %s as %s', (deal, phase, outcome) => {
    expect(closingOf(deal, NOW)).toMatchObject({ phase, outcome });
  });

  it.each([[at(null)], [at('2026-11-10T09:08:00.000Z', { status: 'Closed' })]])(
    '%p is none',
    (deal) => {
      expect(closingOf(deal, NOW)).toBeNull();
    },
  );
});

describe('winning a deal soon after it was shared', () => {
  const won = (more) => ({
    closeSendsAt: '2026-11-10T09:08:00.000Z',
    status: 'Active',
    isWon: true,
    isClosed: true,
    help: 'Proof of concept or demo',
    received: '2026-11-09T15:41:00.000Z',
    ...more,
  });
  const SAFE = '2026-11-12T15:41:00.000Z';

  it.each([
    ['co-sell', won(), SAFE],
    ['partner-led', won({ help: null, visibility: 'Visible to Microsoft' }), SAFE],
    ['held', won({ closeSendsAt: '4000-12-31T00:00:00.000Z' }), SAFE],
    ['private, so never registered', won({ help: null }), null],
    ['lost', won({ isWon: false }), null],
    ['shared long ago', won({ received: '2026-11-07T09:08:00.000Z' }), null],
    ['without a known day of sharing', won({ received: null }), null],
  ])('that is %s is safe from then on', (_what, deal, safeFrom) => {
    expect(closingOf(deal, NOW).safeFrom).toBe(safeFrom);
  });
});

describe('a waiting edit', () => {
  it.each([
    [{ changeToken: null }, null],
    [{ changeToken: 't', lastModified: '2026-11-10T08:59:00.000Z' }, 'soon'],
    [{ changeToken: 't', lastModified: '2026-11-10T08:57:00.000Z' }, 'long'],
    // Without a date it cannot be called long.
    [{ changeToken: 't', lastModified: null }, 'soon'],
  ])('%p waits: %p', (deal, waiting) => {
    expect(waitingOf(deal, NOW)).toBe(waiting);
  });
});
