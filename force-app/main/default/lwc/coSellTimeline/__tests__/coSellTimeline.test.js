import { refreshApex } from '@salesforce/apex';
import getTimeline from '@salesforce/apex/CoSellCardController.getTimeline';
import CoSellTimeline from 'c/coSellTimeline';
import { find, findAll, settle, show, textOf } from 'test/page';

const LINE = {
  id: 'a01',
  occurred: '2026-11-10T08:10:00.000Z',
  actor: 'Ana Silva',
  side: 'partnerCenter',
  action: 'sent',
  field: 'dealValue',
  before: '250000',
  after: null,
  reason: null,
};

let timeline;

beforeEach(() => {
  timeline = show('c-co-sell-timeline', CoSellTimeline, { recordId: '006' });
});

async function load(lines) {
  getTimeline.emit(lines);
  await settle();
}

it('says that it loads', async () => {
  expect(find(timeline, 'lightning-spinner').alternativeText).toBe('Loading');
  await expect(timeline).toBeAccessible();
});

it('tells what happened, when and by whom', async () => {
  await load([
    LINE,
    {
      ...LINE,
      id: 'a02',
      action: 'brand-new',
      side: 'x',
      actor: null,
      field: null,
      before: null,
      reason: 'Because',
    },
  ]);
  const entries = findAll(timeline, 'li').map((entry) => entry.textContent);
  expect(entries[0]).toContain('Sent to Partner Center');
  expect(entries[0]).toContain('Deal value 250,000 → Empty');
  expect(entries[0]).toContain('Ana Silva');
  expect(entries[1]).toContain('brand-new');
  expect(entries[1]).toContain('Because');
  expect(entries[1]).not.toContain('→');
  await expect(timeline).toBeAccessible();
});

it('keeps ids to itself', async () => {
  await load([{ ...LINE, action: 'shared', field: null, before: null, after: '3c1f7a52' }]);
  expect(find(timeline, 'li').textContent).toContain('Shared with Partner Center');
  expect(find(timeline, 'li').textContent).not.toContain('3c1f7a52');
});

it('can be scrolled with the keyboard', async () => {
  await load([LINE]);
  expect(find(timeline, 'ol').tabIndex).toBe(0);
});

it('says when there is nothing', async () => {
  await load([]);
  expect(textOf(timeline)).toContain('Nothing happened yet.');
  await expect(timeline).toBeAccessible();
});

it('says why it cannot be shown', async () => {
  getTimeline.error({ message: 'No access.' });
  await settle();
  expect(textOf(timeline)).toContain('No access.');
  expect(find(timeline, 'lightning-spinner')).toBeNull();
  await expect(timeline).toBeAccessible();
});

it('is loaded anew when asked', async () => {
  await load([LINE]);
  find(timeline, 'lightning-button').click();
  expect(refreshApex).toHaveBeenCalledWith({ data: [LINE], error: undefined });
});
