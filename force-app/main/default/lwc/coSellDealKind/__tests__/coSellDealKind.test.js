import CoSellDealKind from 'c/coSellDealKind';
import { find, settle, show, textOf } from 'test/page';

it.each([
  ['private', 'This will be a private deal', 'Private deal'],
  ['partner-led', 'This will be a partner-led deal', 'Partner-led deal'],
  ['co-sell', 'This will be a co-sell deal', 'Co-sell deal'],
])('of kind %s says what it will be, and what it is', async (kind, before, after) => {
  const tile = show('c-co-sell-deal-kind', CoSellDealKind, { kind });
  expect(textOf(tile)).toContain(before);
  await expect(tile).toBeAccessible();
  tile.isShared = true;
  await settle();
  expect(textOf(tile)).toContain(after);
});

it('knows a deal that Microsoft brought', () => {
  const tile = show('c-co-sell-deal-kind', CoSellDealKind, { kind: 'inbound', isShared: true });
  expect(textOf(tile)).toContain('Deal from Microsoft');
});

it('knows a deal that asks for help and is not complete yet', async () => {
  const tile = show('c-co-sell-deal-kind', CoSellDealKind, { kind: 'asking', isShared: true });
  expect(textOf(tile)).toContain('Microsoft is not asked for help yet');
  expect(textOf(tile)).not.toContain('was invited');
  await expect(tile).toBeAccessible();
});

it('is read out when a choice changes it', () => {
  const tile = show('c-co-sell-deal-kind', CoSellDealKind, { kind: 'private' });
  expect(find(tile, '[aria-live="polite"]')).not.toBeNull();
});
