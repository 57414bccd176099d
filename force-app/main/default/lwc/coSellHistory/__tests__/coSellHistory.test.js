import CoSellHistory from 'c/coSellHistory';
import getTimeline from '@salesforce/apex/CoSellCardController.getTimeline';
import { countWires, find, findAll, settle, show, textOf } from 'test/page';

const AUDIT = [
  '2026-11-10 08:10 written closingDate: 2027-02-19 → 2027-02-26 — rule',
  '2026-11-09 15:42 invited',
  '2026-11-09 15:41 shared: – → 3c1f7a52 — a reason',
  '2026-11-09 15:40 linked',
].join('\r\n');

const draw = (audit) => show('c-co-sell-history', CoSellHistory, { recordId: '006', audit });

it('shows the newest entries of the record in plain words, and calls nobody', async () => {
  const history = draw(AUDIT);
  expect(findAll(history, 'li').map((line) => line.querySelector('p').textContent)).toEqual([
    'Changed in Partner Center',
    'Microsoft invited',
    'Shared with Partner Center',
  ]);
  expect(findAll(history, '[data-id="detail"]').map(({ textContent }) => textContent)).toEqual([
    'Close date Feb 19, 2027 → Feb 26, 2027',
  ]);
  expect(textOf(history)).toContain('the rule of this field decided');
  expect(textOf(history)).toContain('a reason');
  expect(textOf(history)).not.toContain('3c1f7a52');
  expect(textOf(history)).toContain('Nov 10, 2026');
  expect(countWires(getTimeline)).toBe(0);
  await expect(history).toBeAccessible();
});

it.each([['Something a person wrote'], ['2026-11-10 08:10 brand-new']])(
  'shows a line it does not know: "%s"',
  (line) => {
    expect(textOf(draw(line))).toContain(line.replace('2026-11-10 08:10 ', ''));
  },
);

it('says when nothing happened yet', async () => {
  const history = draw(null);
  expect(textOf(history)).toContain('Nothing happened yet.');
  await expect(history).toBeAccessible();
});

it('says nothing of what it was not given, and offers the whole', async () => {
  const history = draw(undefined);
  expect(textOf(history)).not.toContain('Nothing happened yet.');
  expect(find(history, 'button').textContent.trim()).toBe('Show the whole history');
  await expect(history).toBeAccessible();
});

it('loads the whole history when it is opened, and lets it go again', async () => {
  const history = draw(AUDIT);
  const toggle = find(history, 'button');
  expect(toggle.getAttribute('aria-expanded')).toBe('false');
  toggle.click();
  await settle();
  expect(toggle.getAttribute('aria-expanded')).toBe('true');
  expect(countWires(getTimeline)).toBe(1);
  toggle.click();
  await settle();
  expect(countWires(getTimeline)).toBe(0);
});
