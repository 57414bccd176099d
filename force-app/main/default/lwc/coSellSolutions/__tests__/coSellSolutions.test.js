import CoSellSolutions from 'c/coSellSolutions';
import getSolutions from '@salesforce/apex/CoSellCardController.getSolutions';
import { countWires, find, findAll, settle, show, textOf } from 'test/page';

const draw = (products, canEdit = true) =>
  show('c-co-sell-solutions', CoSellSolutions, { recordId: '006', products, canEdit });

it('shows the summary of the record and calls nobody', async () => {
  const tile = draw('Line Insight (SOL-1)\nEdge Gateway (SOL-2)');
  expect(findAll(tile, 'li').map(({ textContent }) => textContent)).toEqual([
    'Line Insight (SOL-1)',
    'Edge Gateway (SOL-2)',
  ]);
  expect(find(tile, '[data-id="open"]').getAttribute('aria-label')).toBe(
    'Change: Microsoft solutions',
  );
  expect(countWires(getSolutions)).toBe(0);
  await expect(tile).toBeAccessible();
});

it('offers to choose where there are none', async () => {
  const tile = draw(null);
  expect(find(tile, 'ul')).toBeNull();
  expect(findAll(tile, '[data-id="open"]')).toHaveLength(1);
  expect(find(tile, '[data-id="open"]').label).toBe('Choose solutions');
  await expect(tile).toBeAccessible();
});

it('cannot be changed on a deal that is over', () => {
  expect(find(draw('A (SOL-1)', false), '[data-id="open"]')).toBeNull();
  const empty = draw(null, false);
  expect(find(empty, '[data-id="open"]')).toBeNull();
  expect(textOf(empty)).toContain('None chosen yet.');
});

it('loads when it is opened, and gives the focus back when it is closed', async () => {
  const tile = draw('A (SOL-1)');
  find(tile, '[data-id="open"]').click();
  await settle();
  expect(countWires(getSolutions)).toBe(1);
  expect(find(tile, '[data-id="open"]')).toBeNull();
  const focused = jest.spyOn(HTMLElement.prototype, 'focus');
  find(tile, 'c-co-sell-solutions-editor').dispatchEvent(new CustomEvent('close'));
  await settle();
  expect(textOf(tile)).toContain('A (SOL-1)');
  expect(focused.mock.contexts).toEqual([find(tile, '[data-id="open"]')]);
  focused.mockRestore();
});

it('shows what was saved until the record has its own list', async () => {
  const tile = draw(null);
  find(tile, '[data-id="open"]').click();
  await settle();
  const saved = [
    { name: 'Edge Gateway', solutionId: 'SOL-2', quantity: 2, price: 9.5, currencyCode: 'USD' },
    { name: null, solutionId: 'SOL-3', quantity: null, price: null, currencyCode: null },
    { name: 'Cloud', solutionId: 'SOL-4', quantity: 1, price: null, currencyCode: null },
  ];
  find(tile, 'c-co-sell-solutions-editor').dispatchEvent(
    new CustomEvent('close', { detail: { saved } }),
  );
  await settle();
  expect(findAll(tile, 'li').map(({ textContent }) => textContent)).toEqual([
    'Edge Gateway (SOL-2) – 2 × 9.5 USD',
    'SOL-3',
    'Cloud (SOL-4) – 1 ×',
  ]);
  tile.products = 'Edge Gateway (SOL-2)\nLine Insight (SOL-1)';
  await settle();
  expect(findAll(tile, 'li')).toHaveLength(2);
});

it('hands on what its open editor holds unsaved, and saves it when it is told to', async () => {
  const tile = draw(null);
  expect(tile.hasUnsaved).toBe(false);
  find(tile, '[data-id="open"]').click();
  await settle();
  expect(tile.hasUnsaved).toBe(false);
  const editor = find(tile, 'c-co-sell-solutions-editor');
  const save = jest.fn().mockResolvedValue(true);
  Object.defineProperties(editor, { hasUnsaved: { value: true }, save: { value: save } });
  expect(tile.hasUnsaved).toBe(true);
  await expect(tile.save()).resolves.toBe(true);
});
