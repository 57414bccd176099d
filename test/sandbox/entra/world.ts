/** What every part of the simulator works on. */
import type { SimClock } from '../kit/clock.ts';
import type { Journal } from '../kit/journal.ts';
import type { Directory } from './directory.ts';
import { EntraError } from './entra-error.ts';
import type { Sessions } from './sessions.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { EntraSwitches } from './switches.ts';
import type { Tokens } from './tokens.ts';

export type World = {
  clock: SimClock;
  directory: Directory;
  sessions: Sessions;
  keys: SigningKeys;
  tokens: Tokens;
  switches: EntraSwitches;
  journal: Journal;
  guid: () => string;
  /** The simulator's own address, known once it listens. */
  url: () => string;
  assertionNow: () => number;
};

const SHARED_TENANTS = ['common', 'organizations', 'consumers'];

/** @throws EntraError for every tenant but ours */
export function requireTenant({ directory }: World, tenant: string, clientId = ''): void {
  if (tenant.toLowerCase() === directory.tenantId.toLowerCase()) return;
  if (SHARED_TENANTS.includes(tenant)) throw new EntraError(50194, { tenant, clientId });
  throw new EntraError(90002, { tenant });
}
