import { notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import checkBeforeSharing from '@salesforce/apex/CoSellCardController.checkBeforeSharing';
import syncNow from '@salesforce/apex/CoSellCardController.syncNow';
import { emit, showCard } from 'test/card';
import { apexError, find, findAll, findDeep, settle, textOf } from 'test/page';
import { takeVisited } from 'test/navigation';
import { loadState } from 'test/states';

const ID = '006Aa00000CoSeLIAX';

const saved = () => updateRecord.mock.calls.map(([{ fields }]) => fields);
const said = (card) => find(card, '[role="status"]').textContent;

async function fire(card, tag, name, detail) {
  findDeep(card, `c-co-sell-${tag}`)[0].dispatchEvent(new CustomEvent(name, { detail }));
  await settle();
}

async function click(card, selector) {
  findDeep(card, selector)[0].click();
  await settle();
}

describe('a wish is written to the record', () => {
  it.each([
    [
      'not-shared',
      'share-form',
      'share',
      { sync: true, consent: true },
      { Sync_with_Partner_Center__c: true, Co_Sell_Customer_Consent__c: true },
    ],
    ['on-hold', 'response', 'save', { response: 'Accept' }, { Referral_Response__c: 'Accept' }],
    [
      'closing',
      'close-undo',
      'save',
      { request: 'Hold Close' },
      { Co_Sell_Request__c: 'Hold Close' },
    ],
    ['failed', 'notice', 'act', { name: 'retry' }, { Co_Sell_Request__c: 'Retry' }],
    ['paused', 'notice', 'act', { name: 'resume' }, { Sync_with_Partner_Center__c: true }],
    ['checklist-incomplete', 'checklist', 'save', { amount: 5 }, { Amount: 5 }],
    [
      'partner-led',
      'shared-deal',
      'save',
      { help: 'General or other' },
      { How_can_Microsoft_help__c: 'General or other' },
    ],
    [
      'conflict',
      'conflict',
      'choose',
      { field: 'dealValue', side: 'salesforce', hash: 'a1b2c3d4e5f6' },
      { Co_Sell_Conflict_Choices__c: '{"dealValue":"salesforce@a1b2c3d4e5f6"}' },
    ],
  ])('of "%s" by %s', async (state, tag, event, detail, fields) => {
    const card = await showCard(state);
    await fire(card, tag, event, detail);
    expect(saved()).toEqual([{ Id: ID, ...fields }]);
    expect(said(card)).toBe('Saved.');
  });

  it('by the menu: pausing', async () => {
    const card = await showCard('accepted');
    const menu = find(card, 'lightning-button-menu');
    menu.dispatchEvent(new CustomEvent('select', { detail: { value: 'pause' } }));
    await settle();
    expect(saved()).toEqual([{ Id: ID, Sync_with_Partner_Center__c: false }]);
  });

  it('without what the record has already, which the user may not be allowed to edit', async () => {
    const card = await showCard('ready');
    await fire(card, 'share-form', 'share', { sync: true, consent: true, note: null });
    expect(saved()).toEqual([{ Id: ID, Sync_with_Partner_Center__c: true }]);
  });

  it('and nothing is written when nothing changes', async () => {
    const card = await showCard('ready');
    await fire(card, 'share-form', 'save', { consent: true });
    expect(saved()).toEqual([]);
    expect(said(card)).toBe('Saved.');
  });

  it('keeping the choices that were made before', async () => {
    const card = await showCard('conflict', {
      Co_Sell_Conflict_Choices__c: '{"notes":"salesforce@x"}',
    });
    await fire(card, 'conflict', 'choose', {
      field: 'dealValue',
      side: 'partnerCenter',
      hash: 'h',
    });
    expect(JSON.parse(saved()[0].Co_Sell_Conflict_Choices__c)).toEqual({
      notes: 'salesforce@x',
      dealValue: 'partnerCenter@h',
    });
  });

  it('and while it is written, nothing can be pressed', async () => {
    const card = await showCard('on-hold');
    let finish;
    updateRecord.mockReturnValueOnce(new Promise((resolve) => (finish = resolve)));
    await fire(card, 'response', 'save', { response: 'Accept' });
    expect(find(card, 'c-co-sell-response').isBusy).toBe(true);
    finish();
    await settle();
    expect(find(card, 'c-co-sell-response').isBusy).toBe(false);
  });

  it('and a refusal is shown and read out; the next try takes it away', async () => {
    const card = await showCard('on-hold');
    updateRecord.mockRejectedValueOnce({
      body: {
        message: 'An error',
        output: { errors: [{ message: 'Choose a reason.' }], fieldErrors: {} },
      },
    });
    await fire(card, 'response', 'save', { response: 'Decline' });
    expect(textOf(card)).toContain('Choose a reason.');
    expect(said(card)).toContain('Something went wrong');
    jest.useRealTimers();
    await expect(card).toBeAccessible();
    await fire(card, 'response', 'save', { response: 'Accept' });
    expect(textOf(card)).not.toContain('Choose a reason.');
  });
});

describe('Save and check', () => {
  const WISHES = { consent: true, help: null, visibility: null, note: null };
  const LIST = [
    { code: 'value', field: 'Amount', ok: false, message: 'Enter the amount of the deal.' },
  ];

  it('saves the choices, asks the bridge and shows its list', async () => {
    const card = await showCard('not-shared');
    await click(card, '[data-id="open"]');
    checkBeforeSharing.mockResolvedValueOnce({ kind: 'private', ready: false, items: LIST });
    await fire(card, 'share-form', 'check', WISHES);
    expect(saved()).toEqual([{ Id: ID, Co_Sell_Customer_Consent__c: true }]);
    expect(checkBeforeSharing).toHaveBeenCalledWith({ recordId: ID });
    expect(said(card)).toBe('Something is missing. See the list.');
    expect(findDeep(card, 'c-co-sell-checklist-item')).toHaveLength(1);
    jest.useRealTimers();
    await expect(card).toBeAccessible();
  });

  it('says when everything is there', async () => {
    const card = await showCard('ready');
    checkBeforeSharing.mockResolvedValueOnce({ kind: 'co-sell', ready: true, items: [] });
    await fire(card, 'share-form', 'check', {});
    expect(said(card)).toBe('Everything is there. You can share the deal.');
  });

  it('does not ask the bridge about choices that could not be saved', async () => {
    const card = await showCard('not-shared');
    updateRecord.mockRejectedValueOnce(new Error('Locked.'));
    await fire(card, 'share-form', 'check', WISHES);
    expect(checkBeforeSharing).not.toHaveBeenCalled();
    expect(textOf(card)).toContain('Locked.');
  });

  it('explains a bridge that cannot be reached, with who can fix it', async () => {
    const card = await showCard('ready');
    checkBeforeSharing.mockRejectedValueOnce(
      apexError('bridge-unreachable', 'The bridge does not answer.', {
        who: 'bridge-admin',
        fix: 'Start it.',
      }),
    );
    await fire(card, 'share-form', 'check', {});
    expect(textOf(card)).toContain(
      'The bridge does not answer.\nStart it.\nWho can fix it: The admin of the bridge',
    );
  });
});

describe('Sync now', () => {
  it.each([
    [true, 'Both sides are up to date.'],
    [false, 'The sync goes on in the background.'],
  ])('asks the bridge and reads the record again (settled: %p)', async (settled, text) => {
    const card = await showCard('accepted');
    syncNow.mockResolvedValueOnce({ settled, state: 'open', syncStatus: 'Synced', error: null });
    await click(card, '[data-id="sync"]');
    expect(syncNow).toHaveBeenCalledWith({ recordId: ID });
    expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: ID }]);
    expect(said(card)).toBe(text);
    expect(saved()).toEqual([]);
  });

  it('says why the deal could not be synced', async () => {
    const card = await showCard('accepted');
    const error = { code: 'refused', message: 'A value was not accepted.' };
    syncNow.mockResolvedValueOnce({ settled: true, state: 'open', syncStatus: null, error });
    await click(card, '[data-id="sync"]');
    expect(said(card)).toBe('A value was not accepted.');
    expect(textOf(find(card, 'c-co-sell-error-panel'))).toContain('A value was not accepted.');
  });

  it('does not say it twice, neither before nor after the record says it', async () => {
    const card = await showCard('needs-attention');
    const message = loadState('needs-attention').fields.Co_Sell_Sync_Message__c;
    const answer = { settled: true, state: 'open', syncStatus: null };
    syncNow.mockResolvedValueOnce({ ...answer, error: { code: 'refused', message } });
    await click(card, '[data-id="sync"]');
    expect(find(card, 'c-co-sell-error-panel')).toBeNull();
    const error = { code: 'refused', message: 'Another reason.' };
    syncNow.mockResolvedValueOnce({ ...answer, error });
    await click(card, '[data-id="sync"]');
    expect(textOf(find(card, 'c-co-sell-error-panel'))).toContain('Another reason.');
    emit('needs-attention', { Co_Sell_Sync_Message__c: 'Another reason.' });
    await settle();
    expect(find(card, 'c-co-sell-error-panel')).toBeNull();
  });

  it('leaves the wish on the record when the bridge cannot be reached, and says both', async () => {
    const card = await showCard('accepted');
    syncNow.mockRejectedValueOnce(apexError('bridge-unreachable', 'The bridge does not answer.'));
    await click(card, '[data-id="sync"]');
    expect(saved()).toEqual([{ Id: ID, Co_Sell_Request__c: 'Sync Now' }]);
    expect(textOf(card)).toContain('The bridge does not answer.');
    expect(said(card)).toBe('Saved.');
  });

  it('survives a moment without network', async () => {
    const card = await showCard('accepted');
    syncNow.mockResolvedValueOnce({ settled: true });
    notifyRecordUpdateAvailable.mockRejectedValueOnce(new Error('offline'));
    await click(card, '[data-id="sync"]');
    expect(textOf(card)).toContain('Microsoft works with you on this deal');
  });

  it('is not offered for a deal that is not shared', async () => {
    expect(find(await showCard('not-shared'), '[data-id="sync"]')).toBeNull();
  });
});

