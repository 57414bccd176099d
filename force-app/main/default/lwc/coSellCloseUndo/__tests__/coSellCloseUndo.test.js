import CoSellCloseUndo from 'c/coSellCloseUndo';
import { answer, find, findAll, listen, press, settle, show, textOf } from 'test/page';

const COUNTING = {
  phase: 'counting',
  until: '2026-11-10T09:08:00.000Z',
  outcome: 'won',
  outcomeLabel: 'Won',
  stage: 'Closed Won',
  stageBefore: 'Negotiation',
  safeFrom: null,
};

const draw = (closing) => show('c-co-sell-close-undo', CoSellCloseUndo, { closing });
const idsOf = (tile) => findAll(tile, 'lightning-button').map((button) => button.dataset.id);

async function click(tile, id) {
  find(tile, `[data-id="${id}"]`).click();
  await settle();
}

it.each([
  ['counting', 'Microsoft is told "Won" on Nov 10, 2026', ['hold', 'undo', 'send']],
  ['due', 'Microsoft is being told "Won" now.', []],
  ['held', 'Microsoft would be told "Won". You hold it back.', ['undo', 'send']],
])('while it is %s it reads "%s"', async (phase, text, buttons) => {
  const tile = draw({ ...COUNTING, phase });
  expect(textOf(tile)).toContain(text);
  expect(textOf(tile)).toContain('The stage is Closed Won.');
  expect(textOf(tile)).toContain('set the stage of the opportunity back');
  expect(idsOf(tile)).toEqual(buttons);
  await expect(tile).toBeAccessible();
});

it.each(['lost', 'declined'])('asks for the reason of a deal that is %s', async (outcome) => {
  const tile = draw({ ...COUNTING, outcome, reason: 'Not a customer' });
  const saved = listen(tile, 'save');
  const reason = find(tile, 'lightning-combobox');
  expect(reason).toMatchObject({ label: 'Reason for Microsoft', value: 'Not a customer' });
  expect(reason.options).toHaveLength(8);
  reason.dispatchEvent(new CustomEvent('change', { detail: { value: 'Others' } }));
  expect(saved).toEqual([{ responseReason: 'Others' }]);
  await expect(tile).toBeAccessible();
});

it.each([
  ['of a deal that is won', {}],
  ['once Microsoft is being told', { outcome: 'lost', phase: 'due' }],
])('asks for no reason %s', (_when, closing) => {
  expect(find(draw({ ...COUNTING, ...closing }), 'lightning-combobox')).toBeNull();
});

it('holds it back at once', async () => {
  const tile = draw(COUNTING);
  const saved = listen(tile, 'save');
  await click(tile, 'hold');
  expect(saved).toEqual([{ request: 'Hold Close' }]);
});

it('sends it only after it was confirmed, with the focus on the question', async () => {
  const tile = draw({ ...COUNTING, phase: 'held' });
  const saved = listen(tile, 'save');
  await click(tile, 'send');
  expect(saved).toEqual([]);
  expect(tile.shadowRoot.activeElement.dataset.id).toBe('sure');
  await expect(tile).toBeAccessible();
  answer(tile, 'confirm').click();
  await settle();
  expect(saved).toEqual([{ request: 'Send Close Now' }]);
});

it.each([
  ['Escape', (tile) => press(find(tile, '[data-id="sure"]'), 'Escape')],
  ['Escape on a button', (tile) => press(answer(tile, 'confirm'), 'Escape')],
  ['Cancel', (tile) => answer(tile, 'cancel').click()],
])('takes the question back with %s', async (_way, cancel) => {
  const tile = draw(COUNTING);
  const saved = listen(tile, 'save');
  await click(tile, 'send');
  press(find(tile, '[data-id="sure"]'), 'Tab');
  cancel(tile);
  await settle();
  expect(idsOf(tile)).toEqual(['hold', 'undo', 'send']);
  expect(saved).toEqual([]);
});

it('has one primary button', () => {
  const primary = (phase) =>
    findAll(draw({ ...COUNTING, phase }), 'lightning-button')
      .filter(({ variant }) => variant === 'brand')
      .map((button) => button.dataset.id);
  expect(primary('counting')).toEqual(['hold']);
  expect(primary('held')).toEqual(['send']);
});

it('goes back to the stage before, which is named on the button', async () => {
  const tile = draw(COUNTING);
  const saved = listen(tile, 'save');
  expect(find(tile, '[data-id="undo"]').label).toBe('Undo: back to Negotiation');
  await click(tile, 'undo');
  expect(saved).toEqual([{ stage: 'Negotiation' }]);
});

it('offers no way back to a stage it does not know', () => {
  expect(idsOf(draw({ ...COUNTING, stageBefore: null }))).toEqual(['hold', 'send']);
});

it('says from when on the deal can be won without risk to its registration', async () => {
  expect(find(draw(COUNTING), '[data-id="register"]')).toBeNull();
  const tile = draw({ ...COUNTING, safeFrom: '2026-11-12T15:41:00.000Z' });
  expect(find(tile, '[data-id="register"]').textContent).toMatch(/72 hours.*from Nov 12, 2026/);
  await expect(tile).toBeAccessible();
});
