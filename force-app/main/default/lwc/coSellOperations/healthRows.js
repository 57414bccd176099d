import { format, formatDateTime } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';

const GOOD = ['utility:success', 'success', 'slds-theme_success'];
const SOON = ['utility:warning', 'warning', 'slds-theme_warning'];
const BAD = ['utility:error', 'error', 'slds-theme_error'];

const CONNECTION_STATES = {
  connected: ['opsConnected', GOOD],
  expiring: ['opsExpiring', SOON],
  'needs-reconnect': ['opsNeedsReconnect', BAD],
  'not-connected': ['opsNotConnected', BAD],
};
const WEBHOOK_STATES = {
  registered: ['opsRegistered', GOOD],
  missing: ['opsMissing', SOON],
  foreign: ['opsForeign', SOON],
  unknown: ['opsUnknown', SOON],
};
/** A gate is closed while its host is unwell; an open one says nothing. */
const GATE_STATES = {
  closed: ['opsGateClosed', SOON],
  'half-open': ['opsGateHalfOpen', SOON],
};

/** One row for each thing the bridge needs, from its health answer. */
export function healthRows({ connections, webhook, gates }) {
  return [
    ...connections.map(connectionRow),
    ...(webhook ? [webhookRow(webhook)] : []),
    ...gates.filter(({ state }) => GATE_STATES[state]).map(gateRow),
  ];
}

/** What stops the whole bridge, in sentences. */
export function alarmsOf({ org, profileProblems }) {
  return [
    ...(org.refused ? [format(labels.opsRefused, org.refused)] : []),
    ...(org.bound || org.refused ? [] : [labels.opsNotBound]),
    ...profileProblems.map((problem) => format(labels.opsSettingsWrong, problem)),
  ];
}

/** How many pairs there are in each state that says something to an admin. */
export function numbersOf({ pairs }) {
  return [
    { key: 'open', label: labels.opsOpen, count: pairs.open },
    { key: 'due', label: labels.opsDue, count: pairs.due },
    { key: 'failed', label: labels.opsFailed, count: pairs.failed },
    { key: 'backingOff', label: labels.opsBackingOff, count: pairs.backingOff },
    { key: 'conflicts', label: labels.opsConflicts, count: pairs.conflicts },
    { key: 'attention', label: labels.opsAttention, count: pairs.attention },
    { key: 'paused', label: labels.opsPaused, count: pairs.paused },
    { key: 'closed', label: labels.opsClosed, count: pairs.closed },
  ];
}

function connectionRow({ side, state, expiresAt, message, who, fix }) {
  const valid = expiresAt ? format(labels.opsValidUntil, formatDateTime(expiresAt)) : null;
  return row(`connection-${side}`, sideName(side), CONNECTION_STATES[state], {
    message: state === 'connected' ? valid : message,
    detail: state === 'expiring' ? valid : null,
    who,
    fix,
  });
}

function webhookRow({ state, message, who, fix }) {
  return row('webhook', labels.opsWebhook, WEBHOOK_STATES[state], { message, who, fix });
}

function gateRow({ side, state, until, reason }) {
  const message = until
    ? format(labels.opsGateText, formatDateTime(until))
    : labels.opsGateTextOpen;
  const title = format(labels.opsGate, sideName(side));
  return row(`gate-${side}`, title, GATE_STATES[state], {
    message,
    detail: reason,
    who: 'nobody',
    fix: null,
  });
}

/** Who and fix belong to what is wrong; on a good row they would only be read in vain. */
function row(key, title, [label, [icon, variant, theme]], { message, detail = null, who, fix }) {
  const isGood = variant === 'success';
  return {
    key,
    title,
    icon,
    variant,
    badge: { label: labels[label], class: theme },
    isGood,
    message,
    detail,
    who: isGood ? null : who,
    fix: isGood ? null : fix,
  };
}

function sideName(side) {
  return side === 'salesforce' ? labels.opsSalesforce : labels.opsPartnerCenter;
}
