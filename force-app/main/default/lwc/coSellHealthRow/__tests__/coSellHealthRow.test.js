import CoSellHealthRow from 'c/coSellHealthRow';
import { find, findAll, show, textOf } from 'test/page';

const ROW = {
  title: 'Partner Center',
  icon: 'utility:error',
  variant: 'error',
  badge: { label: 'Sign in again', class: 'slds-theme_error' },
  message: 'Partner Center refuses the sign-in.',
  detail: 'A detail',
  who: 'bridge-admin',
  fix: 'Connect again.',
};

const draw = (row) => show('c-co-sell-health-row', CoSellHealthRow, { row });

it('says what is wrong, who can fix it and how', async () => {
  const row = draw(ROW);
  expect(textOf(row)).toContain('Partner Center refuses the sign-in.');
  expect(textOf(row)).toContain('Connect again.');
  expect(textOf(row)).toContain('Who can fix it: The admin of the bridge');
  expect(find(row, 'lightning-badge').label).toBe('Sign in again');
  await expect(row).toBeAccessible();
});

it('says nothing more where all is well', async () => {
  const row = draw({ ...ROW, message: null, detail: null, who: null, fix: null });
  expect(findAll(row, '[data-id]')).toEqual([]);
  await expect(row).toBeAccessible();
});

it('keeps a word for who that it does not know', () => {
  expect(textOf(draw({ ...ROW, who: 'the moon' }))).toContain('Who can fix it: the moon');
});
