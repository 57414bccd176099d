/** Creating referrals: ours, and Microsoft's by inviting it into an engagement of ours. */
import { conflict, invalid } from './api-error.ts';
import { readCreateBody } from './create-body.ts';
import type { CreateBody } from './create-body.ts';
import type { Actor } from './ledger.ts';
import { newReferral } from './new-referral.ts';
import { isMicrosofts, MICROSOFT } from './referral.ts';
import type { Referral } from './referral.ts';
import { asksForHelp, missingIn } from './required.ts';
import { expiryOf } from './stamps.ts';
import type { World } from './world.ts';

/** Carries out a POST. @throws ApiError 400 with one sentence per problem; 409 when Microsoft is invited already */
export function createReferral(world: World, body: unknown, actor: Actor = 'bridge'): Referral {
  const sent = readCreateBody(body);
  const problems = [
    ...missingIn(sent, world.switches, world.clock.now()),
    ...targetProblems(sent, world.switches.enforceRequired),
  ];
  if (problems.length > 0) throw invalid(problems);
  if (invitesMicrosoft(sent)) return inviteMicrosoft(world, sent, actor);

  const referral = world.ledger.commit(actor, ownReferral(world, sent));
  if (world.switches.autoCreateMicrosoftReferral && asksForHelp(sent)) {
    world.ledger.commit(actor, microsoftReferral(world, sent, referral.engagementId));
  }
  return referral;
}

/** Microsoft's half of an engagement: New/Pending, owned by `msft`, without sellers until one accepts. */
export function microsoftReferral(world: World, sent: CreateBody, engagementId: string): Referral {
  return newReferral(
    { ...sent, team: [], target: [{ type: 'BusinessProfileLocation', id: 'msft' }] },
    {
      ...MICROSOFT,
      engagementId,
      status: 'New',
      substatus: 'Pending',
      direction: 'Incoming',
      mpnId: null,
      expirationDateTime: expiryOf(world.clock.now()),
      invitedBy: world.organization,
    },
    world.stamps,
  );
}

/** A partner's own referral is Active/Accepted whatever status was asked for. */
export function ownReferral(world: World, sent: CreateBody): Referral {
  if (sent.engagementId !== undefined) requireEngagement(world, sent.engagementId);
  const { organizationId, organizationName, mpnId } = world.organization;
  return newReferral(
    { ...sent, statusReason: undefined } as CreateBody,
    {
      organizationId,
      organizationName,
      engagementId: sent.engagementId ?? world.stamps.guid(),
      status: 'Active',
      substatus: 'Accepted',
      direction: 'Outgoing',
      mpnId: sent.mpnId ?? mpnId,
      expirationDateTime: null,
      invitedBy: world.organization,
    },
    world.stamps,
  );
}

function inviteMicrosoft(world: World, sent: CreateBody, actor: Actor): Referral {
  if (sent.engagementId === undefined) {
    throw invalid('Inviting Microsoft needs the engagementId of a referral of yours.');
  }
  const engagement = requireEngagement(world, sent.engagementId);
  if (engagement.some(isMicrosofts)) {
    throw conflict(`Microsoft is invited to engagement ${sent.engagementId} already.`);
  }
  const own = engagement.filter((referral) => !isMicrosofts(referral));
  const open = own.find((referral) => referral.status === 'Active');
  if (
    own.some(
      (one) => one.inviteContext.invitedBy.organizationId !== world.organization.organizationId,
    )
  ) {
    throw invalid('An inbound deal can not invite Microsoft; your company did not start it.');
  }
  if (!open) throw invalid('The deal is closed; Microsoft can not be invited any more.');
  if (
    world.switches.inviteNeedsVisibleDeal &&
    !open.consent.consentToShareReferralWithMicrosoftSellers
  ) {
    throw invalid(
      'The deal is private; set /consent/consentToShareReferralWithMicrosoftSellers to true before inviting Microsoft.',
    );
  }
  return world.ledger.commit(actor, microsoftReferral(world, sent, sent.engagementId));
}

function requireEngagement(world: World, engagementId: string): Referral[] {
  const engagement = world.ledger.engagement(engagementId);
  if (engagement.some((referral) => !isMicrosofts(referral))) return engagement;
  throw invalid(`engagementId ${engagementId} is no engagement of yours.`);
}

const invitesMicrosoft = (sent: CreateBody): boolean =>
  (sent.target ?? []).some(({ type }) => type === 'BusinessProfileLocation');

function targetProblems(sent: CreateBody, enforceRequired: boolean): string[] {
  if (!invitesMicrosoft(sent)) return [];
  const [target, ...others] = sent.target ?? [];
  if (others.length > 0 || target?.id !== MICROSOFT.organizationId) {
    return [
      'A target of type BusinessProfileLocation must be alone and have id msft; inviting other partners is not supported by the simulator.',
    ];
  }
  const problems: string[] = [];
  if (enforceRequired && !asksForHelp(sent)) {
    problems.push('Inviting Microsoft needs inviteContext.assistanceRequestCode.');
  }
  return problems;
}
