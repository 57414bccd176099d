/** Compares the audit trail with its chain, and the org's copy of it with the store's. */
import { HostFault, PairFault } from '../errors.ts';
import type { AuditFinding, AuditVerdict } from './bridge-port.ts';
import type {
  AuditDifference,
  ChainFinding,
  CheckedTrail,
  Clock,
  Salesforce,
  Store,
} from './ports.ts';

type VerifyDeps = {
  store: Pick<Store, 'auditedPairs' | 'checkTrail' | 'findPair'>;
  salesforce: Pick<Salesforce, 'auditDifferences'>;
  clock: Pick<Clock, 'now'>;
  /** Entries from before this moment (ms) may have been forgotten in the org already. */
  keptFrom: number;
};

/** The org waits fifteen seconds for an answer. */
const MOST_MS = 6_000;
const PAGE = 20;
/** A screen shows no more, and one that has so many needs no more to be believed. */
const MOST_FINDINGS = 200;

export async function verifyAudit(
  deps: VerifyDeps,
  { pairId, after }: { pairId?: string; after?: string },
): Promise<AuditVerdict> {
  const until = deps.clock.now() + MOST_MS;
  const verdict: AuditVerdict = emptyVerdict(after ?? null);
  for (;;) {
    const page = pairId === undefined ? await nextPage(deps, verdict.next) : [pairId];
    await checkPage(deps, page, verdict);
    verdict.next = page.length < PAGE ? null : (page.at(-1) ?? null);
    const isEnough = verdict.findings.length >= MOST_FINDINGS || deps.clock.now() >= until;
    if (verdict.next === null || isEnough) return verdict;
  }
}

function emptyVerdict(next: string | null): AuditVerdict {
  return { pairs: 0, entries: 0, findings: [], isOrgChecked: true, next };
}

const nextPage = ({ store }: VerifyDeps, after: string | null): Promise<string[]> =>
  store.auditedPairs({ limit: PAGE, ...(after === null ? {} : { after }) });

async function checkPage(deps: VerifyDeps, page: string[], verdict: AuditVerdict): Promise<void> {
  const trails = new Map<string, CheckedTrail>();
  for (const id of page) trails.set(id, await deps.store.checkTrail(id));
  const differences = await orgDifferences(deps, [...trails.values()]);
  verdict.isOrgChecked &&= differences !== undefined;
  for (const [pairId, trail] of trails) {
    verdict.pairs += 1;
    verdict.entries += trail.entries;
    const own = new Set(trail.delivered.map(({ entryKey }) => entryKey));
    const found = [
      ...trail.findings.map(inStore),
      ...(differences ?? []).filter(({ entryKey }) => own.has(entryKey)).map(inOrg),
    ];
    if (found.length === 0) continue;
    const recordId = (await deps.store.findPair(pairId))?.recordId ?? null;
    verdict.findings.push(...found.map((one) => ({ pairId, recordId, ...one })));
  }
}

/** Undefined when the org cannot be asked: the store's own trail is checked all the same. */
async function orgDifferences(
  { salesforce, keptFrom }: VerifyDeps,
  trails: CheckedTrail[],
): Promise<AuditDifference[] | undefined> {
  const entries = trails.flatMap(({ delivered }) =>
    delivered.filter(({ occurred }) => Date.parse(occurred) >= keptFrom),
  );
  if (entries.length === 0) return [];
  try {
    return await salesforce.auditDifferences(entries);
  } catch (error) {
    if (error instanceof HostFault || error instanceof PairFault) return undefined;
    throw error;
  }
}

type Found = Omit<AuditFinding, 'pairId' | 'recordId'>;

const IN_STORE = {
  changed: 'An entry in the store of the bridge is not as the bridge wrote it.',
  inserted: 'The store of the bridge has an entry that the bridge did not write.',
} as const;

function inStore(finding: ChainFinding): Found {
  const { kind, entryKey } = finding;
  const message =
    finding.kind === 'removed'
      ? `Entries are missing in the store of the bridge: ${finding.missing}.`
      : IN_STORE[finding.kind];
  return { where: 'store', kind, entryKey, fields: [], message };
}

function inOrg(difference: AuditDifference): Found {
  const { entryKey } = difference;
  if (difference.kind === 'missing') {
    const message = 'An entry was deleted in Salesforce.';
    return { where: 'org', kind: 'removed', entryKey, fields: [], message };
  }
  const { fields } = difference;
  const message = `An entry in Salesforce is not as the bridge wrote it: ${fields.join(', ')}.`;
  return { where: 'org', kind: 'changed', entryKey, fields, message };
}
