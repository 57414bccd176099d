import CoSellChecklistItem from 'c/coSellChecklistItem';
import { find, listen, press, settle, show, textOf, type } from 'test/page';

function draw(fix, { deal = {}, code = 'value', ...more } = {}) {
  const point = { code, text: 'The deal has an amount', fix };
  return show('c-co-sell-checklist-item', CoSellChecklistItem, {
    recordId: '006',
    point,
    deal,
    ...more,
  });
}

async function click(item, id) {
  find(item, `[data-id="${id}"]`).click();
  await settle();
}

it.each([
  [{ kind: 'number', word: 'amount' }, '250000', { amount: 250000 }],
  [{ kind: 'date', word: 'closeDate' }, '2027-02-26', { closeDate: '2027-02-26' }],
  [{ kind: 'text', word: 'name' }, 'A deal', { name: 'A deal' }],
])('%p is typed and saved in place', async (fix, typed, values) => {
  const item = draw(fix);
  const saved = listen(item, 'save');
  await expect(item).toBeAccessible();
  type(find(item, 'lightning-input'), { value: typed });
  await click(item, 'save');
  expect(saved).toEqual([values]);
});

it('is saved with Enter too, and with no other key', () => {
  const item = draw({ kind: 'number', word: 'amount' });
  const saved = listen(item, 'save');
  type(find(item, 'lightning-input'), { value: '5' });
  press(find(item, 'lightning-input'), '5');
  expect(saved).toEqual([]);
  press(find(item, 'lightning-input'), 'Enter');
  expect(saved).toEqual([{ amount: 5 }]);
});

it.each([[undefined], ['']])('saves nothing when %p is typed', async (typed) => {
  const item = draw({ kind: 'number', word: 'amount' });
  const saved = listen(item, 'save');
  if (typed !== undefined) type(find(item, 'lightning-input'), { value: typed });
  await click(item, 'save');
  expect(saved).toEqual([]);
});

it.each([
  ['consent', 'consent', 'The customer agrees'],
  ['sync-on', 'sync', 'Switch it on'],
])('%s is one press', async (code, word, label) => {
  const item = draw({ kind: 'switch', word }, { code, deal: { [word]: false } });
  const saved = listen(item, 'save');
  expect(find(item, '[data-id="switch"]').label).toBe(label);
  await expect(item).toBeAccessible();
  await click(item, 'switch');
  expect(saved).toEqual([{ [word]: true }]);
});

it.each([
  ['account', 'Edit the account'],
  ['contacts', 'Open the contact roles'],
  ['opportunity', 'Edit the opportunity'],
])('what the card cannot edit is one press away: %s', async (to, label) => {
  const item = draw({ kind: 'page', to });
  const asked = listen(item, 'navigate');
  expect(find(item, '[data-id="page"]').label).toBe(label);
  await click(item, 'page');
  expect(asked).toEqual([{ to }]);
  await expect(item).toBeAccessible();
});

it('solutions are chosen in place', async () => {
  const item = draw({ kind: 'solutions' }, { deal: { products: 'A (SOL-1)' } });
  expect(find(item, 'c-co-sell-solutions')).toMatchObject({
    recordId: '006',
    products: 'A (SOL-1)',
    canEdit: true,
  });
  await expect(item).toBeAccessible();
});

it('what nobody can fix here is at least explained', async () => {
  const item = draw({ kind: 'none' });
  expect(textOf(item)).toBe('The deal has an amount');
  await expect(item).toBeAccessible();
});

it.each([
  [{ kind: 'number', word: 'amount' }, { amount: 5 }],
  [{ kind: 'switch', word: 'consent' }, { consent: true }],
])('%p that was entered meanwhile waits for the next look', async (fix, deal) => {
  const item = draw(fix, { deal });
  expect(textOf(item)).toContain('It is checked with the next look.');
  expect(find(item, 'lightning-input, lightning-button')).toBeNull();
  await expect(item).toBeAccessible();
});

it('a value that is there but wrong is typed anew', async () => {
  const fix = { kind: 'number', word: 'amount', isRight: (it) => it >= 0 };
  expect(find(draw(fix, { deal: { amount: -5 } }), 'lightning-input')).not.toBeNull();
  const mended = draw(fix, { deal: { amount: 5 } });
  expect(textOf(mended)).toContain('It is checked with the next look.');
});

it('says who else can put it right', async () => {
  const point = { code: 'x', text: 'A phone', fix: { kind: 'none' }, who: 'your admin' };
  const item = show('c-co-sell-checklist-item', CoSellChecklistItem, { point, deal: {} });
  expect(find(item, '[data-id="who"]').textContent).toContain('your admin');
  await expect(item).toBeAccessible();
});

it.each([
  ['number', '0.01'],
  ['date', '1'],
])('takes cents where it takes a number (%s)', (kind, step) => {
  expect(find(draw({ kind, word: 'amount' }), 'lightning-input').step).toBe(step);
});
