import CoSellCountdown from 'c/coSellCountdown';
import { find, settle, show, textOf } from 'test/page';
import { showTab } from 'test/tab';

const NOW = '2026-11-10T09:00:00.000Z';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse(NOW) });
});

const draw = (until) => show('c-co-sell-countdown', CoSellCountdown, { until });

it.each([
  ['2026-11-19T14:00:00.000Z', '9 days 5 hours left to answer'],
  ['2026-11-11T09:00:00.000Z', '1 day left to answer'],
  ['2026-11-10T20:30:00.000Z', '11 hours 30 minutes left to answer'],
  ['2026-11-10T10:01:00.000Z', '1 hour 1 minute left to answer'],
  ['2026-11-10T09:00:20.000Z', '1 minute left to answer'],
])('until %s reads "%s"', (until, text) => {
  expect(textOf(draw(until))).toContain(text);
});

it('warns with an icon and bold words in the last two days', async () => {
  const countdown = draw('2026-11-11T09:00:00.000Z');
  expect(find(countdown, 'lightning-icon').iconName).toBe('utility:warning');
  expect(find(countdown, 'span').className).toContain('urgent');
  jest.useRealTimers();
  await expect(countdown).toBeAccessible();
});

it('is calm before', () => {
  const countdown = draw('2026-11-19T14:00:00.000Z');
  expect(find(countdown, 'lightning-icon').iconName).toBe('utility:clock');
  expect(find(countdown, 'span').className).not.toContain('urgent');
});

it.each([['2026-11-10T08:59:00.000Z'], ['nonsense']])(
  'says when the time to answer is over: %s',
  (until) => {
    expect(textOf(draw(until))).toContain('The time to answer ended');
  },
);

it('ticks once a minute, not in a hidden tab and not when it has left the page', async () => {
  const countdown = draw('2026-11-10T09:10:00.000Z');
  expect(textOf(countdown)).toContain('10 minutes left');
  jest.advanceTimersByTime(60000);
  await settle();
  expect(textOf(countdown)).toContain('9 minutes left');
  showTab('hidden');
  jest.advanceTimersByTime(60000);
  await settle();
  expect(textOf(countdown)).toContain('9 minutes left');
  countdown.remove();
  expect(jest.getTimerCount()).toBe(0);
});
