/** A fresh org for Apex tests: the package's metadata, one administrator, no data. */
import { createClock } from '../../../../kit/clock.ts';
import { createOrg } from '../../../create-org.ts';
import { NO_FEATURES, type Features } from '../../../standard-objects/index.ts';
import { inTransaction, savepoint } from '../../../store/transaction.ts';
import { actorUserId } from '../../../store/actors.ts';
import type { Org } from '../../../store/org.ts';
import type { Source } from '../../compile/program.ts';
import type { TestHost } from '../../testing/run-tests.ts';
import { executeApexIn, type Executed } from '../executed-apex.ts';
import { peopleOfTests } from '../people-of-tests.ts';
import { newState } from '../state.ts';
import { ADMIN_PROFILE, giveProfile } from '../../../setup-rows.ts';

export type ApexTestOrg = Executed & { org: Org; host: TestHost };

/** What a package that names no feature must run in: without lists of countries, and with them. */
export const TEST_ORGS: readonly { name: string; features: Partial<Features> }[] = [
  { name: 'without further features', features: {} },
  { name: 'with country picklists', features: { countryPicklists: true } },
];

/** Whom tests run as. */
const ADMIN = 'admin';

class Undone extends Error {}

/** @param sources instead of the Apex of the folder @param features besides notes */
export function createTestOrg(
  metadataDir: string,
  sources?: readonly Source[],
  features: Partial<Features> = {},
): ApexTestOrg {
  const clock = createClock({ mode: 'manual', start: Date.parse('2026-11-22T10:00:00Z') });
  const org = createOrg({
    clock,
    seed: 1,
    unkind: false,
    folders: [metadataDir],
    orgId: undefined,
    features: { ...NO_FEATURES, notes: true, ...features },
    accessToken: undefined,
    auth: { kind: 'static' },
  });
  giveProfile(org, actorUserId(org, ADMIN), ADMIN_PROFILE);
  const executed = executeApexIn({
    org,
    people: peopleOfTests(org, org.permissionSets),
    metadataDir,
    ...(sources ? { sources } : {}),
    send: () => Promise.resolve('No callouts from tests'),
  });
  return { ...executed, org, host: hostOf(org, executed) };
}

/** What a test saved is undone; the class's set-up lies below its tests. */
function hostOf(org: Org, { platform }: Executed): TestHost {
  return {
    isolated<T>(_run: unknown, work: () => T): T {
      let result: { value: T } | undefined;
      const inside = (): never => {
        const test = { mock: null, phase: 'before' as const };
        const value = platform.inState(newState({ test }), work);
        result = { value };
        throw new Undone();
      };
      try {
        if (org.transaction) savepoint(org.transaction, inside);
        else inTransaction(org, { actor: ADMIN }, inside);
      } catch (error) {
        if (!(error instanceof Undone) || !result) throw error;
      }
      if (!result) throw new Error('A test ended without a result');
      return result.value;
    },
  };
}
