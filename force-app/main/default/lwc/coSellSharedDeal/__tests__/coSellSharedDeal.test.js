import { readDeal } from 'c/coSellDeal';
import CoSellSharedDeal from 'c/coSellSharedDeal';
import { find, listen, show } from 'test/page';
import { loadState, recordOf } from 'test/states';

function draw(state, more) {
  const deal = readDeal(recordOf(loadState(state)));
  return show('c-co-sell-shared-deal', CoSellSharedDeal, { recordId: '006', deal, ...more });
}

it.each([
  ['accepted', 'co-sell'],
  ['partner-led', 'partner-led'],
  ['on-hold', 'inbound'],
])('of "%s" says that it is %s', async (state, kind) => {
  const tile = draw(state);
  expect(find(tile, 'c-co-sell-deal-kind')).toMatchObject({ kind, isShared: true });
  await expect(tile).toBeAccessible();
});

it('is no co-sell deal before Microsoft was invited', async () => {
  const fields = { Microsoft_Status__c: null, Co_Sell_Answered__c: null };
  const deal = readDeal(recordOf(loadState('accepted'), fields));
  const tile = show('c-co-sell-shared-deal', CoSellSharedDeal, { recordId: '006', deal });
  expect(find(tile, 'c-co-sell-deal-kind').kind).toBe('asking');
});

it('tells the solutions that Microsoft has the deal', () => {
  expect(find(draw('partner-led'), 'c-co-sell-solutions').isShared).toBe(true);
});

it('names the help that was asked for', () => {
  expect(find(draw('accepted'), '[data-id="help"]').textContent).toBe('Proof of concept or demo');
  expect(find(draw('partner-led'), '[data-id="help"]')).toBeNull();
});

it('offers more only where more is possible', () => {
  expect(find(draw('partner-led', { canUpgrade: true }), 'c-co-sell-upgrade')).not.toBeNull();
  expect(find(draw('partner-led'), 'c-co-sell-upgrade')).toBeNull();
});

it.each(['c-co-sell-upgrade', 'c-co-sell-notes'])('passes on what %s saves', (tag) => {
  const tile = draw('partner-led', { canUpgrade: true, canEdit: true });
  const saved = listen(tile, 'save');
  find(tile, tag).dispatchEvent(new CustomEvent('save', { detail: { help: 'x' } }));
  expect(saved).toEqual([{ help: 'x' }]);
});
