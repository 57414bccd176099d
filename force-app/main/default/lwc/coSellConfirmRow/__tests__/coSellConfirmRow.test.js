import CoSellConfirmRow from 'c/coSellConfirmRow';
import { find, findAll, listen, settle, show } from 'test/page';

const draw = (properties) => show('c-co-sell-confirm-row', CoSellConfirmRow, properties);
const buttonsOf = (row) =>
  findAll(row, 'lightning-button').map(({ label, variant, disabled }) => [
    label,
    variant,
    Boolean(disabled),
  ]);

it('has the way on first, and then the way back', async () => {
  const row = draw({ label: 'Send now' });
  expect(buttonsOf(row)).toEqual([
    ['Send now', 'brand', false],
    ['Cancel', undefined, false],
  ]);
  await expect(row).toBeAccessible();
});

it.each(['confirm', 'cancel'])('says "%s" once, and only when it is pressed', (id) => {
  const row = draw({ label: 'Send now' });
  const said = { confirm: listen(row, 'confirm'), cancel: listen(row, 'cancel') };
  find(row, `[data-id="${id}"]`).click();
  expect({ confirm: said.confirm.length, cancel: said.cancel.length }).toEqual({
    confirm: 0,
    cancel: 0,
    [id]: 1,
  });
});

it('can show that what it does cannot be taken back', () => {
  expect(buttonsOf(draw({ label: 'Decline', variant: 'destructive' }))[0]).toEqual([
    'Decline',
    'destructive',
    false,
  ]);
});

it('lets one go back while the way on is closed', async () => {
  const row = draw({ label: 'Save' });
  row.isDisabled = true;
  await settle();
  expect(buttonsOf(row)).toEqual([
    ['Save', 'brand', true],
    ['Cancel', undefined, false],
  ]);
  await expect(row).toBeAccessible();
});

it('has only Cancel while there is nothing to confirm', async () => {
  const row = draw({});
  expect(buttonsOf(row)).toEqual([['Cancel', undefined, false]]);
  await expect(row).toBeAccessible();
});
