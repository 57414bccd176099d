import CoSellUpgrade from 'c/coSellUpgrade';
import { answer, find, listen, press, settle, show } from 'test/page';

const VISIBLE = 'Visible to Microsoft';
const PRIVATE = { help: null, visibility: 'Private', note: null };

const draw = (deal) => show('c-co-sell-upgrade', CoSellUpgrade, { deal });

async function click(tile, id) {
  find(tile, `[data-id="${id}"]`).click();
  await settle();
}

async function choose(tile, detail) {
  find(tile, 'c-co-sell-help-choice').dispatchEvent(new CustomEvent('choice', { detail }));
  await settle();
}

it('opens from one button, with the focus on its question', async () => {
  const tile = draw(PRIVATE);
  await expect(tile).toBeAccessible();
  await click(tile, 'open');
  expect(tile.shadowRoot.activeElement.tagName).toBe('H4');
  await expect(tile).toBeAccessible();
});

it.each([
  [{ help: 'Quotes or licensing', visibility: VISIBLE, note: 'Hi' }, 'Ask for help'],
  [{ help: null, visibility: VISIBLE, note: null }, 'Show to Microsoft'],
])('with %p sends it by a button that says "%s"', async (choice, label) => {
  const tile = draw(PRIVATE);
  const saved = listen(tile, 'save');
  await click(tile, 'open');
  await choose(tile, choice);
  expect(answer(tile, 'confirm').label).toBe(label);
  answer(tile, 'confirm').click();
  await settle();
  expect(saved).toEqual([choice]);
});

it('has nothing to send before something is chosen', async () => {
  const tile = draw(PRIVATE);
  await click(tile, 'open');
  expect(answer(tile, 'confirm').disabled).toBe(true);
});

it('tells its choice that Microsoft sees the deal already', async () => {
  const tile = draw({ ...PRIVATE, visibility: VISIBLE });
  await click(tile, 'open');
  expect(find(tile, 'c-co-sell-help-choice').isVisible).toBe(true);
  expect(answer(tile, 'confirm').label).toBe('Ask for help');
});

it.each([
  ['Escape', (tile) => press(find(tile, 'h4'), 'Escape')],
  ['Cancel', (tile) => answer(tile, 'cancel').click()],
])('forgets the choice with %s', async (_way, cancel) => {
  const tile = draw(PRIVATE);
  await click(tile, 'open');
  await choose(tile, { ...PRIVATE, help: 'Quotes or licensing' });
  press(find(tile, 'h4'), 'Tab');
  cancel(tile);
  await settle();
  await click(tile, 'open');
  expect(find(tile, 'c-co-sell-help-choice').choice).toEqual(PRIVATE);
});
