/** Builds the document of a new referral from what was sent; everything else is what real payloads show. */
import { fullMember, fullSolution } from './create-body.ts';
import type { CreateBody } from './create-body.ts';
import { linksOf } from './referral.ts';
import type { Referral } from './referral.ts';
import type { Stamps } from './stamps.ts';

export type Organization = { organizationId: string; organizationName: string; mpnId: string };

type Ownership = Pick<
  Referral,
  'organizationId' | 'organizationName' | 'status' | 'substatus' | 'direction' | 'mpnId'
> & { engagementId: string; expirationDateTime: string | null; invitedBy: Organization };

/** `updatedDateTime` and `eTag` are set when it is committed. */
export function newReferral(body: CreateBody, owner: Ownership, stamps: Stamps): Referral {
  const id = stamps.guid();
  const accepted = owner.status === 'Active' ? stamps.time() : null;
  const created = stamps.time();
  return {
    id,
    engagementId: owner.engagementId,
    name: body.name ?? null,
    organizationId: owner.organizationId,
    organizationName: owner.organizationName,
    lastModifiedVia: null,
    lastRunId: null,
    externalReferenceId: body.externalReferenceId ?? null,
    createdDateTime: created,
    updatedDateTime: created,
    expirationDateTime: owner.expirationDateTime,
    status: owner.status,
    substatus: owner.substatus,
    statusReason: body.statusReason ?? null,
    qualification: body.qualification ?? 'None',
    type: body.type ?? 'Independent',
    referralSource: null,
    eTag: '',
    favorite: body.favorite ?? false,
    campaignId: body.campaignId ?? null,
    salesStage: body.salesStage ?? null,
    quality: 'Unknown',
    isSpam: false,
    direction: owner.direction,
    mpnId: owner.mpnId,
    referralProgram: body.referralProgram ?? null,
    dealSensitivity: 'None',
    createdVia: null,
    tags: [],
    acceptedDateTime: accepted,
    closedDateTime: null,
    callToAction: null,
    registrationStatus: 'None',
    target: (body.target ?? []).map((one) => ({ type: one.type ?? 'None', id: one.id ?? '' })),
    customerProfile: customerProfile(body),
    consent: consent(body),
    details: details(body),
    team: (body.team ?? []).map(fullMember),
    inviteContext: {
      notes: body.inviteContext?.notes ?? null,
      assistanceRequestCode: body.inviteContext?.assistanceRequestCode ?? 'Unknown',
      invitedMpnId: owner.mpnId,
      invitedBy: {
        organizationId: owner.invitedBy.organizationId,
        organizationName: owner.invitedBy.organizationName,
      },
    },
    links: linksOf(id, owner.engagementId),
    trackingInfo: {
      microsoftMsxId: null,
      microsoftUSFedOpportunityId: null,
      microsoftUSFedLeadId: null,
      migratedPSCDealId: null,
      migratedPSCPartnerDealId: null,
    },
    registrations: [],
  };
}

function customerProfile({ customerProfile: sent = {} }: CreateBody): Referral['customerProfile'] {
  const { address = {} } = sent;
  return {
    name: sent.name ?? null,
    size: sent.size ?? null,
    isMatchingComplete: false,
    address: {
      addressLine1: address.addressLine1 ?? null,
      addressLine2: address.addressLine2 ?? null,
      city: address.city ?? null,
      state: address.state ?? null,
      postalCode: address.postalCode ?? null,
      country: address.country ?? null,
      region: address.region ?? null,
    },
    team: (sent.team ?? []).map(fullMember),
    ids: (sent.ids ?? []).map((one) => ({ profileType: one.profileType ?? '', id: one.id ?? '' })),
  };
}

function consent({ consent: sent = {} }: CreateBody): Referral['consent'] {
  const contact = sent.consentToMicrosoftToContactSpecificPartners;
  return {
    consentToToShareInfoWithOthers: sent.consentToToShareInfoWithOthers ?? false,
    consentToContact: sent.consentToContact ?? false,
    consentToShareReferralWithMicrosoftSellers:
      sent.consentToShareReferralWithMicrosoftSellers ?? false,
    ...(contact !== undefined && { consentToMicrosoftToContactSpecificPartners: contact }),
  };
}

function details({ details: sent = {} }: CreateBody): Referral['details'] {
  return {
    notes: sent.notes ?? null,
    dealValue: sent.dealValue ?? null,
    currency: sent.currency ?? null,
    closingDateTime: sent.closingDateTime ?? null,
    customerRequestedContact: sent.customerRequestedContact ?? null,
    customerAction: sent.customerAction ?? null,
    incentiveLevel: sent.incentiveLevel ?? null,
    requirements: requirements(sent.requirements),
  };
}

function requirements(
  sent: NonNullable<CreateBody['details']>['requirements'] = {},
): Referral['details']['requirements'] {
  const tags = (list: { id?: string }[] | undefined) =>
    (list ?? []).map(({ id }) => ({ id: id ?? '' }));
  const { iot = {}, attributes = [] } = sent.additionalRequirements ?? {};
  return {
    industries: tags(sent.industries),
    products: tags(sent.products),
    services: tags(sent.services),
    solutions: (sent.solutions ?? []).map(fullSolution),
    offers: tags(sent.offers),
    salesPlays: tags(sent.salesPlays),
    additionalRequirements: {
      iot: {
        customerLicenseAgreementNumber: iot.customerLicenseAgreementNumber ?? null,
        deviceCategory: iot.deviceCategory ?? null,
        siliconType: iot.siliconType ?? null,
        azureCertifiedDevice: iot.azureCertifiedDevice ?? false,
        attachServices: iot.attachServices ?? false,
      },
      attributes: attributes.map((one) => ({ id: one.id ?? '', type: one.type ?? '' })),
    },
  };
}
