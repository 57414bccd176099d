import { closingOf, missingOf, readChecklist, waitingOf } from 'c/coSellDeal';
import { format, formatDateTime } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';

const headline = (icon, variant, title, text) => ({ icon, variant, title, text });

/** What the card says about each state: an icon, a few words and a sentence. */
const HEADLINES = {
  'no-permission': headline('utility:lock', '', 'noPermissionTitle', 'noPermissionText'),
  conflict: headline('utility:warning', 'warning', 'conflictTitle', 'conflictText'),
  failed: headline('utility:error', 'error', 'failedTitle', 'failedText'),
  closing: headline('utility:clock', 'warning', 'closingTitle', 'closingText'),
  'closing-held': headline('utility:pause', 'warning', 'closingHeldTitle', 'closingHeldText'),
  'invitation-incomplete': headline('utility:warning', 'warning', 'invitationTitle', 'missingText'),
  'checklist-incomplete': headline('utility:warning', 'warning', 'missingTitle', 'missingText'),
  'needs-attention': headline('utility:warning', 'warning', 'attentionTitle', 'attentionText'),
  won: headline('utility:success', 'success', 'wonTitle', 'wonText'),
  lost: headline('utility:ban', '', 'lostTitle', 'closedText'),
  declined: headline('utility:ban', '', 'declinedTitle', 'declinedText'),
  expired: headline('utility:clock', '', 'expiredTitle', 'expiredText'),
  paused: headline('utility:pause', '', 'pausedTitle', 'pausedText'),
  'answer-sent': headline('utility:sync', '', 'answerSentTitle', 'answerSentText'),
  'on-hold': headline('utility:notification', 'warning', 'onHoldTitle', 'onHoldText'),
  'bridge-down': headline('utility:clock', 'warning', 'bridgeDownTitle', 'bridgeDownText'),
  queued: headline('utility:sync', '', 'queuedTitle', 'queuedText'),
  'pending-at-microsoft': headline('utility:clock', '', 'pendingTitle', 'pendingText'),
  accepted: headline('utility:success', 'success', 'acceptedTitle', 'acceptedText'),
  'declined-by-microsoft': headline('utility:ban', '', 'microsoftDeclinedTitle', 'goOnText'),
  'unanswered-by-microsoft': headline('utility:clock', '', 'microsoftExpiredTitle', 'goOnText'),
  inbound: headline('utility:success', 'success', 'sharedInbound', 'sharedInboundText'),
  private: headline('utility:lock', '', 'privateTitle', 'privateText'),
  'partner-led': headline('utility:success', 'success', 'partnerLedTitle', 'partnerLedText'),
  'closed-before': headline('utility:ban', '', 'closedBeforeTitle', 'closedBeforeText'),
  ready: headline('utility:check', 'success', 'readyTitle', 'readyText'),
  'not-shared': headline('utility:share', '', 'notSharedTitle', 'notSharedText'),
};

/** Icon, title and text of a state; the text's places are filled from the deal. */
export function headlineOf(state, deal) {
  const { icon, variant, title, text } = HEADLINES[state];
  const values = FILLED[state]?.(deal) ?? [];
  // A sentence with a hole in it says less than a shorter one.
  const sentence = values.every(Boolean) ? text : PLAIN[state];
  return { icon, variant, title: labels[title], text: format(labels[sentence], ...values) };
}

const countMissing = (deal) => [missingOf(readChecklist(deal.checklist)).length];
const FILLED = {
  'checklist-incomplete': countMissing,
  'invitation-incomplete': countMissing,
  'pending-at-microsoft': (deal) => [deal.display.help],
  'bridge-down': (deal) => [formatDateTime(deal.lastModified)],
  'answer-sent': (deal) => [deal.display.response],
  expired: (deal) => [formatDateTime(deal.expires)],
};
const PLAIN = { 'pending-at-microsoft': 'pendingPlain', expired: 'closedText' };

/** Sync status in one word, with the theme of its badge. A waiting edit counts more than an older status. */
export function badgeOf(deal, now) {
  // A deal that is about to be closed is neither in sync nor in trouble.
  if (deal.hidden.includes('syncStatus') || closingOf(deal, now)) return null;
  const status =
    waitingOf(deal, now) && TROUBLE[deal.syncStatus] === undefined ? 'Queued' : deal.syncStatus;
  const [label, theme] = TROUBLE[status] ?? CALM[status] ?? [null, ''];
  return { label: label ? labels[label] : (status ?? labels.statusNotShared), class: theme };
}

const TROUBLE = {
  Conflict: ['statusConflict', 'slds-theme_warning'],
  'Needs Attention': ['statusAttention', 'slds-theme_warning'],
  Failed: ['statusFailed', 'slds-theme_error'],
};
const CALM = {
  Queued: ['statusQueued', ''],
  Synced: ['statusSynced', 'slds-theme_success'],
  Paused: ['statusPaused', ''],
};

/** The words of the deadline tile, for a deal that is closing. */
export function closingWords(deal, now) {
  const closing = closingOf(deal, now);
  return {
    ...closing,
    outcomeLabel: labels[OUTCOMES[closing.outcome]],
    reason: deal.responseReason,
    stage: deal.display.stage,
    stageBefore: deal.stageBefore,
  };
}

const OUTCOMES = {
  won: 'outcomeWon',
  lost: 'outcomeLost',
  declined: 'outcomeDeclined',
  accepted: 'outcomeAccepted',
};
