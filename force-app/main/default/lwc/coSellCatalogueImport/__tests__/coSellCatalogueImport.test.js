import CoSellCatalogueImport from 'c/coSellCatalogueImport';
import importRows from '@salesforce/apex/CoSellCatalogueController.importRows';
import mayImport from '@salesforce/apex/CoSellCatalogueController.mayImport';
import preview from '@salesforce/apex/CoSellCatalogueController.preview';
import { apexError, find, findAll, named, settle, show, textOf, type } from 'test/page';

const FILE = 'id,name\nSOL-1,Line Insight\nSOL-2,Edge Gateway\nSOL-3,\nSOL-1,Again';
const SEEN = [
  {
    line: 2,
    outcome: 'changed',
    reason: null,
    changes: [{ label: 'Name', before: '', after: 'Line Insight' }],
  },
  { line: 3, outcome: 'new', reason: null, changes: [] },
  { line: 4, outcome: 'bad', reason: 'The name is missing.', changes: [] },
];

let page;

async function open(isPermitted = true) {
  mayImport.mockResolvedValueOnce(isPermitted);
  page = show('c-co-sell-catalogue-import', CoSellCatalogueImport);
  await settle();
}

async function paste(text) {
  type(named(page, 'text'), { value: text });
  await settle();
}

async function click(id) {
  find(page, `[data-id="${id}"]`).click();
  await settle();
}

async function previewFile(answer = SEEN) {
  preview.mockResolvedValueOnce(answer);
  await open();
  await paste(FILE);
  await click('preview');
}

it('shows nothing to whom may not edit the catalogue', async () => {
  await open(false);
  expect(textOf(page)).toBe('');
});

it('says what it takes, and asks for nothing before there is a text', async () => {
  await open();
  expect(textOf(page)).toContain('Nothing is deleted');
  expect(find(page, '[data-id="preview"]').disabled).toBe(true);
  expect(find(page, '[data-id="import"]')).toBeNull();
  await expect(page).toBeAccessible();
});

it('shows what an import would do: what is wrong first, what changes, what is new', async () => {
  await previewFile();
  expect(preview).toHaveBeenCalledWith({
    rows: [
      { line: 2, solutionId: 'SOL-1', name: 'Line Insight' },
      { line: 3, solutionId: 'SOL-2', name: 'Edge Gateway' },
      { line: 4, solutionId: 'SOL-3', name: '' },
    ],
  });
  expect(find(page, 'h3').textContent).toBe(
    '1 new, 1 changed, 0 unchanged, 2 that cannot be imported',
  );
  expect(page.shadowRoot.activeElement.tagName).toBe('H3');
  const lines = findAll(page, 'li').map((line) => line.textContent);
  expect(lines[0]).toContain('Again (SOL-1)');
  expect(lines[0]).toContain('This id stands in line 2 already.');
  expect(lines[1]).toContain('The name is missing.');
  expect(lines[2]).toContain('Name: Empty → Line Insight');
  expect(lines[3]).toContain('Edge Gateway (SOL-2)');
  expect(importRows).not.toHaveBeenCalled();
  await expect(page).toBeAccessible();
});

it('imports what was previewed, says what became of it, and cannot do it twice', async () => {
  await previewFile();
  expect(find(page, '[data-id="import"]').label).toBe('Import 2 solutions');
  importRows.mockResolvedValueOnce([
    { ...SEEN[0], outcome: 'bad', reason: 'Somebody deleted it.' },
    SEEN[1],
    SEEN[2],
  ]);
  await click('import');
  expect(importRows).toHaveBeenCalledTimes(1);
  expect(find(page, 'h3').textContent).toBe(
    'Imported: 1 added, 0 changed, 0 unchanged, 3 not imported',
  );
  expect(textOf(page)).toContain('Somebody deleted it.');
  expect(find(page, '[data-id="import"]')).toBeNull();
});

it('asks for a new preview when the text was changed after it', async () => {
  await previewFile();
  await paste(`${FILE}\nSOL-9,New`);
  expect(find(page, '[data-id="import"]')).toBeNull();
  expect(find(page, 'h3')).toBeNull();
});

it('sends a long file in parts and lists no more than anybody reads', async () => {
  const lines = Array.from({ length: 1500 }, (_, at) => `SOL-${at},Solution ${at}`);
  preview.mockImplementation(({ rows }) =>
    Promise.resolve(rows.map(({ line }) => ({ line, outcome: 'new', reason: null, changes: [] }))),
  );
  await open();
  await paste(['id,name', ...lines].join('\n'));
  await click('preview');
  await settle();
  expect(preview.mock.calls.map(([{ rows }]) => rows.length)).toEqual([1000, 500]);
  expect(find(page, 'h3').textContent).toContain('1500 new');
  expect(findAll(page, 'li')).toHaveLength(100);
  expect(textOf(page)).toContain('and 1400 more lines');
});

it('reads a file that was chosen', async () => {
  await open();
  const input = named(page, 'file');
  Object.defineProperty(input, 'files', { value: [{ text: () => Promise.resolve('id\n"x') }] });
  type(input, {});
  await settle();
  await click('preview');
  expect(find(page, '[data-id="file-error"]').textContent).toContain('line 2');
  expect(preview).not.toHaveBeenCalled();
});

it('has nothing to import when all is there already', async () => {
  await previewFile([]);
  await paste('id,name\nSOL-1,Line Insight');
  preview.mockResolvedValueOnce([{ line: 2, outcome: 'unchanged', reason: null, changes: [] }]);
  await click('preview');
  expect(find(page, 'h3').textContent).toBe('There is nothing to import.');
  expect(find(page, '[data-id="import"]')).toBeNull();
});

it('says why when Apex refuses, and keeps the text', async () => {
  preview.mockRejectedValueOnce(apexError('not-permitted', 'You are not permitted to do this.'));
  await open();
  await paste(FILE);
  await click('preview');
  expect(textOf(page)).toContain('You are not permitted to do this.');
  expect(named(page, 'text').value).toBe(FILE);
});

it('shows nothing when nobody can say whether it may', async () => {
  mayImport.mockRejectedValueOnce(apexError('not-permitted', 'No access.'));
  page = show('c-co-sell-catalogue-import', CoSellCatalogueImport);
  await settle();
  expect(textOf(page)).toBe('');
});
