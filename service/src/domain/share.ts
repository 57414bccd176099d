/** The bodies that create our referral and invite Microsoft to it. */
import { joinNotes } from './attached-notes.ts';
import { attributesOf } from './attributes.ts';
import { isSolutionField, solutionFields, solutionsOf } from './canonical.ts';
import { valueAt } from './json.ts';
import { locationOf } from './location.ts';
import { isComplete, ownerOf, teamOf } from './members.ts';
import type { OrgProfile } from './org.ts';
import { isPersonField, wireMember } from './people.ts';
import { readReferral, SOLUTIONS_PATH } from './partner-center-lens.ts';
import { kindOf } from './preflight.ts';
import type { Json, JsonObject, RecordSnapshot, ReferralDocument, Shown } from './values.ts';

/** Body of `POST /referrals` for a record that passed the preflight; `externalReferenceId` is the record's id. */
export function shareBody(record: RecordSnapshot, shown: Shown, profile: OrgProfile): JsonObject {
  const kind = kindOf(record, shown);
  const solutions = solutionsOf(shown);
  const location = locationOf(shown, profile.settings);
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
      notes: joinNotes(shown.notes, shown.attachedNotes),
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
          currency: currency?.toUpperCase() ?? null,
        })),
        additionalRequirements: { iot: {}, attributes: attributesOf(shown) },
      },
    },
    team: teamOf(record).map(wireMember),
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
  const told = invitationShown(shown, referral);
  return {
    name: told.dealName ?? null,
    engagementId: referral.engagementId,
    qualification: 'SalesQualified',
    type: 'Shared',
    target: [{ type: 'BusinessProfileLocation', id: 'msft' }],
    customerProfile: customerProfile(record, told),
    consent: {
      consentToToShareInfoWithOthers: true,
      consentToContact: true,
      consentToShareReferralWithMicrosoftSellers: true,
    },
    details: {
      notes: joinNotes(told.notes, told.attachedNotes),
      dealValue: told.dealValue ?? null,
      currency: told.currency ?? null,
      closingDateTime: `${String(told.closingDate)}T00:00:00Z`,
      requirements: {
        solutions: valueAt(referral, SOLUTIONS_PATH) ?? [],
        additionalRequirements: { iot: {}, attributes: attributesOf(told) },
      },
    },
    team: [wireMember(ownerOf(record))],
    inviteContext: inviteContext(told),
  };
}

/** What an invitation says of the deal: of two states, the one that Partner Center shows already. */
export function invitationShown(shown: Shown, referral: ReferralDocument): Shown {
  const there = readReferral(referral);
  const ours = Object.entries(shown).filter(([field]) => !isSolutionField(field));
  const name = referral['name'];
  return {
    ...Object.fromEntries(ours),
    ...solutionFields(solutionsOf(there)),
    dealName: name ?? shown.dealName ?? null,
    notes: there.notes ?? null,
    attachedNotes: there.attachedNotes ?? null,
    dealValue: there.dealValue ?? shown.dealValue ?? null,
    currency: there.currency ?? shown.currency ?? null,
    closingDate: there.closingDate ?? shown.closingDate ?? null,
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
    team: record.contacts.filter(isComplete).map(wireMember),
  };
}

function inviteContext(shown: Shown): JsonObject {
  return { notes: shown.noteToMicrosoft ?? null, assistanceRequestCode: shown.help ?? 'Unknown' };
}

function targets(solutionId: string | undefined): Json[] {
  return solutionId ? [{ type: 'SolutionProfile', id: solutionId }] : [];
}

/** What the record showed of what was really sent: nobody who was left out counts as told. */
export function sourceOf(shown: Shown, sent: Shown): Shown {
  const names = Object.keys(shown) as (keyof Shown)[];
  return Object.fromEntries(
    names
      .filter((name) => !isPersonField(name) || sent[name] !== undefined)
      .map((name) => [name, shown[name]]),
  );
}
