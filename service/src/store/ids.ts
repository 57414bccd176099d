import type { Ring } from '../sync/ports.ts';

const RECORD_ID = /^[A-Za-z0-9]{18}$/;
const REFERRAL_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws TypeError unless it is an 18-character Salesforce id */
export function checkRecordId(id: string): string {
  if (RECORD_ID.test(id)) return id;
  throw new TypeError(
    `Expected a record id of 18 letters and digits, got ${shown(id)}. Turn 15-character ids into 18 before ringing.`,
  );
}

/** @throws TypeError unless it is a lower-case GUID */
export function checkReferralId(id: string): string {
  if (REFERRAL_ID.test(id)) return id;
  throw new TypeError(
    `Expected a referral id as a lower-case GUID, got ${shown(id)}. Lower-case it before ringing.`,
  );
}

/** @throws TypeError when the id, the token or the time of a ring is not what it should be */
export function checkRing(ring: Ring): void {
  if ('recordId' in ring.id) checkRecordId(ring.id.recordId);
  else checkReferralId(ring.id.referralId);
  if (ring.cause === 'token-sweep' && !ring.token) {
    throw new TypeError('A token-sweep rings with the change token it saw, got none.');
  }
  if (ring.notifiedAt !== undefined && Number.isNaN(Date.parse(ring.notifiedAt))) {
    throw new TypeError(`Expected notifiedAt as an ISO time, got ${shown(ring.notifiedAt)}.`);
  }
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 60) ?? typeof value;
}
