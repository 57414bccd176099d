import type { Judgement } from '../judgement.ts';
import { DOMAIN_DEALS } from './domain-deals.ts';
import { DOMAIN_MAPPING } from './domain-mapping.ts';
import { DOMAIN_PLANS } from './domain-plans.ts';
import { DOMAIN } from './domain.ts';
import { SYNC_RECORDS } from './sync-records.ts';
import { SYNC_VISITS } from './sync-visits.ts';
import { SYNC_WORK } from './sync-work.ts';
import { SYNC_WRITES } from './sync-writes.ts';
import { SYNC } from './sync.ts';

/** Each survivor needs one, and each of these a survivor. */
export const JUDGED: readonly Judgement[] = [
  ...DOMAIN_DEALS,
  ...DOMAIN_MAPPING,
  ...DOMAIN_PLANS,
  ...DOMAIN,
  ...SYNC_RECORDS,
  ...SYNC_VISITS,
  ...SYNC_WORK,
  ...SYNC_WRITES,
  ...SYNC,
];
