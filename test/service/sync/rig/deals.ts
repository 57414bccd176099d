/**
 * Deals as they stand before a test begins: shared by us, with Microsoft asked for help, or received from Microsoft. Put
 * there as they would be found, so that a test runs only what it is about.
 */
import { mirrorMicrosoftHalf } from '../../../../service/src/domain/microsoft-half.ts';
import { differing, mirrorReferral } from '../../../../service/src/domain/mirror.ts';
import { readReferral } from '../../../../service/src/domain/partner-center-lens.ts';
import { readRecord } from '../../../../service/src/domain/salesforce-lens.ts';
import type {
  JsonObject,
  RecordSnapshot,
  ReferralDocument,
} from '../../../../service/src/domain/values.ts';
import { mappingOfRecord } from '../../../../service/src/sync/visit.ts';
import { inboundFixture, microsoftFixture, referralFixture } from '../../domain/fixtures.ts';
import { DEAL, dealRecord, leadRecord } from './records.ts';
import { createRig, DAY, START, type Rig, type RigOptions } from './rig.ts';

export const INBOUND = inboundFixture().id;
export const RECEIVED = '006Dn000009000INB9';
export const RECEIVED_LEAD = '00QDn000009000INB9';

export const HELP: JsonObject = {
  How_can_Microsoft_help__c: 'Proof of concept or demo',
  Referral_Visibility__c: 'Visible to Microsoft',
};

/** A deal of Microsoft's that waits in Partner Center. */
export const inbound = (values: JsonObject = {}): ReferralDocument =>
  ({ ...inboundFixture(), ...values }) as ReferralDocument;

export type Shared = Rig & { referralId: string };

/** Shared and settled. */
export async function sharedDeal(fields: JsonObject = {}, options?: RigOptions): Promise<Shared> {
  const rig = await createRig(options);
  const record = dealRecord(fields);
  const shown = readRecord(record, mappingOf(rig, record), rig.salesforce.org.profile, false);
  const fixture = referralFixture();
  const referral = rig.partnerCenter.add({
    ...fixture,
    id: 'aaaaaaaa-0000-4000-8000-000000000001',
    externalReferenceId: DEAL,
    type: shown.help ? 'Shared' : 'Independent',
    consent: {
      ...(fixture['consent'] as JsonObject),
      consentToShareReferralWithMicrosoftSellers: shown.visibility === true,
    },
    details: {
      ...(fixture['details'] as JsonObject),
      ...{ dealValue: shown.dealValue, notes: shown.notes },
    },
  } as ReferralDocument);
  await put(rig, record, { referral });
  return { ...rig, referralId: referral.id };
}

/** Shared, with Microsoft asked for help: its half waits for an answer. */
export async function invitedDeal(fields: JsonObject = {}, options?: RigOptions) {
  const rig = await createRig(options);
  const fixture = referralFixture();
  const referral = rig.partnerCenter.add({
    ...fixture,
    id: 'aaaaaaaa-0000-4000-8000-000000000001',
  });
  const microsoft = rig.partnerCenter.add({
    ...microsoftFixture(),
    engagementId: referral.engagementId,
    expirationDateTime: new Date(START + 14 * DAY).toISOString(),
  });
  await put(rig, dealRecord({ ...HELP, ...fields }), { referral, microsoft });
  return { ...rig, referralId: referral.id, microsoftId: microsoft.id };
}

/** Received, and waiting for the seller's answer; of a qualified lead the Lead it became. */
export async function receivedDeal(values: JsonObject = {}, options?: RigOptions) {
  const rig = await createRig(options);
  const referral = rig.partnerCenter.add(inbound(values));
  const isLead = referral['type'] === 'Independent';
  const accepted = referral.status === 'Active';
  const record = isLead
    ? leadRecord({}, { id: RECEIVED_LEAD })
    : dealRecord(
        {
          StageName: accepted ? 'Qualification' : 'Microsoft Review',
          Referral_Visibility__c: 'Visible to Microsoft',
        },
        {
          id: RECEIVED,
          solutions: [
            {
              ...{ id: 'SOL-40718-TWP', name: 'Tidewater Planner' },
              ...{ quantity: null, price: null, currency: null },
            },
          ],
        },
      );
  await put(rig, record, { referral });
  return { ...rig, recordId: record.id };
}

type Sides = { referral: ReferralDocument; microsoft?: ReferralDocument };

function mappingOf(rig: Rig, record: RecordSnapshot) {
  return mappingOfRecord(rig.salesforce.org.profile, record);
}

/** A pair of these sides that nothing is left to say about. */
async function put(rig: Rig, record: RecordSnapshot, { referral, microsoft }: Sides) {
  const { profile } = rig.salesforce.org;
  const mapping = mappingOf(rig, record);
  const told = {
    ...mirrorReferral(referral),
    ...mirrorMicrosoftHalf(microsoft ?? null, referral, mapping),
    Co_Sell_Sync_Status__c: 'Synced',
  };
  Object.assign(record.fields, differing(record, told));
  rig.salesforce.add(record);
  const { recordId } = { recordId: record.id };
  await rig.store.ring({ id: { recordId }, cause: 'person' });
  const [claim] = await rig.store.claim({ limit: 1, leaseMs: 60_000 });
  if (!claim) throw new Error('nothing is due');
  const isInbound = referral['direction'] === 'Incoming';
  await rig.store.settle(
    claim,
    {
      state: 'open',
      referralId: referral.id,
      engagementId: referral.engagementId,
      base: {
        partnerCenter: readReferral(referral),
        salesforce: readRecord(record, mapping, profile, isInbound),
      },
      versions: {
        partnerCenter: referral.updatedDateTime,
        salesforce: rig.salesforce.get(recordId).version,
        token: null,
        ...(microsoft ? { microsoft: microsoft.updatedDateTime } : {}),
      },
    },
    { nextLookAt: rig.clock.now() + DAY, notBefore: 0 },
  );
}
