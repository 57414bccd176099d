/** Histories that look odd and are right. */
import { expect, it } from 'vitest';
import { check } from '../checker.ts';
import { found, sharedDeal } from '../deals-for-tests.ts';
import type { Told } from '../deals-for-tests.ts';

export type Harmless = {
  title: string;
  /** A shared deal if not given. */
  begin?: () => Told;
  happens: (told: Told) => void;
};

export function doesNotAlarm(histories: Harmless[]): void {
  it.each(histories)('does not alarm: $title', ({ begin, happens }) => {
    const told = begin?.() ?? sharedDeal();
    const before = check(told.end()).counts;
    happens(told);
    const verdict = check(told.end());

    expect(found(verdict)).toEqual({});
    expect(verdict.counts.edits).toBeGreaterThan(0);
    // Something happened that the checker looked at.
    expect(verdict.counts).not.toEqual(before);
  });
}

/** `Co_Sell_Conflicts__c` with one question. */
export const tile = (field: string, salesforce: unknown, partnerCenter: unknown): string =>
  JSON.stringify([{ field, salesforce, partnerCenter, hash: '0123456789ab' }]);
