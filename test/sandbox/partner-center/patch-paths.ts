/** The published PATCH paths, each with the type of its value and what it changes. */
import { amountOrDigits, currency, flag, instant, listOf, oneOf, orNull, text } from './binding.ts';
import type { Binder } from './binding.ts';
import {
  fullMember,
  fullSolution,
  MAX_SOLUTIONS,
  MAX_TEAM,
  member,
  solution,
} from './create-body.ts';
import type { SentMember, SentSolution } from './create-body.ts';
import type { Referral } from './referral.ts';

type Field = { binder: Binder; set: (referral: Referral, value: never) => void };

export const FIELDS: Readonly<Record<string, Field>> = {
  '/campaignId': nullableText((r, v) => (r.campaignId = v)),
  '/consent/consentToShareReferralWithMicrosoftSellers': field(flag, (r, v: boolean) => {
    r.consent.consentToShareReferralWithMicrosoftSellers = v;
  }),
  '/customerProfile/team': field(listOf(member, MAX_TEAM), (r, v: SentMember[]) => {
    r.customerProfile.team = v.map(fullMember);
  }),
  '/customerProfile/team/-': field(member, (r, v: SentMember) => {
    r.customerProfile.team.push(fullMember(v));
  }),
  '/details/closingDateTime': field(instant, (r, v: string) => {
    r.details.closingDateTime = v;
  }),
  '/details/currency': field(currency, (r, v: string) => {
    r.details.currency = v;
  }),
  '/details/dealValue': field(amountOrDigits, (r, v: number) => {
    r.details.dealValue = v;
  }),
  '/details/notes': nullableText((r, v) => (r.details.notes = v)),
  '/details/requirements/solutions': field(
    listOf(solution, MAX_SOLUTIONS),
    (r, v: SentSolution[]) => {
      r.details.requirements.solutions = v.map(fullSolution);
    },
  ),
  '/details/requirements/solutions/-': field(solution, (r, v: SentSolution) => {
    r.details.requirements.solutions.push(fullSolution(v));
  }),
  '/externalReferenceId': nullableText((r, v) => (r.externalReferenceId = v)),
  '/referralProgram': nullableText((r, v) => (r.referralProgram = v)),
  '/salesStage': nullableText((r, v) => (r.salesStage = v)),
  '/statusReason': nullableText((r, v) => (r.statusReason = v)),
  '/team': field(listOf(member, MAX_TEAM), (r, v: SentMember[]) => {
    r.team = v.map(fullMember);
  }),
  '/team/-': field(member, (r, v: SentMember) => {
    r.team.push(fullMember(v));
  }),
};

/** Carried out together, by the table of transitions. */
export const STATUS_FIELDS: Readonly<Record<string, Binder>> = {
  '/status': oneOf(['None', 'New', 'Active', 'Closed']),
  '/substatus': text,
};

function field<T>(binder: Binder, set: (referral: Referral, value: T) => void): Field {
  return { binder, set };
}

function nullableText(set: (referral: Referral, value: string | null) => void): Field {
  return field(orNull(text), set);
}
