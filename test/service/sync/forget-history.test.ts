/** What is older than the org keeps goes once a day, and never otherwise. */
import { describe, expect, it } from 'vitest';
import type { Outside } from '../../../service/src/sync/outside.ts';
import type { Clock, Store } from '../../../service/src/sync/ports.ts';
import { DAY_MS, forgetHistory } from '../../../service/src/sync/forget-history.ts';
import { orgProfile } from '../domain/org.ts';

const NOW = Date.parse('2026-11-30T08:00:00.000Z');

function world(days: number | null, inOrg = 0) {
  const told: string[] = [];
  const clock = { now: () => NOW } as Clock;
  const store = {
    forgetAudit: async (ageMs: number) => {
      told.push(`store ${String(ageMs / DAY_MS)}`);
      return 1;
    },
  } as unknown as Store;
  const salesforce = {
    profile: async () => orgProfile({ auditRetentionDays: days }),
    forgetAudit: async (before: string) => {
      told.push(`org ${before}`);
      return inOrg-- > 0 ? 1 : 0;
    },
  };
  const outside = { salesforce } as unknown as Outside;
  const sweep = (cursor: string | null) => forgetHistory({ store, clock }, outside, cursor);
  return { told, sweep };
}

describe('the history', () => {
  it('is left alone the first day, and for the rest of a day', async () => {
    const { told, sweep } = world(365);
    expect(await sweep(null)).toBe('2026-11-30');
    expect(await sweep('2026-11-30')).toBe('2026-11-30');
    expect(told).toEqual([]);
  });

  it('loses what is older than the setting, first in the store and then in the org until nothing is left', async () => {
    const { told, sweep } = world(30, 1);
    expect(await sweep('2026-11-29')).toBe('2026-11-30');
    const before = 'org 2026-10-31T08:00:00.000Z';
    expect(told).toEqual(['store 30', before, before]);
  });

  it('is kept for ever without a number', async () => {
    const { told, sweep } = world(null);
    expect(await sweep('2026-11-29')).toBe('2026-11-30');
    expect(told).toEqual([]);
  });

  it('does not ask an org for ever', async () => {
    const { told, sweep } = world(30, 1_000);
    await sweep('2026-11-29');
    expect(told).toHaveLength(51);
  });
});