describe('another record in the same card', () => {
  it('shows nothing of the one before while it loads', async () => {
    const card = await showCard('accepted');
    syncNow.mockRejectedValueOnce(apexError('bridge-unreachable', 'The bridge does not answer.'));
    await click(card, '[data-id="sync"]');
    card.recordId = '006Aa00000CoSeLIBX';
    await settle();
    expect(textOf(card)).not.toContain('Microsoft works with you on this deal');
    expect(find(card, 'c-co-sell-error-panel')).toBeNull();
    expect(find(card, 'lightning-spinner')).not.toBeNull();
    card.recordId = '006Aa00000CoSeLIBX';
    emit('won');
    await settle();
    expect(find(card, 'lightning-spinner')).toBeNull();
  });
});

describe('what the card cannot edit is opened', () => {
  it.each([
    ['account', { recordId: '001Aa00000CoSeLIAZ', objectApiName: 'Account', actionName: 'edit' }],
    ['opportunity', { recordId: ID, objectApiName: 'Opportunity', actionName: 'edit' }],
    [
      'contacts',
      {
        recordId: ID,
        objectApiName: 'Opportunity',
        relationshipApiName: 'OpportunityContactRoles',
        actionName: 'view',
      },
    ],
  ])('%s', async (to, attributes) => {
    const card = await showCard('checklist-incomplete');
    await fire(card, 'checklist', 'navigate', { to });
    expect(takeVisited().map((page) => page.attributes)).toEqual([attributes]);
  });

  it('the opportunity itself where there is no account yet', async () => {
    const card = await showCard('checklist-incomplete', { AccountId: null });
    await fire(card, 'checklist', 'navigate', { to: 'account' });
    expect(takeVisited()[0].attributes).toMatchObject({ recordId: ID, actionName: 'edit' });
  });
});

