import { refreshApex } from '@salesforce/apex';
import getSolutions from '@salesforce/apex/CoSellCardController.getSolutions';
import saveSolutions from '@salesforce/apex/CoSellCardController.saveSolutions';
import searchCatalogue from '@salesforce/apex/CoSellCardController.searchCatalogue';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import CoSellSolutionsEditor from 'c/coSellSolutionsEditor';
import {
  answer,
  apexError,
  find,
  findAll,
  listen,
  named,
  press,
  settle,
  show,
  textOf,
  type,
} from 'test/page';

const KEPT = {
  solutionId: 'SOL-1',
  name: 'Line Insight',
  type: 'Solution',
  quantity: 2,
  price: 9,
  currencyCode: 'USD',
};
const FOUND = [
  { solutionId: 'SOL-1', name: 'Line Insight', type: 'Solution', publisher: 'Fabrikam' },
  { solutionId: 'SOL-2', name: 'Edge Gateway', type: 'Solution', publisher: 'Fabrikam' },
];
const ADDED = {
  solutionId: 'SOL-2',
  name: 'Edge Gateway',
  type: 'Solution',
  quantity: null,
  price: null,
  currencyCode: null,
};

let editor;
let closes;

beforeEach(() => {
  editor = show('c-co-sell-solutions-editor', CoSellSolutionsEditor, { recordId: '006' });
  closes = listen(editor, 'close');
});

async function load(chosen = [KEPT], found = FOUND) {
  getSolutions.emit(chosen);
  searchCatalogue.emit(found);
  await settle();
}

async function click(element) {
  element.click();
  await settle();
}

const iconButtons = (name) =>
  findAll(editor, 'lightning-button-icon').filter((button) => button.name === name);
const save = () => click(answer(editor, 'confirm'));

it('says that it loads, with the focus on its title', async () => {
  expect(find(editor, 'lightning-spinner').alternativeText).toBe('Loading');
  expect(editor.shadowRoot.activeElement.tagName).toBe('H4');
  expect(answer(editor, 'confirm')).toBeNull();
  await expect(editor).toBeAccessible();
});

it('shows what is chosen and offers the rest of the catalogue', async () => {
  await load();
  expect(find(editor, 'lightning-spinner')).toBeNull();
  expect(iconButtons('remove').map(({ alternativeText }) => alternativeText)).toEqual([
    'Remove Line Insight',
  ]);
  expect(iconButtons('add').map(({ alternativeText }) => alternativeText)).toEqual([
    'Add Edge Gateway',
  ]);
  await expect(editor).toBeAccessible();
});

it('searches when the typing stops, once', async () => {
  await load();
  jest.useFakeTimers();
  type(named(editor, 'term'), { value: 'ed' });
  jest.advanceTimersByTime(100);
  type(named(editor, 'term'), { value: 'edge ' });
  jest.advanceTimersByTime(299);
  await settle();
  expect(searchCatalogue.getLastConfig()).toEqual({ term: '' });
  jest.advanceTimersByTime(1);
  await settle();
  expect(searchCatalogue.getLastConfig()).toEqual({ term: 'edge' });
});

it('says when nothing else is found', async () => {
  await load([KEPT], [FOUND[0]]);
  expect(textOf(editor)).toContain('No other solution has these words');
});

it('saves the whole set: what was kept with its quantity and price, what was added', async () => {
  await load();
  saveSolutions.mockResolvedValueOnce(undefined);
  await click(iconButtons('add')[0]);
  expect(find(editor, '[role="status"]').textContent).toBe('Edge Gateway added');
  await save();
  expect(saveSolutions).toHaveBeenCalledWith({
    recordId: '006',
    solutions: [KEPT, ADDED],
    shown: [KEPT],
  });
  expect(refreshApex).toHaveBeenCalledTimes(1);
  expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: '006' }]);
  expect(closes).toEqual([{ saved: [KEPT, ADDED] }]);
});

it('says whether it holds something that is not saved', async () => {
  expect(editor.hasUnsaved).toBe(false);
  await load();
  expect(editor.hasUnsaved).toBe(false);
  await click(iconButtons('add')[0]);
  expect(editor.hasUnsaved).toBe(true);
  saveSolutions.mockResolvedValueOnce(undefined);
  await expect(editor.save()).resolves.toBe(true);
});

it('saves a set without what was removed', async () => {
  await load();
  saveSolutions.mockResolvedValueOnce(undefined);
  await click(iconButtons('remove')[0]);
  expect(find(editor, '[role="status"]').textContent).toBe('Line Insight removed');
  expect(textOf(editor)).toContain('None chosen yet.');
  await save();
  expect(saveSolutions).toHaveBeenCalledWith({ recordId: '006', solutions: [], shown: [KEPT] });
});

/** A field of a solution, by the name of the field. */
const amountOf = (name, id = 'SOL-1') =>
  findAll(editor, 'lightning-input').find(
    (input) => input.name === name && input.dataset.solution === id,
  );

async function fill(name, value, id) {
  type(amountOf(name, id), { value });
  await settle();
}

