/** Salesforce as the use cases need it, for one org. */
import type { Correlation } from '../sync/correlation-port.ts';
import type { Observe } from '../sync/metrics-port.ts';
import type { Clock, Salesforce, Timings } from '../sync/ports.ts';
import { createAuditEntries } from './audit-entries.ts';
import { createChanges } from './changes.ts';
import { readFieldFacts } from './field-facts.ts';
import { createKept } from './kept.ts';
import { isOutage, readProfile } from './org-profile.ts';
import { createRecords } from './records.ts';
import { createRest } from './rest.ts';
import { createSchema } from './schema.ts';
import { createSweeps } from './sweeps.ts';

/** The part of a pino logger this client writes to. */
export type ClientLog = { warn(details: object, message: string): void };

export type SalesforceClientOptions = {
  /** `https://….my.salesforce.com`; the token goes to this host and to no other. */
  instanceUrl: string;
  /** `65.0`; another version may change what queries and Apex mean. */
  apiVersion: string;
  /** The token of the integration user; `renew` when the last one was refused. @throws HostFault */
  accessToken: (options?: { renew?: boolean }) => Promise<string>;
  timings: Pick<Timings, 'requestTimeoutMs' | 'profileMs'>;
  clock: Clock;
  log?: ClientLog;
  correlation?: Correlation;
  observe?: Observe;
};

/** Fields come and go rarely; a query that meets a missing one asks again at once. */
const SCHEMA_AGE = 10;

/**
 * Reads and changes asked for in one tick share a call. A caller whose signal aborts gets the signal's reason, also
 * while its change is under way: whether that was written is then not known.
 */
export function createSalesforceClient(options: SalesforceClientOptions): Salesforce {
  const { clock, timings, log, correlation } = options;
  const rest = createRest({ ...options, requestTimeoutMs: timings.requestTimeoutMs });
  const schema = createSchema(rest, clock, timings.profileMs * SCHEMA_AGE);
  const logOnce = createLogOnce(log);

  const profile = createKept({
    load: () => readProfile(rest, clock.now()),
    keepMs: timings.profileMs,
    clock,
    mayStandIn(failure) {
      if (!isOutage(failure)) return false;
      log?.warn(
        { code: failure.code },
        'The org profile could not be refreshed; the last one stays',
      );
      return true;
    },
  });
  const records = createRecords({
    rest,
    schema,
    profile,
    now: () => clock.now(),
    correlation,
    onLeftOut({ absent, refused }) {
      if (absent.length > 0)
        logOnce({ fields: absent }, 'Fields this org does not show are left out');
      if (refused.length > 0)
        logOnce({ fields: refused }, 'Mapped fields that are no field path are left out');
    },
  });
  const sweeps = createSweeps({
    rest,
    clock,
    hasLeads: async () => (await profile()).settings.leads,
    onNotSwept: (part, code) => logOnce({ part, code }, 'Part of the sweep is refused by the org'),
  });

  const auditEntries = createAuditEntries(rest);

  return {
    profile: (signal) => raced(profile(), signal),
    describeFields: (object, paths) => readFieldFacts(rest, object, paths),
    read: records.read,
    findByReferral: records.findByReferral,
    findConverted: records.findConverted,
    change: createChanges({ rest, schema, correlation }).change,
    auditDifferences: auditEntries.differences,
    auditActor: auditEntries.actor,
    forgetAudit: auditEntries.forget,
    sweepTokens: sweeps.sweepTokens,
    sweepModified: sweeps.sweepModified,
    dailyShareUsed: rest.dailyShareUsed,
    readDailyShare: rest.readDailyShare,
  };
}

/** A load that others share goes on when one caller stops waiting. */
async function raced<Value>(load: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return load;
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason as Error);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([load, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function createLogOnce(log: ClientLog | undefined) {
  const said = new Set<string>();
  return (details: object, message: string) => {
    const key = message + JSON.stringify(details);
    if (said.has(key)) return;
    said.add(key);
    log?.warn(details, message);
  };
}