describe('the focus', () => {
  async function openDecline(card) {
    await click(card, '[data-id="decline"]');
    expect(card.shadowRoot.activeElement.tagName).toBe('C-CO-SELL-RESPONSE');
  }

  it('goes to the headline when the tile that had it is gone', async () => {
    const card = await showCard('on-hold');
    await openDecline(card);
    await emit('answer-sent');
    expect(card.shadowRoot.activeElement.tagName).toBe('C-CO-SELL-STATUS-HEADER');
  });

  it('stays where it is when its tile stays', async () => {
    const card = await showCard('on-hold');
    await openDecline(card);
    await emit('on-hold-urgent');
    expect(card.shadowRoot.activeElement.tagName).toBe('C-CO-SELL-RESPONSE');
  });

  it('is not taken from somebody who works elsewhere on the page', async () => {
    const elsewhere = document.createElement('input');
    const card = await showCard('on-hold');
    document.body.appendChild(elsewhere);
    elsewhere.focus();
    await emit('answer-sent');
    expect(card.shadowRoot.activeElement).toBeNull();
    expect(document.activeElement).toBe(elsewhere);
  });
});

it('follows the record from state to state', async () => {
  const card = await showCard('not-shared');
  await emit('queued');
  expect(textOf(card)).toContain('On its way to Partner Center');
  await emit('pending-at-microsoft');
  expect(textOf(card)).toContain('Waiting for an answer from Microsoft');
});

