/* global document, setTimeout */
/** The sandbox's page: asks for everything once a second and draws what changed. */
import { listen } from './actions.js';
import { call } from './call.js';
import { drawBridge, drawTimeline } from './draw-bridge.js';
import { drawComparison, drawDeal } from './draw-deal.js';
import { drawEngagement } from './draw-referrals.js';
import { $, el, tell } from './elements.js';
import { drawLists } from './lists.js';

const EVERY_MS = 1000;

/** What is looked at: an opportunity, a deal in Partner Center, or both when they belong together. */
const chosen = { dealId: null, engagementId: null };
let view;
let asked = 0;
let shown = 0;

const page = {
  look,
  draw,
  chosen,
  view: () => view,
  choose: (next) => Object.assign(chosen, { dealId: null, engagementId: null, ...next }),
};

await fillChoices();
listen(page);
await lookForEver();

async function lookForEver() {
  await look();
  setTimeout(() => void lookForEver(), EVERY_MS);
}

/** An answer that was overtaken by a later one is not drawn: it would show what was before a save. */
async function look() {
  const mine = ++asked;
  try {
    const answer = await call('GET', '/api/view');
    if (mine < shown) return;
    shown = mine;
    view = answer;
    tell($('trouble'), '');
  } catch (error) {
    return tell($('trouble'), error.message);
  }
  draw();
}

function draw() {
  if (!view) return;
  followChoice();
  const deal = view.deals.find(({ id }) => id === chosen.dealId);
  const engagement = view.referrals.find(
    ({ engagementId }) => engagementId === chosen.engagementId,
  );
  drawLists(view, chosen);
  drawComparison(deal);
  drawDeal(deal, engagement);
  drawEngagement(engagement, deal);
  drawBridge(view);
  drawTimeline(view);
}

/** Both columns show the same deal as soon as both sides have it. */
function followChoice() {
  const { deals, referrals } = view;
  if (!chosen.dealId && !chosen.engagementId) {
    // To begin with, a deal that has everything to look at.
    const first = referrals.find(({ microsoft, recordId }) => microsoft && recordId);
    chosen.dealId = first?.recordId ?? deals[0]?.id ?? null;
  }
  const engagement = referrals.find(({ engagementId }) => engagementId === chosen.engagementId);
  chosen.dealId ??= engagement?.recordId ?? null;
  const deal = deals.find(({ id }) => id === chosen.dealId);
  if (deal) chosen.engagementId = deal.engagementId;
}

/** Puts the org's own lists into the selects. */
async function fillChoices() {
  const { picklists, solutions, addresses } = await call('GET', '/api/choices');
  const option = (value, label = value) => el('option', { value }, label);
  for (const select of document.querySelectorAll('#deal-form select')) {
    const values = (picklists[select.name] ?? []).map((value) => option(value));
    select.replaceChildren(...('required' in select.dataset ? [] : [option('', '—')]), ...values);
  }
  $('new-solution').elements.solutionId.replaceChildren(
    ...solutions.map(({ id, name }) => option(id, name)),
  );
  const inNinetyDays = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  $('new-deal').elements.closeDate.value = inNinetyDays;
  $('microsoft-desk').href = addresses.microsoft;
}
