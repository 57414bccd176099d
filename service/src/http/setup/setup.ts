import type { ConsentFlow, Secrets } from '../../sync/connection.ts';
import type { Clock } from '../../sync/ports.ts';
import type { WebhookDesk } from '../../sync/webhook-port.ts';
import { createSessions } from './session.ts';
import { createSetupDesk, type SetupDesk } from './setup-desk.ts';
import { createVisits, type Visits } from './visits.ts';

export type SetupDeps = {
  partnerCenterSignIn: ConsentFlow;
  webhooks: WebhookDesk;
  secrets: Secrets;
  /** 32 bytes each, made for this purpose only; the first seals sessions, all open them. */
  sessionKeys: readonly Uint8Array[];
  /** Where browsers and Microsoft reach this bridge. */
  publicUrl: string;
  clock: Clock;
};

/** What the set-up door is made of. */
export type Setup = { desk: SetupDesk; visits: Visits };

export function createSetup({ secrets, sessionKeys, publicUrl, clock }: SetupDeps): Setup {
  const desk = createSetupDesk({ secrets, clock });
  const audience = new URL(publicUrl).origin;
  const sessions = createSessions({ keys: sessionKeys, audience, clock });
  return { desk, visits: createVisits({ sessions, desk, publicUrl }) };
}
