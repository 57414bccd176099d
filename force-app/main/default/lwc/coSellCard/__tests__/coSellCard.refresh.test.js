import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { emit, showCard } from 'test/card';
import { settle, textOf } from 'test/page';
import { showTab } from 'test/tab';

const looks = () => notifyRecordUpdateAvailable.mock.calls.length;

async function pass(seconds) {
  jest.advanceTimersByTime(seconds * 1000);
  await settle();
}

/** Seconds between the looks, found by letting the time pass second by second. */
async function delaysWithin(seconds) {
  const delays = [];
  let since = 0;
  for (let second = 0; second < seconds; second += 1) {
    const before = looks();
    since += 1;
    await pass(1);
    if (looks() > before) {
      delays.push(since);
      since = 0;
    }
  }
  return delays;
}

describe('while an edit waits for the bridge', () => {
  it('the card looks again after 2, 3, 5, 8, 13 … and at most 90 seconds', async () => {
    await showCard('queued');
    expect(await delaysWithin(510)).toEqual([2, 3, 5, 8, 13, 21, 34, 55, 89, 90, 90, 90]);
    expect(notifyRecordUpdateAvailable).toHaveBeenLastCalledWith([
      { recordId: '006Aa00000CoSeLIAX' },
    ]);
  });

  it('a newer edit begins anew', async () => {
    await showCard('queued');
    await delaysWithin(20);
    await emit('queued', { Co_Sell_Change_Token__c: 'newer' });
    expect(await delaysWithin(11)).toEqual([2, 3, 5]);
  });

  it('the same record drawn again changes nothing', async () => {
    await showCard('queued');
    await pass(1);
    await emit('queued');
    expect(await delaysWithin(5)).toEqual([1, 3]);
  });

  it('the looks end when the token is gone', async () => {
    await showCard('queued');
    await emit('accepted');
    expect(await delaysWithin(200)).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('a deal that a lead became is looked at too, and says nothing of itself before its values are there', async () => {
    const card = await showCard('partner-led', {
      ...{ Co_Sell_Sync_Status__c: 'Queued', Co_Sell_Last_Synced__c: null },
      Co_Sell_Change_Token__c: null,
    });
    expect(textOf(card)).toContain('On its way to Partner Center');
    expect(card.shadowRoot.querySelector('c-co-sell-shared-deal')).toBeNull();
    expect(await delaysWithin(11)).toEqual([2, 3, 5]);
    await emit('partner-led');
    expect(card.shadowRoot.querySelector('c-co-sell-shared-deal')).not.toBeNull();
    expect(await delaysWithin(100)).toEqual([]);
  });

  it('a long wait is said, although the record did not change', async () => {
    const card = await showCard('queued');
    await pass(130);
    for (let turn = 0; turn < 5; turn += 1) await pass(60);
    expect(textOf(card)).toContain('Waiting for the bridge');
  });

  it('a look that fails does not end the looks', async () => {
    await showCard('queued');
    notifyRecordUpdateAvailable.mockRejectedValueOnce(new Error('offline'));
    expect(await delaysWithin(10)).toEqual([2, 3, 5]);
  });

  it('the next look waits for the last one', async () => {
    await showCard('queued');
    let finish;
    notifyRecordUpdateAvailable.mockReturnValueOnce(new Promise((resolve) => (finish = resolve)));
    await pass(60);
    expect(looks()).toBe(1);
    finish();
    await settle();
    await pass(3);
    expect(looks()).toBe(2);
  });
});

describe('while Microsoft’s answer is awaited', () => {
  it('the card looks every 30 seconds', async () => {
    await showCard('pending-at-microsoft');
    expect(await delaysWithin(100)).toEqual([30, 30, 30]);
  });

  it('an edit of ours is looked after first', async () => {
    await showCard('pending-at-microsoft', { Co_Sell_Change_Token__c: 't' });
    expect(await delaysWithin(5)).toEqual([2, 3]);
  });
});

it.each(['accepted', 'not-shared', 'won', 'paused', 'on-hold', 'no-field-permission'])(
  'the card never looks by itself while the deal is "%s", but when somebody comes back to it',
  async (name) => {
    await showCard(name);
    await pass(3600);
    expect(looks()).toBe(0);
    for (const visits of [1, 2]) {
      showTab('hidden');
      await pass(5);
      showTab('visible');
      await settle();
      expect(looks()).toBe(visits);
    }
  },
);

describe('nobody asks for a page that nobody sees', () => {
  it('a hidden tab looks once it is seen again', async () => {
    await showCard('queued');
    showTab('hidden');
    await pass(600);
    expect(looks()).toBe(0);
    showTab('visible');
    await settle();
    expect(looks()).toBe(1);
  });

  it('a card that left the page never looks again', async () => {
    const card = await showCard('queued');
    card.remove();
    await pass(600);
    showTab('hidden');
    showTab('visible');
    expect(looks()).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('a card that left while it looked does not go on', async () => {
    const card = await showCard('queued');
    let finish;
    notifyRecordUpdateAvailable.mockReturnValueOnce(new Promise((resolve) => (finish = resolve)));
    await pass(2);
    card.remove();
    finish();
    await settle();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('a card that is put back goes on', async () => {
    const card = await showCard('queued');
    card.remove();
    document.body.appendChild(card);
    await settle();
    expect(await delaysWithin(5)).toEqual([2, 3]);
  });
});
