/** Deals that begin in Partner Center: sent by Microsoft (or another partner), or made in the portal. */
import { nextYearOf } from '../kit/days.ts';
import { invalid } from './api-error.ts';
import { instant } from './binding.ts';
import { microsoftReferral, ownReferral } from './create.ts';
import { fullMember, member, readCreateBody } from './create-body.ts';
import type { CreateBody, SentMember } from './create-body.ts';
import { newReferral } from './new-referral.ts';
import { MICROSOFT } from './referral.ts';
import type { Referral } from './referral.ts';
import { asksForHelp, missingIn } from './required.ts';
import { SOLUTIONS } from './solutions.ts';
import { expiryOf } from './stamps.ts';
import type { World } from './world.ts';

/**
 * Any part of a create's body, put over a complete deal; arrays replace. `substatus` may be Received. `microsoftSeller`:
 * Microsoft works on a referral of its own in the engagement already, with this person on it; inferred, not documented.
 */
export type InboundDeal = CreateBody & {
  expirationDateTime?: string;
  microsoftSeller?: SentMember;
};

const SOLUTION = { ...SOLUTIONS[0], type: 'Name' };
const CONTACT = {
  firstName: 'Sue',
  lastName: 'Smith',
  phoneNumber: '1234567890',
  email: 'sue.smith@fabrikam.example',
};

const DEAL: CreateBody = {
  qualification: 'SalesQualified',
  type: 'Shared',
  target: [{ type: 'SolutionProfile', id: SOLUTION.id }],
  customerProfile: {
    name: 'Fabrikam Customer Inc',
    size: '10to50employees',
    address: {
      addressLine1: 'One Microsoft Way',
      addressLine2: '',
      city: 'Redmond',
      state: 'WA',
      postalCode: '98052',
      country: 'US',
    },
    team: [CONTACT],
  },
  consent: {
    consentToToShareInfoWithOthers: true,
    consentToContact: true,
    consentToShareReferralWithMicrosoftSellers: true,
  },
  details: {
    notes: 'Customer wants a pilot.',
    dealValue: 50_000,
    currency: 'USD',
    requirements: {
      solutions: [SOLUTION],
      additionalRequirements: {
        attributes: [{ id: 'HaveNotDecided', type: 'CustomerMarketplaceIntent' }],
      },
    },
  },
  team: [
    {
      firstName: 'John',
      lastName: 'Doe',
      phoneNumber: '1231231234',
      email: 'john.doe@contoso.example',
    },
  ],
};

const dealOf = ({ clock }: World): CreateBody => ({
  ...DEAL,
  details: { ...DEAL.details, closingDateTime: `${nextYearOf(clock.now())}-06-29T00:00:00Z` },
});

/** A deal sent to us: New/Pending, Incoming, without a name, expiring in 14 days. @throws ApiError 400 */
export function createInbound(world: World, partial: unknown): Referral {
  const { expirationDateTime, microsoftSeller, ...rest } = (partial ?? {}) as InboundDeal;
  const sent = readCreateBody(merged(dealOf(world), rest));
  const substatus = sent.substatus ?? 'Pending';
  const problems: string[] = [];
  if (expirationDateTime !== undefined) instant(expirationDateTime, 'expirationDateTime', problems);
  const seller = microsoftSeller && member(microsoftSeller, 'microsoftSeller', problems);
  if ((sent.status ?? 'New') !== 'New' || (substatus !== 'Pending' && substatus !== 'Received')) {
    problems.push('An inbound deal begins as New with substatus Pending or Received.');
  }
  if (problems.length > 0) throw invalid(problems);
  const { organizationId, organizationName, mpnId } = world.organization;
  const sender = sent.inviteContext?.invitedBy;
  const referral = newReferral(
    sent,
    {
      organizationId,
      organizationName,
      engagementId: sent.engagementId ?? world.stamps.guid(),
      status: 'New',
      substatus,
      direction: 'Incoming',
      mpnId: sent.mpnId ?? mpnId,
      expirationDateTime: expirationDateTime ?? expiryOf(world.clock.now()),
      invitedBy: { ...MICROSOFT, ...sender, mpnId },
    },
    world.stamps,
  );
  if (seller)
    world.ledger.commit('microsoft', workedOn(world, sent, referral, seller as SentMember));
  return world.ledger.commit('microsoft', referral);
}

function workedOn(world: World, sent: CreateBody, own: Referral, seller: SentMember): Referral {
  const theirs = microsoftReferral(world, sent, own.engagementId);
  theirs.details.notes = null;
  return {
    ...theirs,
    status: 'Active',
    substatus: 'Accepted',
    acceptedDateTime: world.stamps.time(),
    expirationDateTime: null,
    inviteContext: { ...theirs.inviteContext, invitedBy: { ...MICROSOFT } },
    team: [fullMember(seller)],
  };
}

/** A deal the partner made in the portal; with an assistance code Microsoft is invited at once. @throws ApiError 400 */
export function createInPortal(world: World, partial: unknown): Referral {
  const sent = readCreateBody(
    merged({ ...dealOf(world), name: 'Contoso ERP rollout' }, partial ?? {}),
  );
  const problems = missingIn(sent, { ...world.switches, enforceRequired: true }, world.clock.now());
  if (problems.length > 0) throw invalid(problems);
  const referral = world.ledger.commit('partner-portal', ownReferral(world, sent));
  if (asksForHelp(sent)) {
    world.ledger.commit('partner-portal', microsoftReferral(world, sent, referral.engagementId));
  }
  return referral;
}

function merged(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over === undefined ? base : over;
  const names = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      Object.hasOwn(over, name) ? merged(base[name], over[name]) : base[name],
    ]),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
