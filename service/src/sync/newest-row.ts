import type { ReferralDocument } from '../domain/values.ts';
import type { Visit } from './visit.ts';

/** The row of a referral on the first page of the newest ones: one that cannot be read by its id may still be there. */
export async function newestRow(
  visit: Visit,
  referralId: string,
): Promise<ReferralDocument | undefined> {
  for await (const page of visit.outside.partnerCenter.listNewest(
    'updatedDateTime',
    visit.signal,
  )) {
    return page.find((row) => row.id === referralId);
  }
  return undefined;
}
