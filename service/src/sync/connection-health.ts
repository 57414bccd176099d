/** What health says of the sign-ins and of the webhook: their state, and what a person can do about it. */
import { explain, type Explanation } from '../domain/catalogue.ts';
import type { ConnectionState, ConnectionStatus } from './connection.ts';
import type { WebhookState, WebhookStatus } from './webhook-port.ts';

export type Advice = Pick<Explanation, 'message' | 'who' | 'fix'>;
export type ConnectionHealth = ConnectionStatus & Advice;
export type WebhookHealth = WebhookStatus & Advice;

export function withConnectionAdvice(status: ConnectionStatus): ConnectionHealth {
  return { ...status, ...adviceOn(status.reason, CONNECTION_ADVICE[status.state]) };
}

export function withWebhookAdvice(status: WebhookStatus): WebhookHealth {
  return { ...status, ...adviceOn(status.reason, WEBHOOK_ADVICE[status.state], status.detail) };
}

/** An expiring sign-in still works; what nobody has looked at yet is not known to be wrong. */
export const isConnected = ({ state }: ConnectionStatus): boolean =>
  state === 'connected' || state === 'expiring';
export const isReachable = ({ state }: WebhookStatus): boolean =>
  state === 'registered' || state === 'unknown';

/** A reason says more than a state. */
function adviceOn(reason: string | null, byState: Advice, detail?: string): Advice {
  if (reason === null) return byState;
  const { message, who, fix } = explain(reason, detail);
  return { message, who, fix };
}

const NOTHING_TO_DO = { who: 'nobody', fix: 'Nothing to do.' } as const;

const CONNECTION_ADVICE: { [state in ConnectionState]: Advice } = {
  connected: { message: 'Signed in.', ...NOTHING_TO_DO },
  expiring: {
    message: 'Signed in, and the sign-in ends soon.',
    who: 'bridge-admin',
    fix: 'Connect again before it ends.',
  },
  'needs-reconnect': {
    message: 'The sign-in is refused until a person connects again.',
    who: 'bridge-admin',
    fix: 'Connect again.',
  },
  'not-connected': {
    message: 'Not signed in yet.',
    who: 'bridge-admin',
    fix: 'Connect on the set-up page; Salesforce is signed in to by itself.',
  },
};

const WEBHOOK_ADVICE: { [state in WebhookState]: Advice } = {
  registered: { message: 'Partner Center announces changes to this bridge.', ...NOTHING_TO_DO },
  missing: {
    message: 'Partner Center announces changes to nobody; they are seen by the regular look only.',
    who: 'bridge-admin',
    fix: 'Register the webhook.',
  },
  foreign: {
    message:
      'Partner Center announces changes to somebody else; they are seen by the regular look only.',
    who: 'bridge-admin',
    fix: 'Find out who registered it; then take it back.',
  },
  unknown: { message: 'The registration has not been seen yet.', ...NOTHING_TO_DO },
};