it('edits quantity, price and currency of each solution, named by it', async () => {
  await load();
  expect(find(editor, 'fieldset legend').textContent).toBe('Line Insight');
  expect(['quantity', 'price', 'currencyCode'].map((name) => amountOf(name).value)).toEqual([
    2,
    9,
    'USD',
  ]);
  saveSolutions.mockResolvedValueOnce(undefined);
  await fill('quantity', '3');
  await fill('price', '10.5');
  await fill('currencyCode', ' eur');
  expect(editor.hasUnsaved).toBe(true);
  await save();
  const saved = { ...KEPT, quantity: 3, price: 10.5, currencyCode: 'EUR' };
  expect(saveSolutions).toHaveBeenCalledWith({
    recordId: '006',
    solutions: [saved],
    shown: [KEPT],
  });
  expect(closes).toEqual([{ saved: [saved] }]);
});

it('saves an emptied field as nothing', async () => {
  await load();
  saveSolutions.mockResolvedValueOnce(undefined);
  for (const name of ['quantity', 'price', 'currencyCode']) await fill(name, '');
  await save();
  const [{ solutions }] = saveSolutions.mock.calls[0];
  expect(solutions).toEqual([{ ...KEPT, quantity: null, price: null, currencyCode: null }]);
});

it.each([
  ['quantity', '-1', 'Quantity and price are numbers from 0'],
  ['quantity', 'two', 'Quantity and price are numbers from 0'],
  ['price', '1.005', 'at most two decimals'],
  ['price', '1e15', 'Quantity and price are numbers from 0'],
  ['currencyCode', 'US', 'A currency has three letters'],
  ['currencyCode', '', 'A price needs its currency.'],
])(
  'saves nothing while %s is "%s", says why, and puts the cursor there',
  async (name, value, why) => {
    await load();
    await fill(name, value);
    expect(findAll(editor, '[role="alert"]')).toHaveLength(0);
    const focused = jest.spyOn(amountOf(name), 'focus');
    await expect(editor.save()).resolves.toBe(false);
    await settle();
    expect(find(editor, '[role="alert"]').textContent).toContain(why);
    expect(focused).toHaveBeenCalled();
    expect(saveSolutions).not.toHaveBeenCalled();
    await expect(editor).toBeAccessible();
  },
);

it('was saved although what is shown could not be read again', async () => {
  await load();
  saveSolutions.mockResolvedValueOnce(undefined);
  notifyRecordUpdateAvailable.mockRejectedValueOnce(new Error('offline'));
  await save();
  expect(closes).toHaveLength(1);
  expect(textOf(editor)).not.toContain('offline');
});

it('offers no more than Partner Center takes', async () => {
  await load(
    Array.from({ length: 50 }, (_, index) => ({
      ...KEPT,
      solutionId: `SOL-${index}`,
      name: `S ${index}`,
    })),
  );
  expect(textOf(editor)).toContain('at most 50 solutions');
  expect(named(editor, 'term')).toBeNull();
});

it('stays open and says why when it was not saved', async () => {
  await load();
  saveSolutions.mockRejectedValueOnce(apexError('not-permitted', 'You may not edit this deal.'));
  await expect(editor.save()).resolves.toBe(false);
  expect(textOf(editor)).toContain('You may not edit this deal.');
  expect(closes).toEqual([]);
  expect(answer(editor, 'confirm').disabled).toBe(false);
  await expect(editor).toBeAccessible();
});

it.each([
  ['the solutions of the deal', getSolutions],
  ['the catalogue', searchCatalogue],
])('says why when it cannot load %s', async (_what, adapter) => {
  adapter.error({ message: 'No access.' });
  await settle();
  expect(textOf(editor)).toContain('No access.');
  expect(find(editor, 'lightning-spinner')).toBeNull();
  await expect(editor).toBeAccessible();
});

it.each([
  ['Escape', () => press(find(editor, 'h4'), 'Escape')],
  ['Cancel', () => answer(editor, 'cancel').click()],
])('closes with %s and saves nothing', async (_way, close) => {
  await load();
  press(find(editor, 'h4'), 'Tab');
  expect(closes).toEqual([]);
  close();
  expect(closes).toHaveLength(1);
  expect(saveSolutions).not.toHaveBeenCalled();
});

it('asks nothing more once it has left the page', async () => {
  await load();
  jest.useFakeTimers();
  type(named(editor, 'term'), { value: 'edge' });
  editor.remove();
  expect(jest.getTimerCount()).toBe(0);
});

it('of a shared deal says before the click that the last solution stays, and does not save without one', async () => {
  editor.isShared = true;
  await load();
  const isDisabled = () => find(editor, 'c-co-sell-confirm-row').isDisabled;
  expect(isDisabled()).toBe(false);
  await click(iconButtons('remove')[0]);
  expect(textOf(editor)).toContain('keeps at least one solution');
  expect(isDisabled()).toBe(true);
  await expect(editor).toBeAccessible();
  await click(iconButtons('add')[0]);
  expect(textOf(editor)).not.toContain('keeps at least one solution');
  expect(isDisabled()).toBe(false);
});
