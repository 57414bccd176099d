/** The trail against its chain, and the org's copy against the trail. */
import { describe, expect, it } from 'vitest';
import { auditEntry } from '../../../service/src/domain/audit.ts';
import type { AuditEntry } from '../../../service/src/domain/values.ts';
import type { AuditDifference, ChainFinding } from '../../../service/src/sync/ports.ts';
import { verifyAudit } from '../../../service/src/sync/verify-audit.ts';
import { sharedDeal } from './rig/deals.ts';
import { away, refusal } from './rig/faults.ts';
import { DEAL } from './rig/records.ts';

const entry = (n: number, occurred = '2026-03-01T00:00:00.000Z'): AuditEntry =>
  auditEntry(
    { pairId: 'p', rung: n, now: occurred, correlationId: 'c' },
    { action: 'sent', side: 'partnerCenter', after: n },
  );

type Trail = { findings?: ChainFinding[]; delivered?: AuditEntry[] };

function world(trails: Record<string, Trail>, differences: AuditDifference[] = []) {
  const asked: AuditEntry[][] = [];
  const org = { fault: undefined as Error | undefined };
  let now = 0;
  const deps = {
    store: {
      auditedPairs: async ({ after = '', limit }: { after?: string; limit: number }) =>
        Object.keys(trails)
          .toSorted()
          .filter((id) => id > after)
          .slice(0, limit),
      checkTrail: async (id: string) => ({
        ...{ entries: 2, findings: [], delivered: [] },
        ...trails[id],
      }),
      findPair: async (id: string) => (id === 'gone' ? undefined : { recordId: `record of ${id}` }),
    },
    salesforce: {
      auditDifferences: async (entries: readonly AuditEntry[]) => {
        asked.push([...entries]);
        if (org.fault) throw org.fault;
        return differences;
      },
    },
    clock: { now: () => now },
    keptFrom: 0,
  };
  return {
    ...{ asked, org, deps: deps as never as Parameters<typeof verifyAudit>[0] },
    /** Every check of a trail takes so long. */
    slow: (ms: number) => {
      const { checkTrail } = deps.store;
      deps.store.checkTrail = async (id) => ((now += ms), checkTrail(id));
    },
  };
}

const many = (count: number, trail: Trail = {}) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`p${String(n).padStart(4, '0')}`, trail]),
  );

describe('a check of all trails', () => {
  it('finds nothing where nothing is wrong, page by page to the end', async () => {
    const { deps, asked } = world(many(45));
    expect(await verifyAudit(deps, {})).toEqual({
      ...{ pairs: 45, entries: 90, findings: [], isOrgChecked: true, next: null },
    });
    expect(asked).toEqual([]);
  });

  it('goes on where it ended', async () => {
    const { deps } = world(many(45));
    expect(await verifyAudit(deps, { after: 'p0039' })).toMatchObject({ pairs: 5, next: null });
  });

  it('ends after some seconds and says where to go on', async () => {
    const { deps, slow } = world(many(45));
    slow(300);
    expect(await verifyAudit(deps, {})).toMatchObject({ pairs: 20, next: 'p0019' });
    const other = world(many(45));
    other.slow(299);
    expect(await verifyAudit(other.deps, {})).toMatchObject({ pairs: 40, next: 'p0039' });
  });

  it('ends with more findings than a screen shows', async () => {
    const finding: ChainFinding = { kind: 'changed', entryKey: 'k' };
    const { deps } = world(many(45, { findings: Array.from({ length: 5 }, () => finding) }));
    const verdict = await verifyAudit(deps, {});
    expect(verdict).toMatchObject({ pairs: 40, next: 'p0039' });
    expect(verdict.findings).toHaveLength(200);
  });

  it('of a last page that is full looks once more', async () => {
    const { deps } = world(many(20));
    expect(await verifyAudit(deps, {})).toMatchObject({ pairs: 20, next: null });
  });
});

