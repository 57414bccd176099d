/** Deals of the hostile org, and what is asked of its refusals in every test. */
import { expect } from 'vitest';
import { DEAL, SHARED, type OrgUnderTest } from '../org-under-test.ts';
import type { Refusal } from '../store/refusals.ts';

export const REGION = { Sales_Region__c: 'North' };
export const HOSTILE_DEAL = { ...DEAL, ...REGION };
export const HOSTILE_SHARED = { ...SHARED, ...REGION };
export const TOKEN = 'Co_Sell_Change_Token__c';

/** What our package refused; it never does here. */
export const refusedByUs = (org: OrgUnderTest): Refusal[] =>
  org.refusals().filter(({ by }) => by === 'package');

/** The refusal that came last. @throws AssertionError when it was ours */
export function lastRefusal(org: OrgUnderTest): Refusal | undefined {
  expect(refusedByUs(org)).toEqual([]);
  return org.refusals().at(-1);
}
