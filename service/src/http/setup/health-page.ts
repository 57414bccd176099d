import type { Health } from '../../sync/bridge-port.ts';
import type { Advice, ConnectionHealth, WebhookHealth } from '../../sync/connection-health.ts';
import { html, type Html } from './html.ts';
import { buttonForm, type Notice, type Page, type Tone } from './page.ts';

/** How the bridge is, and a button for each thing that a person can do about it. */
export function healthPage(health: Health, { csrf, notice }: Shown): Page {
  const connections = new Map(health.connections.map((one) => [one.side, one]));
  return {
    title: 'Set-up and health',
    notice,
    signOut: buttonForm('/setup/sign-out', 'Sign out', csrf),
    body: html` ${overallOf(health)}
    ${section('partner-center', 'Partner Center', [
      connectionOf(connections.get('partnerCenter')),
      connectButton(connections.get('partnerCenter'), csrf),
    ])}
    ${section('salesforce', 'Salesforce', connectionOf(connections.get('salesforce')))}
    ${health.webhook ? section('webhook', 'Webhook', webhookOf(health.webhook, csrf)) : null}
    ${section('hosts', 'Traffic to the two hosts', gatesOf(health))}
    ${section('pairs', 'Pairs of deals', pairsOf(health))}`,
  };
}

type Shown = { csrf: string; notice: Notice | undefined };
type Label = [tone: Tone, words: string];

const CONNECTION_LABELS: { [state in ConnectionHealth['state']]: Label } = {
  connected: ['good', 'Connected'],
  expiring: ['warn', 'Connected, ends soon'],
  'needs-reconnect': ['bad', 'Needs to be connected again'],
  'not-connected': ['warn', 'Not connected'],
};
const WEBHOOK_LABELS: { [state in WebhookHealth['state']]: Label } = {
  registered: ['good', 'Registered'],
  missing: ['bad', 'Not registered'],
  foreign: ['bad', 'Somebody else is registered'],
  unknown: ['warn', 'Not known yet'],
};
const GATE_LABELS: { [state in Health['gates'][number]['state']]: Label } = {
  open: ['good', 'Open'],
  'half-open': ['warn', 'Being tried again'],
  closed: ['bad', 'Paused'],
};
const SIDE_NAMES = { partnerCenter: 'Partner Center', salesforce: 'Salesforce' } as const;
const WHO_NAMES = {
  'bridge-admin': 'For you, the bridge admin',
  'salesforce-admin': 'For your Salesforce admin',
  seller: 'For the seller',
  nobody: '',
} as const satisfies Record<Advice['who'], string>;

function overallOf({ ok, org, profileProblems }: Health): Html {
  const problems = [...(org.refused === null ? [] : [org.refused]), ...profileProblems];
  return section('overall', 'In short', [
    ok ? stateOf(['good', 'All is well.']) : stateOf(['warn', 'Something needs a look.']),
    org.orgId === null ? null : html`<p>Bound to the org ${org.orgId}.</p>`,
    problems.map((problem) => html`<p class="bad">${problem}</p>`),
  ]);
}

function connectionOf(connection: ConnectionHealth | undefined): Html {
  if (!connection) return html`<p>This bridge has no sign-in of its own here.</p>`;
  const { state, since, expiresAt } = connection;
  return html`${stateOf(CONNECTION_LABELS[state])}${adviceOf(connection)}
    <dl>${term('Since', timeOf(since))}${term('A person is needed by', timeOf(expiresAt))}</dl>`;
}

function connectButton(connection: ConnectionHealth | undefined, csrf: string): Html {
  const known = connection !== undefined && connection.state !== 'not-connected';
  const label = known ? 'Connect Partner Center again' : 'Connect Partner Center';
  return buttonForm('/setup/connect', label, csrf, connection?.state === 'connected' ? '' : 'main');
}

function webhookOf(webhook: WebhookHealth, csrf: string): Html {
  const { state, registeredHost, events, lookedAt, lastTest } = webhook;
  const test = lastTest && [lastTest.status, lastTest.responseCode].filter(Boolean).join(', ');
  return html`${stateOf(WEBHOOK_LABELS[state])}${adviceOf(webhook)}
    <dl>
      ${term('Goes to', registeredHost)}${term('Events', events.join(', ') || null)}${term('Looked at', timeOf(lookedAt))}
      ${term('Last test', test)}${term('Tested at', timeOf(lastTest?.at ?? null))}
    </dl>
    ${WEBHOOK_BUTTONS[state].map(([act, label]) => buttonForm(`/setup/webhook/${act}`, label, csrf))}`;
}

const TEST = ['test', 'Send a test event'] as const;
const WEBHOOK_BUTTONS = {
  registered: [TEST, ['register', 'Register again']],
  missing: [['register', 'Register the webhook']],
  foreign: [['take-back', 'Take the webhook back']],
  unknown: [['register', 'Register the webhook']],
} as const satisfies Record<WebhookHealth['state'], readonly (readonly [string, string])[]>;

const gatesOf = ({ gates }: Health): Html[] =>
  gates.map(
    ({ side, state, until, reason }) =>
      html`<h3>${SIDE_NAMES[side]}</h3>
        ${stateOf(GATE_LABELS[state])}
        <dl>${term('Until', timeOf(until))}${term('Reason', reason)}</dl>`,
  );

function pairsOf({ pairs, oldestDueSeconds }: Health): Html {
  const { open, failed, paused, closed, due } = pairs;
  const counts = Object.entries({ open, failed, paused, closed, due });
  const waits = oldestDueSeconds === null ? null : `${oldestDueSeconds} s`;
  return html`<dl>
    ${counts.map(([name, count]) => term(name, String(count)))}${term('waits longest', waits)}
  </dl>`;
}

const section = (id: string, title: string, body: Html | (Html | Html[] | null)[]): Html =>
  html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${body}
  </section>`;

const stateOf = ([tone, words]: Label): Html => html`<p class="state ${tone}">${words}</p>`;

const adviceOf = ({ message, who, fix }: Advice): Html =>
  html`<p>${message}</p>
    ${who === 'nobody' ? null : html`<p>${WHO_NAMES[who]}: ${fix}</p>`}`;

const term = (name: string, value: string | Html | null): Html | null =>
  value === null
    ? null
    : html`<dt>${name}</dt>
        <dd>${value}</dd>`;

const timeOf = (iso: string | null): Html | null =>
  iso === null
    ? null
    : html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
