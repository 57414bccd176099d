import { labels } from 'c/coSellLabels';

/** Partner Center's way of a deal. The last step carries the substatus once there is one. */
const WAY = ['New', 'Active', 'Closed'];
const LOST = ['Lost', 'Declined', 'Expired'];
/** Ends that are reached from New alone: nobody worked on such a deal. */
const NEVER_ACTIVE = ['Declined', 'Expired'];

/** Steps of the path, or null for a deal that is not in Partner Center or in a status we do not know. */
export function pathOf(deal) {
  const way = WAY.filter((name) => name !== 'Active' || !NEVER_ACTIVE.includes(deal.substatus));
  const current = way.indexOf(deal.status);
  if (current < 0) return null;
  return way.map((name, index) => ({
    name,
    label: wordOf(name, deal),
    current: index === current ? 'step' : null,
    isDone: index < current || deal.status === 'Closed',
    class: `step ${classOf(index, current, deal)}`,
  }));
}

/** Status and substatus in Partner Center's own words. */
export function wordsOf(deal) {
  return [deal.display.status, deal.display.substatus].filter(Boolean).join(' · ');
}

function wordOf(name, deal) {
  const words = { New: labels.pathNew, Active: labels.pathActive, Closed: labels.pathClosed };
  if (name !== deal.status) return words[name];
  return name === 'Closed' ? (deal.display.substatus ?? words.Closed) : deal.display.status;
}

function classOf(index, current, deal) {
  if (index < current) return 'step_done';
  if (index > current) return 'step_ahead';
  if (deal.status !== 'Closed') return 'step_current';
  return LOST.includes(deal.substatus) ? 'step_lost' : 'step_done';
}
