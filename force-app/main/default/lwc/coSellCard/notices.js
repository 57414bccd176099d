import { isLinked, waitingOf } from 'c/coSellDeal';
import { format, formatDateTime } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';

const RETRY = { name: 'retry', label: 'tryAgain' };
const RESUME = { name: 'resume', label: 'resume' };

/** What stands below the headline in a state where something is wrong: the bridge's own sentence, and a way on. */
const NOTICES = {
  failed: { tone: 'error', fix: 'failedFix', action: RETRY },
  'needs-attention': { tone: 'warning', fix: 'attentionFix', action: RETRY },
  paused: { tone: 'neutral', fix: 'pausedFix', action: RESUME },
};

/** The notice of a state, or null. */
export function noticeOf(state, deal) {
  const notice = NOTICES[state];
  if (!notice) return null;
  const { tone, fix, action } = notice;
  // Sync is on although the deal is paused: sharing is switched off for the whole org, and no seller can resume it.
  const isOrgPause = state === 'paused' && deal.sync;
  const text = deal.syncMessage;
  if (isOrgPause) return text ? { tone, text, fix: null, action: null } : null;
  return { tone, text, fix: labels[fix], action: { ...action, label: labels[action.label] } };
}

/** The headline asks which values to keep; only the bridge's sentence says that the referral has ended otherwise. */
export function endedNotice(state, deal) {
  const isEnded = state === 'conflict' && deal.status === 'Closed' && Boolean(deal.syncMessage);
  return isEnded ? { tone: 'warning', text: deal.syncMessage, fix: null, action: null } : null;
}

/** What is to be known of a deal that is in sync all the same: an answer to a wish, a person who was left out. */
export function toldNotice(state, deal) {
  const isTold = deal.syncStatus === 'Synced' && Boolean(deal.syncMessage);
  if (!isTold || NOTICES[state] || state === 'no-permission') return null;
  return { tone: 'neutral', text: deal.syncMessage, fix: null, action: null };
}

/** Asked for, and the bridge has not been here yet. */
export function unlinkNotice({ request }) {
  if (request !== 'Unlink') return null;
  return { tone: 'neutral', text: labels.unlinkWaits, fix: null, action: null };
}

/** A waiting edit on a deal that both sides know already; a deal that is new says so in its headline. */
export function waitingNotice(deal, state, now) {
  if (!isLinked(deal) || waitingOf(deal, now) !== 'long' || state === 'no-permission') return null;
  return {
    tone: 'warning',
    text: format(labels.bridgeDownText, formatDateTime(deal.lastModified)),
    fix: null,
    action: null,
  };
}

/** Some fields are hidden from the user; which, only an admin needs to know. */
export function hiddenNotice(deal, state) {
  if (state === 'no-permission' || deal.hidden.length === 0) return null;
  return {
    tone: 'neutral',
    text: format(labels.someHidden, deal.hidden.length),
    fix: labels.someHiddenFix,
    action: null,
  };
}
