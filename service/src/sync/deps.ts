import type { SignIn } from './connection.ts';
import type { Correlation } from './correlation-port.ts';
import type { Observe } from './metrics-port.ts';
import type { Clock, PartnerCenter, Salesforce, Store, Timings } from './ports.ts';
import type { WebhookDesk } from './webhook-port.ts';

/** What the log may be told: ids, codes, durations, correlation ids. Never values or names of people. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export type BridgeConfig = {
  /** 18-character id of the one org this bridge belongs to. */
  orgId: string;
  tenantId: string;
  /** Our organisation in Partner Center (GUID); every other owner of a referral is somebody else. */
  organizationId: string;
  /** Share of the org's daily API calls, 0–1, above which background work pauses; 0.8 unless given. */
  dailyShare?: number | undefined;
};

export type BridgeDeps = {
  store: Store;
  partnerCenter: PartnerCenter;
  salesforce: Salesforce;
  clock: Clock;
  timings: Timings;
  config: BridgeConfig;
  /** For health to ask; the clients sign in by themselves. */
  signIns?: readonly SignIn[];
  webhooks?: Pick<WebhookDesk, 'status'>;
  /** The same one the clients have, so that calls of a visit carry its id. */
  correlation?: Correlation;
  /** Told of what happens, for metrics. */
  observe?: Observe;
  log: Log;
  /** A new GUID. */
  newId(): string;
  /** 0 ≤ x < 1, for jitter. */
  random(): number;
};
