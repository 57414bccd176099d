import getTroubledPairs from '@salesforce/apex/CoSellOperationsController.getTroubledPairs';
import getHealth from '@salesforce/apex/CoSellOperationsController.getHealth';
import retryAll from '@salesforce/apex/CoSellOperationsController.retryAll';
import retryPair from '@salesforce/apex/CoSellOperationsController.retryPair';
import CoSellOperations from 'c/coSellOperations';
import { failedPair, HEALTH } from 'test/health';
import { takeVisited } from 'test/navigation';
import { answer, apexError, find, findAll, findDeep, press, settle, show, textOf } from 'test/page';

async function draw(health = {}, pairs = [], next = null) {
  getHealth.mockResolvedValueOnce({ ...HEALTH, ...health });
  getTroubledPairs.mockResolvedValueOnce({ pairs, next });
  const page = show('c-co-sell-operations', CoSellOperations);
  await settle();
  return page;
}

async function click(page, selector) {
  findDeep(page, selector)[0].click();
  await settle();
}

const headline = (page) => find(page, '[data-id="headline"]').textContent;
const said = (page) => find(page, '[data-id="said"]').textContent;
const rowsOf = (page) => findAll(page, 'c-co-sell-health-row').map(({ row }) => row);

it('says that it loads', async () => {
  getHealth.mockReturnValueOnce(new Promise(() => {}));
  getTroubledPairs.mockReturnValueOnce(new Promise(() => {}));
  const page = show('c-co-sell-operations', CoSellOperations);
  expect(find(page, 'lightning-spinner').alternativeText).toBe('Loading');
  await expect(page).toBeAccessible();
});

it('explains a bridge that cannot be reached, and can be asked again', async () => {
  getHealth.mockRejectedValueOnce(
    apexError('bridge-unreachable', 'The bridge does not answer.', { fix: 'Start it.' }),
  );
  getTroubledPairs.mockResolvedValueOnce({ pairs: [], next: null });
  const page = show('c-co-sell-operations', CoSellOperations);
  await settle();
  expect(textOf(page)).toContain('The bridge does not answer.\nStart it.');
  expect(find(page, 'lightning-spinner')).toBeNull();
  await expect(page).toBeAccessible();
  getHealth.mockResolvedValueOnce(HEALTH);
  getTroubledPairs.mockResolvedValueOnce({ pairs: [], next: null });
  await click(page, '[data-id="reload"]');
  expect(headline(page)).toBe('Everything works');
});

it('says when all is well, and shows no closed questions', async () => {
  const page = await draw();
  expect(headline(page)).toBe('Everything works');
  expect(said(page)).toBe('The page is up to date.');
  expect(rowsOf(page).map(({ title, badge }) => [title, badge.label])).toEqual([
    ['Partner Center', 'Connected'],
    ['Salesforce', 'Connected'],
    ["Partner Center's webhook", 'Registered'],
  ]);
  expect(textOf(page)).toContain('Valid until');
  expect(textOf(page)).not.toContain('Who can fix it');
  expect(find(page, '[data-id="retry-all"]')).toBeNull();
  await expect(page).toBeAccessible();
});

it.each([
  [12.4, 'The oldest change waits for 12 seconds.'],
  [1260, 'The oldest change waits for 21 minutes.'],
])('says how long the oldest change waits: %p seconds', async (oldestDueSeconds, text) => {
  expect(textOf(await draw({ oldestDueSeconds }))).toContain(text);
});

it('counts the deals', async () => {
  const page = await draw();
  const counts = [
    ...['open', 'due', 'failed', 'backingOff', 'conflicts', 'attention', 'paused', 'closed'],
  ].map((key) => find(page, `dd[data-id="${key}"]`).textContent);
  expect(counts).toEqual(['12', '2', '0', '4', '3', '5', '1', '30']);
  expect(textOf(page)).not.toContain('The oldest change');
});

const BAD = {
  message: 'It broke.',
  who: 'bridge-admin',
  fix: 'Mend it.',
  reason: null,
  since: null,
  expiresAt: null,
};

it.each([
  [
    'a lapsed sign-in',
    { connections: [{ ...BAD, side: 'partnerCenter', state: 'needs-reconnect' }] },
    'Sign in again',
  ],
  [
    'a side that was never connected',
    { connections: [{ ...BAD, side: 'salesforce', state: 'not-connected' }] },
    'Not connected',
  ],
  [
    'a sign-in that will lapse',
    {
      connections: [
        { ...BAD, side: 'partnerCenter', state: 'expiring', expiresAt: '2026-12-01T00:00:00Z' },
      ],
    },
    'Expires soon',
  ],
  ['no webhook', { webhook: { ...BAD, state: 'missing' } }, 'Not registered'],
  ['a webhook of somebody else', { webhook: { ...BAD, state: 'foreign' } }, 'Goes elsewhere'],
  ['a webhook nobody knows about', { webhook: { ...BAD, state: 'unknown' } }, 'Unknown'],
])('says what is wrong, who can fix it and how: %s', async (_what, health, badge) => {
  const page = await draw(health);
  expect(headline(page)).toBe('Something needs you');
  expect(rowsOf(page).find(({ isGood }) => !isGood).badge.label).toBe(badge);
  const text = textOf(page);
  expect(text).toContain('It broke.');
  expect(text).toContain('Mend it.');
  expect(text).toContain('Who can fix it: The admin of the bridge');
  await expect(page).toBeAccessible();
});