describe('unlinking', () => {
  const menuOf = (card) => find(card, 'lightning-button-menu');
  const wordsOf = (card) => findAll(card, 'lightning-menu-item').map(({ label }) => label);
  async function choose(card) {
    menuOf(card).dispatchEvent(new CustomEvent('select', { detail: { value: 'unlink' } }));
    await settle();
    return find(card, 'c-co-sell-unlink');
  }

  it.each([
    ['accepted', ['Pause sharing', 'Unlink from Partner Center']],
    ['won', ['Unlink from Partner Center']],
    ['paused', ['Unlink from Partner Center']],
  ])('is offered on a deal that is %s', async (state, words) => {
    expect(wordsOf(await showCard(state))).toEqual(words);
  });

  it.each(['ready', 'queued', 'no-field-permission'])('is not offered: %s', async (state) => {
    expect(menuOf(await showCard(state))).toBeNull();
  });

  it('is not offered once it was asked for', async () => {
    expect(wordsOf(await showCard('unlink-asked'))).toEqual(['Pause sharing']);
  });

  it('asks first, and is wished when it is confirmed', async () => {
    const card = await showCard('accepted');
    const question = await choose(card);
    expect(question.identifier).toBe('3c1f7a52-8f0e-4a7d-9a55-0d6f2b7c9e41');
    expect(updateRecord).not.toHaveBeenCalled();
    updateRecord.mockResolvedValueOnce({});
    question.dispatchEvent(new CustomEvent('save', { detail: { request: 'Unlink' } }));
    await settle();
    const [[{ fields }]] = updateRecord.mock.calls;
    expect(fields).toMatchObject({ Co_Sell_Request__c: 'Unlink' });
    expect(find(card, 'c-co-sell-unlink')).toBeNull();
  });

  it('stays open with the reason when it was refused', async () => {
    const card = await showCard('accepted');
    const question = await choose(card);
    updateRecord.mockRejectedValueOnce({ body: { message: 'No access.' } });
    question.dispatchEvent(new CustomEvent('save', { detail: { request: 'Unlink' } }));
    await settle();
    expect(find(card, 'c-co-sell-unlink')).not.toBeNull();
    expect(textOf(card)).toContain('No access.');
  });

  it('is left with Cancel', async () => {
    const card = await showCard('accepted');
    (await choose(card)).dispatchEvent(new CustomEvent('cancel'));
    await settle();
    expect(find(card, 'c-co-sell-unlink')).toBeNull();
    expect(updateRecord).not.toHaveBeenCalled();
  });
});
