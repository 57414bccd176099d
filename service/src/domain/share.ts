/** The bodies that create our referral and invite Microsoft to it. */
import { solutionsOf } from './canonical.ts';
import type { OrgProfile } from './org.ts';
import { isComplete, kindOf, ownerOf } from './preflight.ts';
import { readReferral, valueAt } from './partner-center-lens.ts';
import type {
  Json,
  JsonObject,
  Member,
  RecordSnapshot,
  ReferralDocument,
  Shown,
} from './values.ts';

/** Body of `POST /referrals` for a record that passed the preflight; `externalReferenceId` is the record's id. */
export function shareBody(record: RecordSnapshot, shown: Shown, profile: OrgProfile): JsonObject {
  const kind = kindOf(record, shown);
  const solutions = solutionsOf(shown);
  const location = shown.partnerLocation ?? profile.settings.partnerLocation;
  return {
    name: shown.dealName ?? null,
    externalReferenceId: record.id,
    qualification: 'SalesQualified',
    type: kind === 'co-sell' ? 'Shared' : 'Independent',
    ...(location ? { mpnId: location } : {}),
    customerProfile: customerProfile(record, shown),
    consent: {
      consentToToShareInfoWithOthers: true,
      consentToContact: true,
      consentToShareReferralWithMicrosoftSellers: kind !== 'private',
    },
    details: {
      notes: shown.notes ?? null,
      dealValue: shown.dealValue ?? null,
      currency: shown.currency ?? null,
      closingDateTime: `${String(shown.closingDate)}T00:00:00Z`,
      requirements: {
        solutions: solutions.map(({ id, name, quantity, price, currency }) => ({
          id,
          name,
          type: 'Name',
          quantity,
          price,
          currency,
        })),
        additionalRequirements: { iot: {}, attributes: attributes(shown) },
      },
    },
    team: [member(ownerOf(record))],
    target: kind === 'co-sell' ? targets(solutions[0]?.id) : [],
    ...(kind === 'co-sell' ? { inviteContext: inviteContext(shown) } : {}),
  };
}

/** Body of the second referral of the engagement, the one that asks Microsoft for help. */
export function inviteBody(
  record: RecordSnapshot,
  shown: Shown,
  referral: ReferralDocument,
): JsonObject {
  return {
    name: referral['name'] ?? shown.dealName ?? null,
    engagementId: referral.engagementId,
    qualification: 'SalesQualified',
    type: 'Shared',
    target: [{ type: 'BusinessProfileLocation', id: 'msft' }],
    customerProfile: customerProfile(record, shown),
    consent: {
      consentToToShareInfoWithOthers: true,
      consentToContact: true,
      consentToShareReferralWithMicrosoftSellers: true,
    },
    details: inviteDetails(shown, referral),
    team: [member(ownerOf(record))],
    inviteContext: inviteContext(shown),
  };
}

/** Of two states of a deal, the invitation carries what Partner Center shows already. */
function inviteDetails(shown: Shown, referral: ReferralDocument): JsonObject {
  const there = readReferral(referral);
  return {
    notes: there.notes ?? null,
    dealValue: there.dealValue ?? shown.dealValue ?? null,
    currency: there.currency ?? shown.currency ?? null,
    closingDateTime: `${String(there.closingDate ?? shown.closingDate)}T00:00:00Z`,
    requirements: {
      solutions: valueAt(referral, '/details/requirements/solutions') ?? [],
      additionalRequirements: { iot: {}, attributes: attributes(shown) },
    },
  };
}

function customerProfile(record: RecordSnapshot, shown: Shown): JsonObject {
  return {
    name: shown.customerName ?? null,
    address: {
      addressLine1: shown.customerStreet ?? null,
      addressLine2: null,
      city: shown.customerCity ?? null,
      state: shown.customerState ?? null,
      postalCode: shown.customerPostalCode ?? null,
      country:
        typeof shown.customerCountry === 'string' ? shown.customerCountry.toUpperCase() : null,
    },
    team: record.contacts.filter(isComplete).map(member),
  };
}

function inviteContext(shown: Shown): JsonObject {
  return { notes: shown.noteToMicrosoft ?? null, assistanceRequestCode: shown.help ?? 'Unknown' };
}

/** Where the newer "logical" properties live is inferred; only the marketplace intent is documented. */
function attributes(shown: Shown): Json[] {
  const rows: [string, Json | undefined][] = [
    ['CustomerMarketplaceIntent', shown.marketplaceIntent ?? 'HaveNotDecided'],
    ['PartnerRole', shown.partnerRole],
    ['SolutionArea', shown.solutionArea],
    ['SolutionPlay', shown.solutionPlay],
  ];
  return rows.flatMap(([type, id]) => (id ? [{ type, id }] : []));
}

function targets(solutionId: string | undefined): Json[] {
  return solutionId ? [{ type: 'SolutionProfile', id: solutionId }] : [];
}

function member({ firstName, lastName, phoneNumber, email }: Member): JsonObject {
  return { firstName, lastName, phoneNumber, email };
}
