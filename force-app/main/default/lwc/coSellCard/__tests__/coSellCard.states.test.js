import { getRecord, updateRecord, notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import checkBeforeSharing from '@salesforce/apex/CoSellCardController.checkBeforeSharing';
import getSolutions from '@salesforce/apex/CoSellCardController.getSolutions';
import getTimeline from '@salesforce/apex/CoSellCardController.getTimeline';
import saveSolutions from '@salesforce/apex/CoSellCardController.saveSolutions';
import searchCatalogue from '@salesforce/apex/CoSellCardController.searchCatalogue';
import syncNow from '@salesforce/apex/CoSellCardController.syncNow';
import CoSellCard from 'c/coSellCard';
import { OPTIONAL_FIELDS } from 'c/coSellDeal';
import { showCard } from 'test/card';
import { countWires, find, findDeep, settle, show, textOf } from 'test/page';
import { stateNames } from 'test/states';

const APEX = [
  checkBeforeSharing,
  getSolutions,
  getTimeline,
  saveSolutions,
  searchCatalogue,
  syncNow,
];

/** What a seller reads first, what the badge says, the tiles that ask for something, and the one thing to do. */
const SHOWN = {
  'not-shared': ['Not shared with Microsoft', 'Not shared', ['share-form'], 'Share this deal'],
  ready: ['Ready to share', 'Not shared', ['share-form'], 'Share and ask for help'],
  'checklist-incomplete': [
    'Not sent yet: something is missing',
    'Needs attention',
    ['checklist'],
    null,
  ],
  queued: ['On its way to Partner Center', 'On its way', [], null],
  'bridge-down': ['Waiting for the bridge', 'On its way', [], null],
  'partner-led': ['Shared with Microsoft', 'In sync', ['upgrade'], 'Ask Microsoft for help'],
  inbound: ['Deal from Microsoft', 'In sync', [], null],
  'pending-at-microsoft': ['Waiting for an answer from Microsoft', 'In sync', [], null],
  accepted: ['Microsoft works with you on this deal', 'In sync', [], null],
  'unlink-asked': ['Microsoft works with you on this deal', 'On its way', ['notice'], null],
  'other-customer': ['Microsoft works with you on this deal', 'In sync', ['notice'], null],
  'declined-by-microsoft': ['Microsoft declined to help', 'In sync', [], null],
  'on-hold': ['A deal from Microsoft', 'In sync', ['response'], 'Accept'],
  'on-hold-urgent': ['A deal from Microsoft', 'In sync', ['response'], 'Accept'],
  'answer-sent': ['Your answer is on its way', 'On its way', [], null],
  conflict: ['Choose which values to keep', 'Conflict', ['conflict'], null],
  'needs-attention': ['Please look at this deal', 'Needs attention', ['notice'], 'Try again'],
  failed: ['A technical problem stops the sync', 'Failed', ['notice'], 'Try again'],
  closing: ['Microsoft will be told soon', null, ['close-undo'], 'Hold it back'],
  'closing-held': ['Held back: Microsoft does not know yet', null, ['close-undo'], 'Send now'],
  'closing-lost': ['Microsoft will be told soon', null, ['close-undo'], 'Hold it back'],
  won: ['Won', 'In sync', [], null],
  lost: ['Lost', 'In sync', [], null],
  declined: ['Declined', 'In sync', [], null],
  expired: ['Expired', 'In sync', [], null],
  paused: ['Sharing is paused', 'Paused', ['notice'], 'Resume sharing'],
  'no-field-permission': ['You cannot see the co-sell fields', null, [], null],
  'some-fields-hidden': ['Microsoft works with you on this deal', 'In sync', ['notice'], null],
};
const ASKING = [
  'share-form',
  'checklist',
  'upgrade',
  'response',
  'conflict',
  'notice',
  'close-undo',
];

describe('a deal in the state', () => {
  it('of every example record is listed here', () => {
    expect(Object.keys(SHOWN).sort()).toEqual(stateNames().sort());
  });

  it.each(Object.entries(SHOWN))(
    '"%s" reads, asks and offers what it should',
    async (name, shown) => {
      const [title, badge, tiles, primary] = shown;
      const card = await showCard(name);
      const header = find(card, 'c-co-sell-status-header');
      expect(find(header, 'h3').textContent).toBe(title);
      expect(find(header, 'lightning-badge')?.label ?? null).toBe(badge);
      expect(ASKING.filter((tile) => findDeep(card, `c-co-sell-${tile}`).length > 0)).toEqual(
        ASKING.filter((tile) => tiles.includes(tile)),
      );
      const buttons = findDeep(card, 'lightning-button').filter(
        ({ variant }) => variant === 'brand',
      );
      expect(buttons.map(({ label }) => label)).toEqual(primary ? [primary] : []);
    },
  );

  it.each(stateNames())('"%s" can be read by everybody', async (name) => {
    const card = await showCard(name);
    jest.useRealTimers();
    await expect(card).toBeAccessible();
  });

  it.each(stateNames())('"%s" is all text from labels and fields', async (name) => {
    const text = textOf(await showCard(name));
    expect(text).not.toMatch(/undefined|null|NaN|\[object|\{\d\}|c\.Co_Sell/);
  });

  it.each(stateNames())('"%s" is drawn from one wire, and calls nobody', async (name) => {
    await showCard(name);
    expect(countWires(getRecord)).toBe(1);
    expect(APEX.map(countWires)).toEqual(APEX.map(() => 0));
    expect(APEX.flatMap((method) => method.mock.calls)).toEqual([]);
    expect(updateRecord).not.toHaveBeenCalled();
    expect(notifyRecordUpdateAvailable).not.toHaveBeenCalled();
  });
});

it('asks for every field as an optional one, so that a hidden field cannot fail the card', async () => {
  await showCard('accepted');
  expect(getRecord.getLastConfig()).toEqual({
    recordId: '006Aa00000CoSeLIAX',
    optionalFields: OPTIONAL_FIELDS,
  });
});

it('says that it loads', async () => {
  const card = show('c-co-sell-card', CoSellCard, { recordId: '006' });
  expect(find(card, 'lightning-spinner').alternativeText).toBe('Loading');
  await expect(card).toBeAccessible();
});

it('says why the record cannot be read', async () => {
  const card = show('c-co-sell-card', CoSellCard, { recordId: '006' });
  getRecord.error({ message: 'You do not have access to this record.' });
  await settle();
  expect(textOf(card)).toContain('You do not have access to this record.');
  expect(find(card, 'lightning-spinner')).toBeNull();
  await expect(card).toBeAccessible();
});

it.each([
  [
    'who can help',
    'no-field-permission',
    'A Salesforce admin can give you the permission set "Co-Sell Seller".',
  ],
  [
    'how many fields are hidden',
    'some-fields-hidden',
    'Some co-sell fields are hidden from you (3)',
  ],
  [
    'the bridge’s own sentence',
    'failed',
    'The bridge may not write a field of this record: Amount',
  ],
  ['that an edit is safe while the bridge is down', 'bridge-down', 'is safe on this deal'],
  ['what is missing', 'checklist-incomplete', 'Missing: 5.'],
  ['when the time to answer ends', 'on-hold-urgent', '11 hours 30 minutes left to answer'],
  ['why a deal was lost', 'lost', 'Reason: Customer chose another vendor'],
  [
    'what Microsoft was asked for',
    'pending-at-microsoft',
    'You asked for: Proof of concept or demo.',
  ],
  ['how Partner Center calls it', 'won', 'Partner Center: Closed · Won'],
])('says %s', async (_what, name, text) => {
  expect(textOf(await showCard(name))).toContain(text);
});

it('says that a known deal waits for the bridge without hiding where it stands', async () => {
  const changes = { Co_Sell_Change_Token__c: 't', LastModifiedDate: '2026-11-10T08:00:00.000Z' };
  const text = textOf(await showCard('accepted', changes));
  expect(text).toContain('Microsoft works with you on this deal');
  expect(text).toContain('is safe on this deal');
});

it.each([
  [
    'what Microsoft was asked for',
    'pending-at-microsoft',
    { How_can_Microsoft_help__c: null },
    'Microsoft has 14 days',
  ],
  [
    'when a deal expired',
    'expired',
    { Referral_Expires__c: null },
    'Partner Center closed this deal.',
  ],
])('leaves no hole where nobody knows %s', async (_what, name, changes, text) => {
  expect(textOf(await showCard(name, changes))).toContain(text);
});

it('counts what is missing before Microsoft can be invited', async () => {
  const checklist = '[{"code":"customer-contact","field":null,"ok":false,"message":"x"}]';
  const text = textOf(await showCard('partner-led', { Co_Sell_Checklist__c: checklist }));
  expect(text).toContain('Microsoft is not invited yet');
  expect(text).toContain('Missing: 1.');
});

it.each([
  ['https://partner.microsoft.com/dashboard/v2/referrals/cosell/1', 1],
  // A field can be written by anybody with access to it.
  ['data:text/html,hello', 0],
  ['https://partner.microsoft.com.example.com/', 0],
])('makes a link of %s: %p', async (link, count) => {
  const card = await showCard('accepted', { Referral_Link__c: link });
  expect(findDeep(find(card, 'c-co-sell-status-header'), 'a')).toHaveLength(count);
});

it.each([
  ['won', ['New', 'Active', 'Won']],
  ['declined', ['New', 'Declined']],
  ['expired', ['New', 'Expired']],
])('shows the way a deal really went: %s', async (name, steps) => {
  const header = find(await showCard(name), 'c-co-sell-status-header');
  expect(findDeep(header, 'ol > li').map((step) => step.textContent)).toEqual(steps);
});

it.each([
  ['shows', 'Synced', 1],
  // There the headline's own notice says it.
  ['does not repeat', 'Needs Attention', 1],
  ['keeps for itself, while newer edits wait,', 'Queued', 0],
])('%s why a wish was not carried out: %s', async (_what, status, count) => {
  const message = 'Decline came too late: Partner Center says accepted already';
  const text = textOf(
    await showCard('accepted', {
      Co_Sell_Sync_Status__c: status,
      Co_Sell_Sync_Message__c: message,
    }),
  );
  expect(text.split(message)).toHaveLength(count + 1);
});

it('says after declining that it cannot be taken back, and what is left to do', async () => {
  const text = textOf(await showCard('declined'));
  expect(text).toContain('A declined deal cannot be accepted any more.');
  expect(text).toContain('Reason: Proposed timeline was too short');
});

it('cannot resume what was switched off for the whole org', async () => {
  const card = await showCard('paused', {
    Sync_with_Partner_Center__c: true,
    Co_Sell_Sync_Message__c: 'Sharing deals with Microsoft is switched off for this org.',
  });
  expect(textOf(card)).toContain('switched off for this org');
  expect(find(find(card, 'c-co-sell-notice'), 'lightning-button')).toBeNull();
});

it.each([
  ['a status Partner Center invented since', { Referral_Status__c: 'Reviewing' }],
  ['a sync status of a later version', { Co_Sell_Sync_Status__c: 'Resting' }],
])('shows %s as it is', async (_what, changes) => {
  const card = await showCard('accepted', changes);
  const badge = find(find(card, 'c-co-sell-status-header'), 'lightning-badge').label;
  const words = [textOf(card), badge].join('\n');
  expect(words).toContain(Object.values(changes)[0]);
});

it('tells what is to be known of a deal that is in sync all the same', async () => {
  const card = await showCard('accepted', { Co_Sell_Sync_Message__c: 'Nina Holt stays out.' });
  expect(findDeep(card, 'c-co-sell-notice').map(textOf)).toEqual(['Nina Holt stays out.']);
});

it('says beside a question that the referral has ended', async () => {
  const ended = 'Microsoft closed this referral differently from this opportunity.';
  const changes = { Referral_Substatus__c: 'Declined', Co_Sell_Sync_Message__c: ended };
  const shows = async (status) =>
    textOf(await showCard('conflict', { ...changes, Referral_Status__c: status }));
  expect(await shows('Closed')).toContain(ended);
  expect(await shows('Active')).not.toContain(ended);
});
