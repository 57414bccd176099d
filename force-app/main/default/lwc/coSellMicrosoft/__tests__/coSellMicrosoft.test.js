import { readDeal } from 'c/coSellDeal';
import CoSellMicrosoft from 'c/coSellMicrosoft';
import { find, findAll, show, textOf } from 'test/page';
import { loadState, recordOf } from 'test/states';

function draw(state, changes) {
  return show('c-co-sell-microsoft', CoSellMicrosoft, {
    deal: readDeal(recordOf(loadState(state), changes)),
  });
}

it('shows Microsoft’s answer, its people and its view', async () => {
  const tile = draw('accepted');
  expect(find(tile, 'lightning-badge').label).toBe('Accepted');
  expect(findAll(tile, 'a').map(({ textContent, href }) => [textContent, href])).toEqual([
    ['Ana Silva', 'mailto:ana.silva@example.com'],
    ['Jon Berg', 'mailto:jon.berg@example.com'],
  ]);
  expect(find(tile, '[data-id="crm"]').textContent).toBe('7-3MKQ1ZB0P');
  expect(find(tile, '[data-id="notes"]').textContent).toContain('industry architect');
  await expect(tile).toBeAccessible();
});

it('points at values that differ from ours', () => {
  const tile = draw('accepted');
  expect(find(tile, '[data-id="value"]').textContent).toBe('260,000(differs from ours)');
  expect(find(tile, '[data-id="date"]').textContent).toBe('Mar 12, 2027(differs from ours)');
});

it('does not point at values that are the same', () => {
  const tile = draw('accepted', {
    Microsoft_Deal_Value__c: 250000,
    Microsoft_Close_Date__c: '2027-02-26',
  });
  expect(textOf(tile)).not.toContain('differs');
});

it('shows a value of zero', () => {
  expect(
    find(draw('accepted', { Microsoft_Deal_Value__c: 0 }), '[data-id="value"]').textContent,
  ).toContain('0');
});

it('says that there is no answer yet, and nothing that is not there', async () => {
  const tile = draw('pending-at-microsoft', { Microsoft_Status__c: null });
  expect(find(tile, 'lightning-badge').label).toBe('No answer yet');
  expect(findAll(tile, 'a, dd')).toEqual([]);
  await expect(tile).toBeAccessible();
});

it.each([
  ['Ana Silva', ['Ana Silva']],
  ['ana.silva@example.com', ['ana.silva@example.com']],
  ['Silva, Ana, ana@example.com', ['Silva, Ana']],
])('reads the seller "%s"', (line, names) => {
  const tile = draw('accepted', { Microsoft_Sellers__c: line });
  expect(findAll(tile, 'li').map(({ textContent }) => textContent)).toEqual(names);
});

it('of a deal that Microsoft sent says so, and when and why it changed its side', async () => {
  const tile = draw('accepted', {
    Microsoft_Status__c: null,
    Microsoft_Notes__c: 'Asked for: Proof of concept or demo',
    Microsoft_Status_Reason__c: 'Not a customer',
    Microsoft_Changed__c: '2026-11-10T18:00:00.000Z',
    Referral_Status__c: 'Active',
    Co_Sell_Received__c: '2026-11-01T00:00:00.000Z',
    Co_Sell_Answered__c: '2026-11-02T00:00:00.000Z',
  });
  expect(find(tile, 'lightning-badge').label).toBe('Sent you this deal');
  expect(find(tile, '[data-id="reason"]').textContent).toContain('Not a customer');
  expect(find(tile, '[data-id="changed"]').textContent).toContain('Nov 10');
  await expect(tile).toBeAccessible();
});
