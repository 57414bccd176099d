import { closingOf, isLinked } from 'c/coSellDeal';
import { format, formatDateTime } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';

const PORTAL = 'https://partner.microsoft.com/';

/** The first rule that fits names the state. */
const STATES = [
  [
    'no-permission',
    ({ lead }) => lead.hidden.includes('sync') || lead.hidden.includes('syncStatus'),
  ],
  ['attention', ({ lead }) => lead.syncStatus === 'Needs Attention'],
  ['none', ({ lead }) => !isLinked(lead)],
  ['converted', ({ lead }) => lead.isConverted],
  ['failed', ({ lead }) => lead.syncStatus === 'Failed'],
  ['closing', ({ closing }) => closing !== null],
  ['declined', ({ lead }) => lead.substatus === 'Declined'],
  ['expired', ({ lead }) => lead.substatus === 'Expired'],
  ['closed', ({ lead }) => lead.status === 'Closed'],
  ['paused', ({ lead }) => lead.syncStatus === 'Paused' || !lead.sync],
  ['answer-sent', ({ lead }) => lead.status === 'New' && Boolean(lead.response)],
  ['on-hold', ({ lead }) => lead.status === 'New'],
  ['accepted', () => true],
];

/** Icon, its variant, and the labels of title and text. */
const HEADLINES = {
  'no-permission': ['utility:lock', '', 'noPermissionTitle', 'noPermissionText'],
  none: ['utility:ban', '', 'leadNoneTitle', 'leadNoneText'],
  converted: ['utility:success', 'success', 'leadConvertedTitle', 'leadConvertedText'],
  failed: ['utility:error', 'error', 'failedTitle', 'failedText'],
  closing: ['utility:clock', 'warning', 'closingTitle', 'leadClosingText'],
  attention: ['utility:warning', 'warning', 'attentionTitle', 'attentionText'],
  declined: ['utility:ban', '', 'declinedTitle', 'closedText'],
  expired: ['utility:clock', '', 'expiredTitle', 'expiredText'],
  closed: ['utility:ban', '', 'lostTitle', 'closedText'],
  paused: ['utility:pause', '', 'pausedTitle', 'pausedText'],
  'answer-sent': ['utility:sync', '', 'answerSentTitle', 'answerSentText'],
  'on-hold': ['utility:notification', 'warning', 'leadOnHoldTitle', 'onHoldText'],
  accepted: ['utility:success', 'success', 'leadAcceptedTitle', 'leadAcceptedText'],
};
const FILLED = {
  'answer-sent': (lead) => [lead.display.response],
  expired: (lead) => [formatDateTime(lead.expires)],
};
const RETRY = { name: 'retry', label: 'tryAgain' };
const RESUME = { name: 'resume', label: 'resume' };
/** A way on where something is wrong. */
const NOTICES = {
  failed: { tone: 'error', fix: 'failedFix', action: RETRY },
  attention: { tone: 'warning', action: RETRY },
  paused: { tone: 'neutral', fix: 'pausedFix', action: RESUME },
};
const OUTCOMES = { declined: 'outcomeDeclined', lost: 'outcomeLost' };

/** Everything the card of a lead shows. `now` in milliseconds. */
export function viewOf(lead, now) {
  const closing = closingOf(lead, now);
  const state = STATES.find(([, fits]) => fits({ lead, closing }))[0];
  const [icon, variant, title, text] = HEADLINES[state];
  return {
    state,
    header: {
      icon,
      variant,
      title: labels[title],
      text: format(labels[text], ...(FILLED[state]?.(lead) ?? [])),
      words: [lead.display.status, lead.display.substatus].filter(Boolean).join(' · '),
      reason: lead.status === 'Closed' ? lead.statusReason : null,
      link: lead.link?.startsWith(PORTAL) ? lead.link : null,
      expires: state === 'on-hold' ? lead.expires : null,
    },
    notice: noticeOf(state, lead),
    message: state === 'no-permission' || NOTICES[state] ? null : lead.syncMessage,
    closing:
      state === 'closing'
        ? {
            ...closing,
            outcomeLabel: labels[OUTCOMES[closing.outcome]],
            reason: lead.responseReason,
          }
        : null,
    isAnswering: state === 'on-hold',
    // A lead that was converted is closed for good; its opportunity goes on.
    canSync: state !== 'no-permission' && lead.sync && !lead.isConverted,
    hasHistory: state !== 'no-permission' && isLinked(lead),
  };
}

/** Sync is on although the lead is paused: sharing is switched off for the whole org, and no seller can resume it. */
function noticeOf(state, lead) {
  const notice = NOTICES[state];
  if (!notice) return null;
  const { tone, fix, action } = notice;
  const isOrgPause = state === 'paused' && lead.sync;
  if (isOrgPause && !lead.syncMessage) return null;
  return {
    tone,
    text: lead.syncMessage,
    fix: fix && !isOrgPause ? labels[fix] : null,
    action: isOrgPause ? null : { ...action, label: labels[action.label] },
  };
}
