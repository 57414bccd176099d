import CoSellChecklist from 'c/coSellChecklist';
import { readChecklist } from 'c/coSellDeal';
import { find, findAll, listen, settle, show, textOf } from 'test/page';
import { loadState } from 'test/states';

const ITEMS = readChecklist(loadState('checklist-incomplete').fields.Co_Sell_Checklist__c);

const draw = (items) =>
  show('c-co-sell-checklist', CoSellChecklist, { recordId: '006', items, deal: {} });
const pointsOf = (list) => findAll(list, 'c-co-sell-checklist-item').map(({ point }) => point);

it('shows what is missing, and how far the deal is', async () => {
  const list = draw(ITEMS);
  expect(pointsOf(list).map(({ code }) => code)).toEqual([
    'consent',
    'value',
    'customer-country',
    'solution',
    'customer-contact',
  ]);
  expect(find(list, '[data-id="progress"]').textContent).toBe('10 of 15');
  await expect(list).toBeAccessible();
});

it.each([
  ['sync-on', null, 'switch'],
  ['consent', 'Co_Sell_Customer_Consent__c', 'switch'],
  ['name', 'Name', 'text'],
  ['value', 'Amount', 'number'],
  ['close-date', 'CloseDate', 'date'],
  ['solution', null, 'solutions'],
  ['customer-city', null, 'page'],
  ['customer-contact', null, 'page'],
  ['team-member', 'OwnerId', 'none'],
  ['close-date-past', 'CloseDate', 'date'],
  ['value-negative', 'Amount', 'number'],
  ['partner-role', 'Co_Sell_Partner_Role__c', 'text'],
  ['location', 'Co_Sell_Partner_Location__c', 'text'],
  ['help-unknown', 'How_can_Microsoft_help__c', 'page'],
  // An org that maps another field than the usual one: the card does not know its type.
  ['value', 'Deal_Value__c', 'page'],
])('the check %s of the field %p is fixed by: %s', (code, field, kind) => {
  expect(pointsOf(draw([{ code, field, ok: false, message: 'x' }]))[0].fix.kind).toBe(kind);
});

it('keeps the bridge’s own sentence for a check it does not know', () => {
  const list = draw([{ code: 'brand-new', field: null, ok: false, message: 'Do something new.' }]);
  expect(pointsOf(list)[0]).toMatchObject({ text: 'Do something new.', fix: { kind: 'none' } });
});

it.each([
  ['salesforce-admin', 'your Salesforce admin'],
  ['seller', null],
  [undefined, null],
])('names who else can put it right: %p', (who, named) => {
  const point = pointsOf(
    draw([{ code: 'currency', field: null, ok: false, message: 'x', who }]),
  )[0];
  expect(point.who?.toLowerCase() ?? null).toBe(named?.toLowerCase() ?? null);
});

it('shows what is there only when asked', async () => {
  const list = draw(ITEMS);
  const toggle = find(list, 'button');
  expect(toggle.getAttribute('aria-expanded')).toBe('false');
  expect(textOf(list)).not.toContain('A name for the deal');
  toggle.click();
  await settle();
  expect(toggle.getAttribute('aria-expanded')).toBe('true');
  expect(textOf(list)).toContain('A name for the deal');
  await expect(list).toBeAccessible();
});

it('says when everything is there', async () => {
  const list = draw(ITEMS.map((item) => ({ ...item, ok: true })));
  expect(textOf(list)).toContain('Everything is there.');
  await expect(list).toBeAccessible();
});

it.each(['save', 'navigate'])('passes on what a point asks for: %s', (name) => {
  const list = draw(ITEMS);
  const heard = listen(list, name);
  find(list, 'c-co-sell-checklist-item').dispatchEvent(
    new CustomEvent(name, { detail: { to: 'x' } }),
  );
  expect(heard).toEqual([{ to: 'x' }]);
});
