/** A referral as Partner Center shows it: property names, order and explicit nulls of real payloads. */
export type Member = {
  firstName: string | null;
  lastName: string | null;
  phoneNumber: string | null;
  email: string | null;
  title: string | null;
  contactPreference: { locale: string | null; disableNotifications: boolean | null };
};

export type Solution = {
  id: string;
  name: string | null;
  type: string | null;
  price: number | null;
  quantity: number | null;
  currency: string | null;
  publisherName: string | null;
  solutionType: string | null;
  closingDateTime: string | null;
};

export type Registration = {
  id: string;
  registrationDateTime: string;
  status: string;
  statusReason: string | null;
  type: string;
  contract: Record<string, unknown>;
  solutionDetails: Record<string, unknown>[];
  statusHistory: Record<string, string | null>;
};

export type Status = 'None' | 'New' | 'Active' | 'Closed';
export type Substatus =
  'None' | 'Pending' | 'Received' | 'Accepted' | 'Won' | 'Lost' | 'Declined' | 'Expired';
type Tag = { id: string };
type Link = { uri: string; method: 'GET' };

export type Referral = {
  id: string;
  engagementId: string;
  name: string | null;
  organizationId: string;
  organizationName: string;
  lastModifiedVia: string | null;
  lastRunId: string | null;
  externalReferenceId: string | null;
  createdDateTime: string;
  updatedDateTime: string;
  expirationDateTime: string | null;
  status: Status;
  substatus: Substatus;
  statusReason: string | null;
  qualification: string;
  type: string;
  referralSource: string | null;
  eTag: string;
  favorite: boolean;
  campaignId: string | null;
  salesStage: string | null;
  quality: string;
  isSpam: boolean;
  direction: 'Incoming' | 'Outgoing';
  mpnId: string | null;
  referralProgram: string | null;
  dealSensitivity: string;
  createdVia: string | null;
  tags: string[];
  acceptedDateTime: string | null;
  closedDateTime: string | null;
  callToAction: string | null;
  registrationStatus: string;
  target: { type: string; id: string }[];
  customerProfile: {
    name: string | null;
    size: string | null;
    isMatchingComplete: boolean;
    address: {
      addressLine1: string | null;
      addressLine2: string | null;
      city: string | null;
      state: string | null;
      postalCode: string | null;
      country: string | null;
      region: string | null;
    };
    team: Member[];
    ids: { profileType: string; id: string }[];
  };
  consent: {
    consentToToShareInfoWithOthers: boolean;
    consentToContact: boolean;
    consentToShareReferralWithMicrosoftSellers: boolean;
    /** Shown only when it was sent. */
    consentToMicrosoftToContactSpecificPartners?: boolean | null;
  };
  details: {
    notes: string | null;
    dealValue: number | null;
    currency: string | null;
    closingDateTime: string | null;
    customerRequestedContact: boolean | null;
    customerAction: string | null;
    incentiveLevel: string | null;
    requirements: {
      industries: Tag[];
      products: Tag[];
      services: Tag[];
      solutions: Solution[];
      offers: Tag[];
      salesPlays: Tag[];
      additionalRequirements: {
        iot: {
          customerLicenseAgreementNumber: string | null;
          deviceCategory: string | null;
          siliconType: string | null;
          azureCertifiedDevice: boolean;
          attachServices: boolean;
        };
        attributes: { id: string; type: string }[];
      };
    };
  };
  team: Member[];
  inviteContext: {
    notes: string | null;
    assistanceRequestCode: string;
    invitedMpnId: string | null;
    invitedBy: { organizationId: string; organizationName: string };
  };
  links: { relatedReferrals: Link; self: Link };
  trackingInfo: {
    microsoftMsxId: string | null;
    microsoftUSFedOpportunityId: string | null;
    microsoftUSFedLeadId: string | null;
    migratedPSCDealId: string | null;
    migratedPSCPartnerDealId: string | null;
  };
  registrations: Registration[];
};

export const MICROSOFT = { organizationId: 'msft', organizationName: 'Microsoft' } as const;
export const isMicrosofts = (referral: Referral): boolean =>
  referral.organizationId === MICROSOFT.organizationId;

/** `links` name the real host, as in real payloads: nobody should follow them blindly. */
export function linksOf(id: string, engagementId: string): Referral['links'] {
  const base = 'https://api.partner.microsoft.com/v1.0/engagements/referrals';
  return {
    relatedReferrals: { uri: `${base}?$filter=engagementId eq ${engagementId}`, method: 'GET' },
    self: { uri: `${base}/${id}`, method: 'GET' },
  };
}

/** Every property of a referral, for `$select`. */
export const TOP_LEVEL = [
  'id',
  'engagementId',
  'name',
  'organizationId',
  'organizationName',
  'lastModifiedVia',
  'lastRunId',
  'externalReferenceId',
  'createdDateTime',
  'updatedDateTime',
  'expirationDateTime',
  'status',
  'substatus',
  'statusReason',
  'qualification',
  'type',
  'referralSource',
  'eTag',
  'favorite',
  'campaignId',
  'salesStage',
  'quality',
  'isSpam',
  'direction',
  'mpnId',
  'referralProgram',
  'dealSensitivity',
  'createdVia',
  'tags',
  'acceptedDateTime',
  'closedDateTime',
  'callToAction',
  'registrationStatus',
  'target',
  'customerProfile',
  'consent',
  'details',
  'team',
  'inviteContext',
  'links',
  'trackingInfo',
  'registrations',
] as const satisfies readonly (keyof Referral)[];
