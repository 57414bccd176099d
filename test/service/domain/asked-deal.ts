/** Deals with a question, and edits of Partner Center's details. */
import { expect } from 'vitest';
import type { JsonObject } from '../../../service/src/domain/values.ts';
import { sharedDeal } from './deals.ts';
import { mappingRow, orgProfile } from './org.ts';
import { stamped } from './partner-center-side.ts';
import { reconcile, saveRecord, type World } from './world.ts';

/** Both sides typed another amount, and the rule is to ask: 1 in Salesforce, 2 in Partner Center. */
export function askedDeal(): World {
  const world = sharedDeal({ profile: askProfile() });
  saveRecord(world, { set: { Amount: 1 } });
  setDealValue(world, 2);
  reconcile(world);
  expect(world.held.dealValue).toMatchObject({ reason: 'ask', salesforce: 1, partnerCenter: 2 });
  return world;
}

export function askProfile() {
  return orgProfile({}, [mappingRow('dealValue', 'Amount', { conflictRule: 'Ask' })]);
}

export function setDealValue(world: World, dealValue: number): void {
  setDetails(world, { dealValue });
}

export function setDetails(world: World, some: JsonObject): void {
  const details = { ...(world.referral['details'] as JsonObject), ...some };
  world.referral = stamped({ ...world.referral, details });
}
