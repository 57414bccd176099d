import { getRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import getTimeline from '@salesforce/apex/CoSellCardController.getTimeline';
import syncNow from '@salesforce/apex/CoSellCardController.syncNow';
import CoSellLeadCard from 'c/coSellLeadCard';
import { countWires, settle, show, textOf } from 'test/page';

const LEAD_ID = '00QAa00000CoSeLIAX';
const NOW = Date.parse('2026-11-30T09:00:00Z');
const PENDING = {
  Sync_with_Partner_Center__c: true,
  Co_Sell_Sync_Status__c: 'Synced',
  Referral_Identifier__c: '3c1f6a52-0000-4000-8000-000000000001',
  Referral_Link__c: 'https://partner.microsoft.com/dashboard/v2/referrals/cosell/3c1f',
  Referral_Status__c: 'New',
  Referral_Substatus__c: 'Pending',
  Referral_Expires__c: '2026-12-10T09:00:00.000Z',
};
const NAMES = [
  'IsConverted',
  'Sync_with_Partner_Center__c',
  'Referral_Response__c',
  'Referral_Response_Reason__c',
  'Co_Sell_Request__c',
  'Referral_Identifier__c',
  'Referral_Link__c',
  'Referral_Status__c',
  'Referral_Substatus__c',
  'Referral_Status_Reason__c',
  'Referral_Expires__c',
  'Co_Sell_Close_Sends_At__c',
  'Co_Sell_Change_Token__c',
  'Co_Sell_Sync_Status__c',
  'Co_Sell_Sync_Message__c',
];

async function showLead(values = PENDING, hidden = []) {
  jest.useFakeTimers({ now: NOW });
  const card = show('c-co-sell-lead-card', CoSellLeadCard, { recordId: LEAD_ID });
  const shown = NAMES.filter((name) => !hidden.includes(name));
  getRecord.emit({
    apiName: 'Lead',
    id: LEAD_ID,
    fields: Object.fromEntries(
      shown.map((name) => [name, { value: values[name] ?? null, displayValue: null }]),
    ),
  });
  await settle();
  return card;
}

const part = (card, name) => card.shadowRoot.querySelector(`c-co-sell-${name}`);

describe('the card of a lead', () => {
  it.each([
    ['that waits for an answer', PENDING, 'A lead from Microsoft'],
    [
      'whose answer is under way',
      { ...PENDING, Referral_Response__c: 'Accept' },
      'Your answer is on its way',
    ],
    [
      'that was accepted',
      { ...PENDING, Referral_Status__c: 'Active', Referral_Substatus__c: 'Accepted' },
      'You accepted this lead',
    ],
    [
      'that was declined',
      { ...PENDING, Referral_Status__c: 'Closed', Referral_Substatus__c: 'Declined' },
      'Declined',
    ],
    [
      'that nobody answered',
      { ...PENDING, Referral_Status__c: 'Closed', Referral_Substatus__c: 'Expired' },
      'Expired',
    ],
    [
      'that is about to be declined',
      { ...PENDING, Co_Sell_Close_Sends_At__c: '2026-11-30T09:09:00.000Z' },
      'Microsoft will be told soon',
    ],
    ['that was converted', { ...PENDING, IsConverted: true }, 'This lead was converted'],
    ['that is none of Microsoft’s', {}, 'Not a lead from Microsoft'],
    [
      'with trouble',
      { ...PENDING, Co_Sell_Sync_Status__c: 'Needs Attention', Co_Sell_Sync_Message__c: 'Look' },
      'Please look at this deal',
    ],
    [
      'that is paused',
      { ...PENDING, Co_Sell_Sync_Status__c: 'Paused', Sync_with_Partner_Center__c: false },
      'Sharing is paused',
    ],
  ])('%s says so', async (_what, values, title) => {
    const card = await showLead(values);
    expect(textOf(part(card, 'status-header'))).toContain(title);
    jest.useRealTimers();
    await expect(card).toBeAccessible();
  });

  it('asks for an answer only while Microsoft waits for one', async () => {
    expect(part(await showLead(), 'response')).not.toBeNull();
    const accepted = {
      ...PENDING,
      Referral_Status__c: 'Active',
      Referral_Substatus__c: 'Accepted',
    };
    expect(part(await showLead(accepted), 'response')).toBeNull();
  });

  it('writes the answer on the record, and looks again while it is on its way', async () => {
    const card = await showLead();
    part(card, 'response').dispatchEvent(
      new CustomEvent('save', { detail: { response: 'Decline', responseReason: 'Others' } }),
    );
    await settle();
    expect(updateRecord).toHaveBeenCalledWith({
      fields: {
        Id: LEAD_ID,
        Referral_Response__c: 'Decline',
        Referral_Response_Reason__c: 'Others',
      },
    });
    await showLead({ ...PENDING, Co_Sell_Change_Token__c: 'on its way' });
    jest.advanceTimersByTime(2_000);
    await settle();
    expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: LEAD_ID }]);
  });

  it('says what went wrong with a save', async () => {
    updateRecord.mockRejectedValueOnce({ body: { message: 'No access to this lead' } });
    const card = await showLead();
    part(card, 'response').dispatchEvent(
      new CustomEvent('save', { detail: { response: 'Accept' } }),
    );
    await settle();
    expect(textOf(part(card, 'error-panel'))).toContain('No access to this lead');
  });

  it('shows what is wrong in the words of the bridge', async () => {
    const card = await showLead({ ...PENDING, Co_Sell_Sync_Message__c: 'Accept came too late' });
    expect(card.shadowRoot.querySelector('[data-id="message"]').textContent).toBe(
      'Accept came too late',
    );
  });

  it.each([
    [
      'failed',
      { Co_Sell_Sync_Status__c: 'Failed', Co_Sell_Sync_Message__c: 'No answer' },
      'retry',
      { Co_Sell_Request__c: 'Retry' },
    ],
    [
      'needs attention',
      { Co_Sell_Sync_Status__c: 'Needs Attention', Co_Sell_Sync_Message__c: 'Look' },
      'retry',
      { Co_Sell_Request__c: 'Retry' },
    ],
    [
      'is paused',
      { Co_Sell_Sync_Status__c: 'Paused', Sync_with_Partner_Center__c: false },
      'resume',
      { Sync_with_Partner_Center__c: true },
    ],
  ])('that %s has a way on', async (_what, values, name, fields) => {
    const card = await showLead({ ...PENDING, ...values });
    const notice = part(card, 'notice');
    expect(notice.notice).toMatchObject({
      text: values.Co_Sell_Sync_Message__c ?? null,
      action: { name },
    });
    expect(card.shadowRoot.querySelector('[data-id="message"]')).toBeNull();
    notice.dispatchEvent(new CustomEvent('act', { detail: { name } }));
    await settle();
    expect(updateRecord).toHaveBeenCalledWith({ fields: { Id: LEAD_ID, ...fields } });
  });

  it('that an org pauses as a whole offers no seller to resume it', async () => {
    const paused = { ...PENDING, Co_Sell_Sync_Status__c: 'Paused' };
    expect(part(await showLead(paused), 'notice')).toBeNull();
    const told = await showLead({ ...paused, Co_Sell_Sync_Message__c: 'Sharing is off.' });
    expect(part(told, 'notice').notice).toMatchObject({
      ...{ text: 'Sharing is off.', fix: null, action: null },
    });
  });

  it('is asked for now, and says what came of it', async () => {
    syncNow.mockResolvedValueOnce({ settled: true });
    const card = await showLead();
    card.shadowRoot.querySelector('[data-id="sync"]').click();
    await settle();
    expect(syncNow).toHaveBeenCalledWith({ recordId: LEAD_ID });
    expect(card.shadowRoot.querySelector('[role="status"]').textContent).toBe(
      'Both sides are up to date.',
    );
    expect(updateRecord).not.toHaveBeenCalled();
  });

  it('says what the bridge found wrong, once', async () => {
    syncNow.mockResolvedValueOnce({ settled: true, error: { message: 'Too late' } });
    const card = await showLead();
    card.shadowRoot.querySelector('[data-id="sync"]').click();
    await settle();
    expect(textOf(part(card, 'error-panel'))).toContain('Too late');
  });

  it('leaves a wish on the record when nobody answers', async () => {
    syncNow.mockRejectedValueOnce({ body: { message: 'Nobody answers.' } });
    const card = await showLead();
    card.shadowRoot.querySelector('[data-id="sync"]').click();
    await settle();
    expect(updateRecord).toHaveBeenCalledWith({
      fields: { Id: LEAD_ID, Co_Sell_Request__c: 'Sync Now' },
    });
    expect(textOf(part(card, 'error-panel'))).toContain('Nobody answers.');
  });

  it('shows its whole history when it is opened, and calls nobody before', async () => {
    const card = await showLead();
    const history = part(card, 'history');
    expect(countWires(getTimeline)).toBe(0);
    history.shadowRoot.querySelector('button').click();
    await settle();
    expect(countWires(getTimeline)).toBe(1);
  });

  it('that was converted is not asked for any more, and keeps its history', async () => {
    const card = await showLead({ ...PENDING, IsConverted: true });
    expect(card.shadowRoot.querySelector('[data-id="sync"]')).toBeNull();
    expect(part(card, 'history')).not.toBeNull();
  });

  it('asks for the permission where the fields are hidden', async () => {
    const card = await showLead(PENDING, ['Co_Sell_Sync_Status__c']);
    expect(part(card, 'response')).toBeNull();
  });

  it('shows an error of the page, and nothing of the record before', async () => {
    const card = await showLead();
    getRecord.error({ message: 'gone' }, 404);
    await settle();
    expect(part(card, 'error-panel')).not.toBeNull();
  });
});
