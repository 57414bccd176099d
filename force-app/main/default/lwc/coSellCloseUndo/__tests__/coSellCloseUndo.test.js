import CoSellCloseUndo from 'c/coSellCloseUndo';
import { answer, find, findAll, listen, press, settle, show, textOf } from 'test/page';

const COUNTING = { phase: 'counting', until: '2026-11-10T09:08:00.000Z', outcomeLabel: 'Won' };

const draw = (closing) => show('c-co-sell-close-undo', CoSellCloseUndo, { closing });
const idsOf = (tile) => findAll(tile, 'lightning-button').map((button) => button.dataset.id);

async function click(tile, id) {
  find(tile, `[data-id="${id}"]`).click();
  await settle();
}

it.each([
  ['counting', 'Microsoft is told "Won" on Nov 10, 2026', ['hold', 'send']],
  ['due', 'Microsoft is being told "Won" now.', []],
  ['held', 'Microsoft would be told "Won". You hold it back.', ['send']],
])('while it is %s it reads "%s"', async (phase, text, buttons) => {
  const tile = draw({ ...COUNTING, phase });
  expect(textOf(tile)).toContain(text);
  expect(textOf(tile)).toContain('set the stage of the opportunity back');
  expect(idsOf(tile)).toEqual(buttons);
  await expect(tile).toBeAccessible();
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
  expect(idsOf(tile)).toEqual(['hold', 'send']);
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
