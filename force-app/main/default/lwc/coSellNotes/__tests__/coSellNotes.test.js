import CoSellNotes from 'c/coSellNotes';
import { answer, find, listen, press, settle, show, textOf, type } from 'test/page';

const draw = (notes, canEdit = true) => show('c-co-sell-notes', CoSellNotes, { notes, canEdit });

async function click(tile, id) {
  find(tile, `[data-id="${id}"]`).click();
  await settle();
}

it('shows the notes', async () => {
  const tile = draw('Kick-off in December.');
  expect(find(tile, '[data-id="text"]').textContent).toBe('Kick-off in December.');
  await expect(tile).toBeAccessible();
});

it('says when there are none, and cannot be edited on a deal that is over', () => {
  const tile = draw(null, false);
  expect(textOf(tile)).toContain('No notes yet.');
  expect(find(tile, '[data-id="open"]')).toBeNull();
});

it('saves what was typed, and closes once the record has it', async () => {
  const tile = draw('Old');
  const saved = listen(tile, 'save');
  await click(tile, 'open');
  expect(find(tile, 'lightning-textarea').value).toBe('Old');
  await expect(tile).toBeAccessible();
  type(find(tile, 'lightning-textarea'), { value: 'New' });
  answer(tile, 'confirm').click();
  await settle();
  expect(saved).toEqual([{ sharedNotes: 'New' }]);
  // Not saved yet, or refused: what was typed stays.
  expect(find(tile, 'lightning-textarea').value).toBe('New');
  tile.notes = 'New';
  await settle();
  expect(find(tile, '[data-id="text"]').textContent).toBe('New');
});

it('keeps what is being typed when Microsoft changes the notes meanwhile', async () => {
  const tile = draw('Old');
  await click(tile, 'open');
  type(find(tile, 'lightning-textarea'), { value: 'Mine' });
  tile.notes = 'Theirs';
  await settle();
  expect(tile.notes).toBe('Theirs');
  expect(find(tile, 'lightning-textarea').value).toBe('Mine');
});

it('saves nothing when nothing was changed', async () => {
  const tile = draw('Old');
  const saved = listen(tile, 'save');
  await click(tile, 'open');
  answer(tile, 'confirm').click();
  await settle();
  expect(saved).toEqual([]);
  expect(find(tile, '[data-id="text"]')).not.toBeNull();
});

it.each([
  ['Escape', (tile) => press(find(tile, 'lightning-textarea'), 'Escape')],
  ['Cancel', (tile) => answer(tile, 'cancel').click()],
])('forgets what was typed with %s and gives the focus back', async (_way, cancel) => {
  const tile = draw('Old');
  await click(tile, 'open');
  type(find(tile, 'lightning-textarea'), { value: 'Typed' });
  press(find(tile, 'lightning-textarea'), 'x');
  const focused = jest.spyOn(HTMLElement.prototype, 'focus');
  cancel(tile);
  await settle();
  expect(find(tile, '[data-id="text"]').textContent).toBe('Old');
  expect(focused.mock.contexts).toEqual([find(tile, '[data-id="open"]')]);
  focused.mockRestore();
});