describe('a check of one pair', () => {
  it('looks at that one alone', async () => {
    const { deps } = world(many(45));
    expect(await verifyAudit(deps, { pairId: 'p0007' })).toMatchObject({ pairs: 1, next: null });
  });

  it('says of each finding what, where, and of which record', async () => {
    const findings: ChainFinding[] = [
      { kind: 'changed', entryKey: 'a' },
      { kind: 'inserted', entryKey: 'b' },
      { kind: 'removed', entryKey: null, missing: 3 },
    ];
    const { deps } = world({ p: { findings } });
    const common = { pairId: 'p', recordId: 'record of p', where: 'store', fields: [] };
    expect((await verifyAudit(deps, { pairId: 'p' })).findings).toEqual([
      {
        ...{ ...common, kind: 'changed', entryKey: 'a' },
        message: 'An entry in the store of the bridge is not as the bridge wrote it.',
      },
      {
        ...{ ...common, kind: 'inserted', entryKey: 'b' },
        message: 'The store of the bridge has an entry that the bridge did not write.',
      },
      {
        ...{ ...common, kind: 'removed', entryKey: null },
        message: 'Entries are missing in the store of the bridge: 3.',
      },
    ]);
  });

  it('of one that is gone names no record', async () => {
    const { deps } = world({ gone: { findings: [{ kind: 'changed', entryKey: 'a' }] } });
    expect((await verifyAudit(deps, { pairId: 'gone' })).findings).toEqual([
      expect.objectContaining({ pairId: 'gone', recordId: null }),
    ]);
  });
});

describe('the org’s copy', () => {
  const [one, two] = [entry(1), entry(2)];

  it('is compared entry by entry, each finding with its pair', async () => {
    const { deps, asked } = world({ a: { delivered: [one] }, b: { delivered: [two] } }, [
      { kind: 'missing', entryKey: one.entryKey },
      { kind: 'differs', entryKey: two.entryKey, fields: ['after', 'actor'] },
    ]);
    const { findings } = await verifyAudit(deps, {});
    expect(asked).toEqual([[one, two]]);
    expect(findings).toEqual([
      {
        ...{ pairId: 'a', recordId: 'record of a', where: 'org', kind: 'removed', fields: [] },
        ...{ entryKey: one.entryKey, message: 'An entry was deleted in Salesforce.' },
      },
      {
        ...{ pairId: 'b', recordId: 'record of b', where: 'org', kind: 'changed' },
        ...{ entryKey: two.entryKey, fields: ['after', 'actor'] },
        message: 'An entry in Salesforce is not as the bridge wrote it: after, actor.',
      },
    ]);
  });

  it('is not asked for what it may have forgotten', async () => {
    const old = entry(3, '2026-02-28T23:59:59.999Z');
    const { deps, asked } = world({ a: { delivered: [old, one] }, b: { delivered: [] } });
    await verifyAudit({ ...deps, keptFrom: Date.parse('2026-03-01T00:00:00.000Z') }, {});
    expect(asked).toEqual([[one]]);
  });

  it.each([away('salesforce'), refusal('salesforce')])(
    'that cannot be read leaves the store’s own check: %s',
    async (fault) => {
      const { deps, org } = world({
        a: { delivered: [one], findings: [{ kind: 'changed', entryKey: 'k' }] },
      });
      org.fault = fault;
      const verdict = await verifyAudit(deps, {});
      expect(verdict.isOrgChecked).toBe(false);
      expect(verdict.findings).toHaveLength(1);
    },
  );

  it('stays unchecked when only a later page could be compared', async () => {
    const { deps, org } = world({ ...many(20, { delivered: [one] }), z: {} });
    org.fault = away('salesforce');
    expect(await verifyAudit(deps, {})).toMatchObject({ pairs: 21, isOrgChecked: false });
  });

  it('that fails in a way nobody knows is told as that', async () => {
    const { deps, org } = world({ a: { delivered: [one] } });
    org.fault = new TypeError('odd');
    await expect(verifyAudit(deps, {})).rejects.toThrow('odd');
  });
});

it('of a deal that was synced, everything is as it was written', async () => {
  const rig = await sharedDeal();
  rig.salesforce.edit(DEAL, { Amount: 60_000 });
  await rig.rungAndSettled(DEAL);
  const deps = { ...rig.deps, keptFrom: 0 };
  expect(await verifyAudit(deps, {})).toMatchObject({
    ...{ pairs: 1, entries: 1, findings: [], isOrgChecked: true },
  });
  rig.salesforce.trail.clear();
  expect((await verifyAudit(deps, {})).findings).toHaveLength(1);
});
