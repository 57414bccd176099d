import CoSellConflict from 'c/coSellConflict';
import { find, findAll, listen, settle, show, textOf } from 'test/page';

const VALUE = {
  field: 'dealValue',
  salesforce: 250000,
  partnerCenter: 265000,
  hash: 'abc',
  chosen: null,
};

const draw = (conflict) => show('c-co-sell-conflict', CoSellConflict, { conflict });
const valuesOf = (tile) => findAll(tile, '.value').map(({ textContent }) => textContent);

it('shows both values side by side', async () => {
  const tile = draw(VALUE);
  expect(textOf(tile)).toContain('Deal value');
  expect(valuesOf(tile)).toEqual(['250,000', '265,000']);
  await expect(tile).toBeAccessible();
});

it.each([
  ['closingDate', '2027-02-26', '2027-03-31', ['Feb 26, 2027', 'Mar 31, 2027']],
  ['notes', 'Call on Monday', null, ['Call on Monday', 'Empty']],
  ['visibility', true, false, ['Yes', 'No']],
  ['solution:SOL-1', { quantity: 1 }, '', ['{"quantity":1}', 'Empty']],
])('shows the values of %s as a person reads them', (field, salesforce, partnerCenter, values) => {
  expect(valuesOf(draw({ ...VALUE, field, salesforce, partnerCenter }))).toEqual(values);
});

it.each([
  ['closingDate', 'Close date'],
  ['solutions:SOL-1', 'Solution SOL-1'],
  ['team:x@y.example', 'Team member x@y.example'],
  ['contacts:x@y.example', 'Contact x@y.example'],
  ['somethingNew', 'somethingNew'],
])('names the field %s "%s"', (field, name) => {
  expect(find(draw({ ...VALUE, field }), 'h3').textContent).toBe(name);
});

it.each(['salesforce', 'partnerCenter'])(
  'tells that the value of %s is kept, with the hash of what was shown',
  (side) => {
    const tile = draw(VALUE);
    const chosen = listen(tile, 'choose');
    find(tile, `[data-side="${side}"]`).click();
    expect(chosen).toEqual([{ field: 'dealValue', hash: 'abc', side }]);
  },
);

it('gives each button a name of its own for a screen reader', () => {
  const names = findAll(draw(VALUE), '[data-side]').map((button) =>
    button.getAttribute('aria-label'),
  );
  expect(names).toEqual([
    'Keep this: Here in Salesforce, 250,000',
    'Keep this: In Partner Center, 265,000',
  ]);
});

it('shows a choice that waits for the bridge, and lets it be changed', async () => {
  const tile = draw({ ...VALUE, chosen: 'salesforce' });
  expect(textOf(tile)).toContain('Your choice is saved');
  expect(find(tile, '[data-side="salesforce"]')).toBeNull();
  expect(find(tile, '[data-side="partnerCenter"]')).not.toBeNull();
  await expect(tile).toBeAccessible();
});

it('cannot be pressed while something is saved', async () => {
  const tile = draw(VALUE);
  tile.isBusy = true;
  await settle();
  expect(findAll(tile, '[data-side]').every(({ disabled }) => disabled)).toBe(true);
});

it('says since when it is open, and when a choice has to be made again', async () => {
  const tile = draw({ ...VALUE, since: '2026-11-10T08:10:00.000Z', again: true });
  expect(textOf(tile)).toContain('Open since Nov 10, 2026');
  expect(textOf(tile)).toContain('A value has changed since you chose.');
  await expect(tile).toBeAccessible();
  expect(textOf(draw(VALUE))).not.toContain('since');
});

it('says who saved each side and when, as far as that side tells', async () => {
  const saved = {
    salesforce: { at: '2026-11-10T17:51:00.000Z', by: 'Anna Berg' },
    partnerCenter: { at: '2026-11-10T17:54:00.000Z', by: null },
  };
  const tile = draw({ ...VALUE, saved });
  const lineOf = (side) => find(tile, `[data-saved="${side}"]`)?.textContent;
  expect(lineOf('salesforce')).toMatch(/^Saved Nov 10, 2026.* by Anna Berg$/);
  expect(lineOf('partnerCenter')).toMatch(
    /^Saved Nov 10, 2026.*Partner Center does not say by whom$/,
  );
  await expect(tile).toBeAccessible();
  const nameless = draw({ ...VALUE, saved: { salesforce: { at: saved.salesforce.at, by: null } } });
  expect(find(nameless, '[data-saved="salesforce"]').textContent).toBe(
    'Saved Nov 10, 2026, 9:51 AM',
  );
  expect(find(nameless, '[data-saved="partnerCenter"]')).toBeNull();
});
