import { isInbound, isLinked, kindOf, readChecklist, readConflicts, stateOf } from 'c/coSellDeal';
import { format, formatDateTime } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';
import { badgeOf, closingWords, headlineOf } from './headlines';
import {
  endedNotice,
  hiddenNotice,
  noticeOf,
  toldNotice,
  unlinkNotice,
  waitingNotice,
} from './notices';
import { pathOf, wordsOf } from './path';

const PORTAL = 'https://partner.microsoft.com/';
const NOT_YET_SHARED = ['not-shared', 'ready'];
const WITH_CHECKLIST = ['checklist-incomplete', 'invitation-incomplete'];
const UNLINK = 'Unlink';
const FINAL = ['won', 'lost', 'declined', 'expired'];

/** Everything the card shows, from the deal alone. `now` in milliseconds. */
export function viewOf(deal, now) {
  const state = stateOf(deal, now);
  const isFinal = FINAL.includes(state) || deal.status === 'Closed';
  const isOpen = isLinked(deal) && !isFinal;
  const isKnown = state !== 'no-permission';
  // Of a deal that only has its referral nothing can be said yet.
  const hasValues = isKnown && isLinked(deal) && state !== 'queued';
  const canPause = isOpen && deal.sync;
  // Whoever may not see the wish may not make it.
  const canUnlink =
    isKnown && isLinked(deal) && !deal.hidden.includes('request') && deal.request !== UNLINK;
  return {
    state,
    header: headerOf(deal, state, now),
    notices: [
      noticeOf(state, deal),
      endedNotice(state, deal),
      toldNotice(state, deal),
      unlinkNotice(deal),
      waitingNotice(deal, state, now),
      hiddenNotice(deal, state),
    ]
      .filter(Boolean)
      .map((notice, index) => ({ ...notice, key: index })),
    conflicts: state === 'conflict' ? readConflicts(deal.conflicts, deal.conflictChoices) : [],
    closing: state === 'closing' || state === 'closing-held' ? closingWords(deal, now) : null,
    checklist: WITH_CHECKLIST.includes(state) ? readChecklist(deal.checklist) : null,
    isAnswering: state === 'on-hold',
    isSharing: NOT_YET_SHARED.includes(state),
    isReady: state === 'ready',
    hasMicrosoft: hasValues && showsMicrosoft(deal),
    hasDeal: hasValues,
    canUpgrade:
      isOpen &&
      deal.status === 'Active' &&
      !isInbound(deal) &&
      kindOf(deal) !== 'co-sell' &&
      deal.sync,
    canEdit: isOpen && deal.sync,
    hasHistory: isKnown && isLinked(deal) && !deal.hidden.includes('audit'),
    canSync: isKnown && deal.sync,
    canPause,
    canUnlink,
    hasMenu: canPause || canUnlink,
  };
}

function headerOf(deal, state, now) {
  return {
    ...headlineOf(state, deal),
    badge: badgeOf(deal, now),
    path: pathOf(deal),
    words: wordsOf(deal),
    reason: deal.status === 'Closed' ? deal.statusReason : null,
    registration: deal.registration,
    // Built by the bridge, but a field all the same: only Partner Center's own address becomes a link.
    link: deal.link?.startsWith(PORTAL) ? deal.link : null,
    lastSynced: deal.lastSynced ? format(labels.lastSynced, formatDateTime(deal.lastSynced)) : null,
    expires: state === 'on-hold' ? deal.expires : null,
  };
}

function showsMicrosoft(deal) {
  const { microsoftStatus, microsoftSellers, microsoftNotes } = deal;
  return (
    kindOf(deal) === 'co-sell' || Boolean(microsoftStatus || microsoftSellers || microsoftNotes)
  );
}