it.each([
  [
    { state: 'closed', until: '2026-11-10T09:05:00Z', reason: null },
    'leaves this host alone until Nov 10, 2026',
  ],
  [{ state: 'half-open', until: null, reason: null }, 'leaves this host alone for a while'],
])('says that a host is left alone: %p', async (gate, text) => {
  const page = await draw({ gates: [{ side: 'salesforce', ...gate }] });
  expect(textOf(page)).toContain('Calls to Salesforce');
  expect(textOf(page)).toContain(text);
  expect(textOf(page)).toContain('Nobody needs to do anything');
});

it('knows a bridge without webhooks', async () => {
  expect(rowsOf(await draw({ webhook: null }))).toHaveLength(2);
});

it.each([
  [{ org: { bound: false, orgId: null, refused: null } }, 'not connected to this org yet'],
  [
    { org: { bound: true, orgId: '00D', refused: '00Dx' } },
    'belongs to another org and does nothing here (00Dx)',
  ],
  [{ profileProblems: ['no such stage'] }, 'Co-Sell Settings: no such stage'],
])('warns of what stops everything: %p', async (health, text) => {
  const page = await draw(health);
  expect(headline(page)).toBe('Something needs you');
  expect(find(page, '[role="alert"]').textContent).toContain(text);
});

describe('deals that could not be synced', () => {
  it('are listed with their cause', async () => {
    const page = await draw({}, [failedPair('p1'), failedPair('p2')]);
    expect(headline(page)).toBe('Something needs you');
    expect(textOf(page)).toContain('The bridge may not write a field of p1.');
    await expect(page).toBeAccessible();
  });

  it('come page by page', async () => {
    const page = await draw({}, [failedPair('p1')], 'cursor');
    getTroubledPairs.mockResolvedValueOnce({ pairs: [failedPair('p2')], next: null });
    await click(page, '[data-id="more"]');
    expect(getTroubledPairs).toHaveBeenLastCalledWith({ after: 'cursor' });
    expect(findAll(page, 'c-co-sell-failed-pair').map(({ pair }) => pair.id)).toEqual(['p1', 'p2']);
    expect(find(page, '[data-id="more"]')).toBeNull();
  });

  it('are tried again one by one, and the page shows the outcome', async () => {
    const page = await draw({}, [failedPair('p1')]);
    jest.useFakeTimers();
    retryPair.mockResolvedValueOnce(1);
    await click(page, '[data-id="retry"]');
    expect(retryPair).toHaveBeenCalledWith({ pairId: 'p1' });
    expect(said(page)).toBe('Deals to be tried again: 1.');
    getHealth.mockResolvedValueOnce(HEALTH);
    getTroubledPairs.mockResolvedValueOnce({ pairs: [], next: null });
    jest.advanceTimersByTime(5000);
    await settle();
    expect(headline(page)).toBe('Everything works');
  });

  it('are all tried again after a question', async () => {
    const page = await draw({}, [failedPair('p1')]);
    await click(page, '[data-id="retry-all"]');
    expect(retryAll).not.toHaveBeenCalled();
    expect(page.shadowRoot.activeElement.dataset.id).toBe('sure');
    await expect(page).toBeAccessible();
    jest.useFakeTimers();
    retryAll.mockResolvedValueOnce(7);
    answer(page, 'confirm').click();
    await settle();
    expect(said(page)).toBe('Deals to be tried again: 7.');
  });

  it.each([
    ['Escape', (page) => press(find(page, '[data-id="sure"]'), 'Escape')],
    ['Cancel', (page) => answer(page, 'cancel').click()],
  ])('are left alone when the question is closed with %s', async (_way, cancel) => {
    const page = await draw({}, [failedPair('p1')]);
    await click(page, '[data-id="retry-all"]');
    press(find(page, '[data-id="sure"]'), 'Tab');
    cancel(page);
    await settle();
    expect(find(page, '[data-id="retry-all"]')).not.toBeNull();
    expect(retryAll).not.toHaveBeenCalled();
  });

  it('say why they could not be tried again, and stay listed', async () => {
    const page = await draw({}, [failedPair('p1')]);
    retryPair.mockRejectedValueOnce(apexError('not-permitted', 'You may not use this page.'));
    await click(page, '[data-id="retry"]');
    expect(textOf(page)).toContain('You may not use this page.');
    expect(findAll(page, 'c-co-sell-failed-pair')).toHaveLength(1);
  });

  it('open their record', async () => {
    const page = await draw({}, [failedPair('p1')]);
    await click(page, 'button[data-id="open"]');
    expect(takeVisited()).toEqual([
      { type: 'standard__recordPage', attributes: { recordId: '006p1', actionName: 'view' } },
    ]);
  });

  it('are not asked about any more once the page is left', async () => {
    const page = await draw({}, [failedPair('p1')]);
    jest.useFakeTimers();
    retryPair.mockResolvedValueOnce(1);
    await click(page, '[data-id="retry"]');
    page.remove();
    expect(jest.getTimerCount()).toBe(0);
  });
});
