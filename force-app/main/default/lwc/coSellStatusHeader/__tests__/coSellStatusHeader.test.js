import CoSellStatusHeader from 'c/coSellStatusHeader';
import { find, findAll, findDeep, show, textOf } from 'test/page';

const HEADER = {
  icon: 'utility:success',
  variant: 'success',
  title: 'Microsoft works with you',
  text: 'A sentence.',
  badge: { label: 'In sync', class: 'slds-theme_success' },
  path: [
    { name: 'New', label: 'New', current: null, isDone: true, class: 'step step_done' },
    { name: 'Active', label: 'Active', current: 'step', isDone: false, class: 'step step_current' },
    { name: 'Closed', label: 'Closed', current: null, isDone: false, class: 'step step_ahead' },
  ],
  words: 'Active · Accepted',
  reason: null,
  registration: null,
  link: 'https://partner.microsoft.com/dashboard/v2/referrals/cosell/1',
  lastSynced: 'Last synced today',
  expires: null,
};
const BARE = { ...HEADER, badge: null, path: null, words: '', link: null, lastSynced: null };

const draw = (header) => show('c-co-sell-status-header', CoSellStatusHeader, { header });

it('says where the deal stands, in Partner Center’s own words too', async () => {
  const header = draw(HEADER);
  expect(textOf(header)).toContain('Microsoft works with you');
  expect(textOf(header)).toContain('Partner Center: Active · Accepted');
  expect(find(header, 'lightning-badge').label).toBe('In sync');
  await expect(header).toBeAccessible();
});

it('marks the step of the path for everybody, not by colour alone', () => {
  const header = draw(HEADER);
  const steps = findAll(header, 'li');
  expect(steps.map((step) => step.getAttribute('aria-current'))).toEqual([null, 'step', null]);
  expect(steps[0].querySelector('lightning-icon')).not.toBeNull();
});

it('opens Partner Center in a new tab that cannot reach back, and says so', () => {
  const link = find(draw(HEADER), 'a');
  expect(link.href).toBe(HEADER.link);
  expect(link.rel).toContain('noopener');
  expect(link.textContent).toContain('(opens in a new tab)');
});

it('shows nothing that is not there', async () => {
  const header = draw(BARE);
  expect(textOf(header)).toBe('Microsoft works with you\nA sentence.');
  expect(findDeep(header, 'lightning-badge, ol, a, c-co-sell-countdown')).toEqual([]);
  await expect(header).toBeAccessible();
});

it('names the reason and the registration', () => {
  const header = draw({ ...HEADER, reason: 'Others', registration: 'ReviewPending' });
  expect(textOf(header)).toContain('Reason: Others');
  expect(textOf(header)).toContain('Deal registration: ReviewPending');
});

it('counts down to the end of the time to answer', () => {
  const header = draw({ ...HEADER, expires: '2026-11-19T14:00:00.000Z' });
  expect(find(header, 'c-co-sell-countdown').until).toBe('2026-11-19T14:00:00.000Z');
});
