/** What a create must have: the documented four, and the checklist of portal, CSV and connector. */
import { isPair } from './transitions.ts';
import type { CreateBody, SentMember } from './create-body.ts';
import type { Switches } from './switches.ts';

type Rule = { missing: (body: CreateBody) => boolean; say: string };

const DOCUMENTED: readonly Rule[] = [
  { missing: (b) => !b.type, say: 'Mandatory property type is missing.' },
  { missing: (b) => !b.customerProfile, say: 'Mandatory property customerProfile is missing.' },
  { missing: (b) => !b.consent, say: 'Mandatory property consent is missing.' },
  { missing: (b) => !b.details, say: 'Mandatory property details is missing.' },
];

const CHECKLIST: readonly Rule[] = [
  { missing: (b) => isBlank(b.name), say: 'Mandatory field name is missing.' },
  {
    missing: (b) => isBlank(b.customerProfile?.name),
    say: 'Mandatory field customerProfile.name is missing.',
  },
  {
    missing: (b) => isBlank(b.customerProfile?.address?.addressLine1),
    say: 'Mandatory field customerProfile.address.addressLine1 is missing.',
  },
  {
    missing: (b) => isBlank(b.customerProfile?.address?.city),
    say: 'Mandatory field customerProfile.address.city is missing.',
  },
  {
    missing: (b) => isBlank(b.customerProfile?.address?.country),
    say: 'Mandatory field customerProfile.address.country is missing.',
  },
  {
    missing: (b) => b.details?.dealValue === undefined,
    say: 'Mandatory field details.dealValue is missing.',
  },
  {
    missing: (b) => !b.details?.currency,
    say: 'Mandatory field details.currency is missing.',
  },
  {
    missing: (b) => !b.details?.closingDateTime,
    say: 'Mandatory field details.closingDateTime is missing.',
  },
  {
    missing: (b) => !(b.details?.requirements?.solutions ?? []).some(({ id }) => !isBlank(id)),
    say: 'Mandatory field Solution 1 missing: details.requirements.solutions needs an entry with an id.',
  },
  {
    missing: (b) => !(b.team ?? []).some(isComplete),
    say: 'Mandatory field team is missing: one member with firstName, lastName, phoneNumber and email is needed.',
  },
  {
    missing: (b) => b.consent?.consentToToShareInfoWithOthers !== true,
    say: 'Mandatory field consent.consentToToShareInfoWithOthers must be true.',
  },
  {
    missing: (b) => !intents(b).some((id) => MARKETPLACE_INTENTS.includes(id)),
    say: 'Mandatory attribute CustomerMarketplaceIntent (Yes, No or HaveNotDecided) is missing.',
  },
];

/** A services deal is known by one of its three properties; that it is, and that it then needs all three, is a guess. */
const SERVICES = ['PartnerRole', 'SolutionArea', 'SolutionPlay'];
const SERVICES_RULES: readonly Rule[] = SERVICES.map((type) => ({
  missing: (b) => SERVICES.some((one) => hasAttribute(b, one)) && !hasAttribute(b, type),
  say: `Mandatory attribute ${type} is missing: a services co-sell deal needs ${SERVICES.join(', ')}.`,
}));

const LOCATION: readonly Rule[] = [
  { missing: (b) => isBlank(b.mpnId), say: 'Mandatory field mpnId (the location) is missing.' },
];

/** Asking Microsoft for help. These hold whatever the switch says. */
const HELP: readonly Rule[] = [
  {
    missing: (b) => !(b.customerProfile?.team ?? []).some(isComplete),
    say: 'Asking for help needs a complete customer contact (firstName, lastName, phoneNumber, email) in customerProfile.team.',
  },
  {
    missing: (b) => b.type !== 'Shared',
    say: 'Asking for help needs type Shared.',
  },
  {
    missing: (b) => b.consent?.consentToShareReferralWithMicrosoftSellers !== true,
    say: 'Asking for help needs consent.consentToShareReferralWithMicrosoftSellers true.',
  },
];

/** Always refused, because no reading of the documentation allows it. */
const ILL_FORMED: readonly Rule[] = [
  {
    missing: (b) =>
      (b.status !== undefined || b.substatus !== undefined) &&
      !isPair(b.status ?? '', b.substatus ?? ''),
    say: 'status and substatus must be given together and be an allowed pair.',
  },
  {
    missing: (b) => (b.details?.requirements?.solutions ?? []).some(({ id }) => isBlank(id)),
    say: 'Every entry of details.requirements.solutions needs an id.',
  },
];

const MARKETPLACE_INTENTS: readonly (string | undefined)[] = ['Yes', 'No', 'HaveNotDecided'];

/** One sentence per thing that is missing; empty when the create may go on. `now` in milliseconds. */
export function missingIn(body: CreateBody, switches: Switches, now: number): string[] {
  const documented = sentences(DOCUMENTED, body);
  if (documented.length > 0) return documented;
  return [
    ...sentences(ILL_FORMED, body),
    ...(switches.enforceRequired ? sentences(CHECKLIST, body) : []),
    ...(switches.servicesNeedAll ? sentences(SERVICES_RULES, body) : []),
    ...(switches.locationNeeded ? sentences(LOCATION, body) : []),
    ...(switches.refusePastCloseDate ? pastCloseDate(body, now) : []),
    ...(asksForHelp(body) ? sentences(HELP, body) : []),
  ];
}

/** Deal dates are days: the day that began at midnight UTC is not over yet. */
function pastCloseDate({ details }: CreateBody, now: number): string[] {
  const closing = details?.closingDateTime;
  const today = new Date(now).setUTCHours(0, 0, 0, 0);
  return closing && Date.parse(closing) < today
    ? [`details.closingDateTime ${closing} is in the past.`]
    : [];
}

export const asksForHelp = (body: CreateBody): boolean =>
  (body.inviteContext?.assistanceRequestCode ?? 'Unknown') !== 'Unknown';

const sentences = (rules: readonly Rule[], body: CreateBody): string[] =>
  rules.filter(({ missing }) => missing(body)).map(({ say }) => say);
const intents = (body: CreateBody) =>
  (body.details?.requirements?.additionalRequirements?.attributes ?? [])
    .filter(({ type }) => type === 'CustomerMarketplaceIntent')
    .map(({ id }) => id);
const hasAttribute = (body: CreateBody, type: string): boolean =>
  (body.details?.requirements?.additionalRequirements?.attributes ?? []).some(
    (one) => one.type === type && !isBlank(one.id),
  );
const isBlank = (value: string | undefined): boolean => !value?.trim();
const isComplete = (one: SentMember): boolean =>
  [one.firstName, one.lastName, one.phoneNumber, one.email].every((value) => !isBlank(value));
