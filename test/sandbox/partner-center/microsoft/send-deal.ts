/** A deal, or a lead, that Microsoft's seller sends to the partner, from what they typed. */
import { invalid } from '../api-error.ts';
import { createInbound } from '../arrivals.ts';
import {
  amount,
  country,
  currency,
  dayOrInstant,
  listOf,
  oneOf,
  recordOf,
  text,
} from '../binding.ts';
import { ASSISTANCE_CODES, member } from '../create-body.ts';
import type { SentMember } from '../create-body.ts';
import type { Referral } from '../referral.ts';
import { SOLUTIONS } from '../solutions.ts';
import type { World } from '../world.ts';

/** What makes a lead of it (kinds of referral, contract 4.1). */
const KINDS = {
  Deal: {},
  'Sales qualified lead': { type: 'Independent', qualification: 'SalesQualified', target: [] },
  'Marketing qualified lead': {
    type: 'Independent',
    qualification: 'MarketingQualified',
    target: [],
  },
} as const;

type SentDeal = {
  kind?: keyof typeof KINDS;
  customer: string;
  addressLine1: string;
  city: string;
  country: string;
  contact: SentMember;
  dealValue: number;
  currency: string;
  closingDate: string;
  solutionIds: string[];
  assistanceRequestCode?: string;
  notes?: string;
  inviteNotes?: string;
};

const bind = recordOf({
  kind: oneOf(Object.keys(KINDS)),
  customer: text,
  addressLine1: text,
  city: text,
  country,
  contact: member,
  dealValue: amount,
  currency,
  closingDate: dayOrInstant,
  solutionIds: listOf(oneOf(SOLUTIONS.map(({ id }) => id))),
  assistanceRequestCode: oneOf(ASSISTANCE_CODES),
  notes: text,
  inviteNotes: text,
});

const NEEDED = [
  'customer',
  'addressLine1',
  'city',
  'country',
  'contact',
  'dealValue',
  'currency',
  'closingDate',
  'solutionIds',
] as const;

/** It waits for the partner's answer until 14 days from now on the simulator's clock. @throws ApiError 400 naming each mistake */
export function sendDeal(world: World, body: unknown): Referral {
  const problems: string[] = [];
  const sent = (bind(body, '', problems) ?? {}) as Partial<SentDeal>;
  problems.push(...missingFrom(sent));
  if (problems.length > 0) throw invalid(problems);
  return createInbound(world, inboundOf(sent as SentDeal));
}

function missingFrom(sent: Partial<SentDeal>): string[] {
  const { contact, solutionIds } = sent;
  const blank = NEEDED.filter((name) => isBlank(sent[name])).map((name) => `${name} is missing.`);
  const unnamed = (['firstName', 'lastName', 'email'] as const)
    .filter((name) => contact && isBlank(contact[name]))
    .map((name) => `contact.${name} is missing.`);
  const unsolved = solutionIds?.length === 0 ? ['solutionIds needs one at least.'] : [];
  return [...blank, ...unnamed, ...unsolved];
}

function inboundOf(sent: SentDeal) {
  const solutions = SOLUTIONS.filter(({ id }) => sent.solutionIds.includes(id));
  const { addressLine1, city } = sent;
  return {
    customerProfile: {
      name: sent.customer,
      address: { addressLine1, city, state: null, postalCode: null, country: sent.country },
      team: [sent.contact],
    },
    target: solutions.map(({ id }) => ({ type: 'SolutionProfile', id })),
    details: {
      dealValue: sent.dealValue,
      currency: sent.currency,
      closingDateTime: sent.closingDate,
      notes: sent.notes ?? null,
      requirements: { solutions: solutions.map((one) => ({ ...one, type: 'Name' })) },
    },
    inviteContext: {
      notes: sent.inviteNotes ?? null,
      assistanceRequestCode: sent.assistanceRequestCode ?? 'Unknown',
    },
    ...KINDS[sent.kind ?? 'Deal'],
  };
}

const isBlank = (value: unknown): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '');
