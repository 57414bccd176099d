import CoSellFailedPair from 'c/coSellFailedPair';
import { find, listen, show, textOf } from 'test/page';

const PAIR = {
  id: 'p1',
  recordId: '006Aa00000CoSeLIAX',
  referralId: '3c1f7a52',
  state: 'failed',
  trouble: 'failed',
  failures: 8,
  code: 'salesforce-forbidden',
  message: 'The bridge may not write a field of this record: Amount',
  who: 'salesforce-admin',
  fix: 'Give the integration user the permission set.',
  at: '2026-11-10T08:10:00.000Z',
  nextLookAt: '2026-11-11T08:10:00.000Z',
  correlationId: 'c-1',
};

const draw = (pair, more) => show('c-co-sell-failed-pair', CoSellFailedPair, { pair, ...more });

it('says the cause in plain words, who can fix it, how, and when it is tried again', async () => {
  const tile = draw(PAIR);
  const text = textOf(tile);
  expect(text).toContain('The bridge may not write a field of this record: Amount');
  expect(text).toContain('Give the integration user the permission set.');
  expect(text).toContain('Who can fix it: Your Salesforce admin');
  expect(text).toContain('Tried 8 times, last on Nov 10, 2026');
  expect(text).toContain('Next try on Nov 11, 2026');
  expect(text).toContain('For the log of the bridge: salesforce-forbidden · c-1');
  await expect(tile).toBeAccessible();
});

it.each([
  ['failed', 'Given up'],
  ['backing-off', 'Trying again'],
  ['unconfirmed', 'Outcome not known yet'],
  ['conflict', 'The seller must choose'],
  ['attention', 'Needs attention'],
  ['of a newer bridge', 'of a newer bridge'],
])('says in a word that it is %p', (trouble, label) => {
  const tile = draw({ ...PAIR, trouble });
  expect(find(tile, '[data-id="trouble"]').label).toBe(label);
});

it('that never failed says since when', () => {
  const text = textOf(draw({ ...PAIR, trouble: 'conflict', failures: 0 }));
  expect(text).toContain('Since Nov 10, 2026');
  expect(text).not.toContain('Tried');
});

it('is tried again by a button that names the deal', () => {
  const tile = draw(PAIR);
  const retries = listen(tile, 'retry');
  const button = find(tile, '[data-id="retry"]');
  expect(button.getAttribute('aria-label')).toBe('Try again: 006Aa00000CoSeLIAX');
  button.click();
  expect(retries).toEqual([{ id: 'p1' }]);
});

it('opens its record', () => {
  const tile = draw(PAIR);
  const opened = listen(tile, 'open');
  find(tile, '[data-id="open"]').click();
  expect(opened).toEqual([{ recordId: '006Aa00000CoSeLIAX' }]);
});

it.each([
  [{ recordId: null }, 'Referral 3c1f7a52, not in Salesforce yet'],
  [{ recordId: null, referralId: null }, 'Referral p1, not in Salesforce yet'],
])('with %p says what there is', async (changes, text) => {
  const tile = draw({ ...PAIR, ...changes, nextLookAt: null, who: 'the moon' });
  expect(find(tile, '[data-id="no-record"]').textContent).toBe(text);
  expect(textOf(tile)).not.toContain('Next try');
  expect(textOf(tile)).toContain('Who can fix it: the moon');
  await expect(tile).toBeAccessible();
});

it('cannot be pressed while something is tried', () => {
  expect(find(draw(PAIR, { isBusy: true }), '[data-id="retry"]').disabled).toBe(true);
});
