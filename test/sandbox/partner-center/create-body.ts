/** The body of a create: every property that may be sent, with its type. */
import { invalid } from './api-error.ts';
import {
  amount,
  country,
  currency,
  email,
  flag,
  guid,
  instant,
  listOf,
  oneOf,
  orNull,
  readOnly,
  recordOf,
  text,
} from './binding.ts';
import type { Binder } from './binding.ts';
import type { Member, Referral, Solution } from './referral.ts';

export const ASSISTANCE_CODES = [
  'Unknown',
  'GeneralOrOther',
  'CustomerTechnicalArchitecture',
  'ProofOfConceptOrDemo',
  'QuotesOrLicensing',
  'PostSalesCustomerSuccess',
  'WorkloadSpecificValueProposition',
] as const;

const SIZES = [
  '',
  '1to50employees',
  '51to500employees',
  'Morethan500employees',
  '1to9employees',
  '10to50employees',
  '51to250employees',
  '251to1000employees',
  '1001to5000employees',
  '5001to10000employees',
  '10001to20000employees',
  'Morethan20000employees',
];

export const MAX_TEAM = 50;
export const MAX_SOLUTIONS = 50;

export const member = recordOf({
  firstName: text,
  lastName: text,
  phoneNumber: text,
  email,
  title: text,
  contactPreference: recordOf({ locale: text, disableNotifications: flag }),
});

export const solution = recordOf({
  id: text,
  name: text,
  type: oneOf(['None', 'Category', 'Name']),
  price: amount,
  quantity: amount,
  currency,
  publisherName: text,
  solutionType: text,
  closingDateTime: instant,
});

const tags = listOf(recordOf({ id: text }));

/** Never sent, always set by the service (contract section 3.1, RO). */
const READ_ONLY = [
  'id',
  'organizationId',
  'organizationName',
  'lastModifiedVia',
  'lastRunId',
  'createdDateTime',
  'updatedDateTime',
  'expirationDateTime',
  'referralSource',
  'eTag',
  'quality',
  'isSpam',
  'direction',
  'dealSensitivity',
  'createdVia',
  'tags',
  'acceptedDateTime',
  'closedDateTime',
  'callToAction',
  'registrationStatus',
  'links',
  'trackingInfo',
  'registrations',
];

const PROPERTIES: Readonly<Record<string, Binder>> = {
  engagementId: guid,
  name: text,
  externalReferenceId: text,
  status: oneOf(['None', 'New', 'Active', 'Closed']),
  substatus: text,
  statusReason: text,
  qualification: oneOf(['None', 'Direct', 'MarketingQualified', 'SalesQualified']),
  type: oneOf(['Independent', 'Shared']),
  favorite: flag,
  campaignId: text,
  salesStage: text,
  mpnId: text,
  referralProgram: text,
  target: listOf(
    recordOf({ type: oneOf(['None', 'BusinessProfileLocation', 'SolutionProfile']), id: text }),
  ),
  customerProfile: recordOf({
    name: text,
    size: oneOf(SIZES),
    address: recordOf({
      addressLine1: text,
      addressLine2: text,
      city: text,
      state: text,
      postalCode: text,
      country,
      region: text,
    }),
    team: listOf(member, MAX_TEAM),
    ids: listOf(recordOf({ profileType: oneOf(['Duns', 'External']), id: text })),
  }),
  consent: recordOf({
    consentToToShareInfoWithOthers: flag,
    consentToContact: flag,
    consentToShareReferralWithMicrosoftSellers: flag,
    consentToMicrosoftToContactSpecificPartners: orNull(flag),
  }),
  details: recordOf({
    notes: text,
    dealValue: amount,
    currency,
    closingDateTime: instant,
    customerRequestedContact: flag,
    customerAction: text,
    incentiveLevel: text,
    requirements: recordOf({
      industries: tags,
      products: tags,
      services: tags,
      solutions: listOf(solution, MAX_SOLUTIONS),
      offers: tags,
      salesPlays: tags,
      additionalRequirements: recordOf({
        iot: recordOf({
          customerLicenseAgreementNumber: text,
          deviceCategory: text,
          siliconType: text,
          azureCertifiedDevice: flag,
          attachServices: flag,
        }),
        attributes: listOf(recordOf({ id: text, type: text })),
      }),
    }),
  }),
  team: listOf(member, MAX_TEAM),
  inviteContext: recordOf({
    notes: text,
    assistanceRequestCode: oneOf(ASSISTANCE_CODES),
    invitedMpnId: text,
    invitedBy: recordOf({ organizationId: text, organizationName: text }),
  }),
};

const body = recordOf({
  ...Object.fromEntries(READ_ONLY.map((name) => [name, readOnly])),
  ...PROPERTIES,
});

type Sent<T> = T extends (infer Item)[]
  ? Sent<Item>[]
  : T extends object
    ? { [K in keyof T]?: Sent<NonNullable<T[K]>> }
    : T;
export type SentMember = Sent<Member>;
export type SentSolution = Sent<Solution>;
/** A create's body under canonical names; nulls are left out. */
export type CreateBody = Sent<Referral>;

/** @throws ApiError 400 naming every unknown or ill-typed property */
export function readCreateBody(value: unknown): CreateBody {
  const problems: string[] = [];
  const bound = body(value, '', problems);
  if (problems.length > 0) throw invalid(problems);
  return bound as CreateBody;
}

/** A member or solution as shown: missing properties are explicit nulls. */
export function fullMember(sent: SentMember): Member {
  return {
    firstName: sent.firstName ?? null,
    lastName: sent.lastName ?? null,
    phoneNumber: sent.phoneNumber ?? null,
    email: sent.email ?? null,
    title: sent.title ?? null,
    contactPreference: {
      locale: sent.contactPreference?.locale ?? null,
      disableNotifications: sent.contactPreference?.disableNotifications ?? null,
    },
  };
}

export function fullSolution(sent: SentSolution): Solution {
  return {
    id: sent.id ?? '',
    name: sent.name ?? null,
    type: sent.type ?? null,
    price: sent.price ?? null,
    quantity: sent.quantity ?? null,
    currency: sent.currency ?? null,
    publisherName: sent.publisherName ?? null,
    solutionType: sent.solutionType ?? null,
    closingDateTime: sent.closingDateTime ?? null,
  };
}
