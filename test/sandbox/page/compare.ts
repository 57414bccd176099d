/** Whether both sides of a deal say the same, for a person to see at a glance. */
import type { ourReferralOf } from './links.ts';

type Referral = NonNullable<ReturnType<typeof ourReferralOf>>;
export type Comparison = {
  what: string;
  salesforce: string | number | null;
  partnerCenter: string | number | null;
  equal: boolean;
};

export function compareSides(
  fields: Record<string, unknown>,
  solutions: { id: string }[],
  { details }: Referral,
): Comparison[] {
  const idsOf = (list: { id: string }[]) =>
    list
      .map(({ id }) => id)
      .sort()
      .join(', ');
  return [
    compared('Value', fields['Amount'], details.dealValue),
    compared('Close date', fields['CloseDate'], details.closingDateTime?.slice(0, 10)),
    compared('Notes', fields['Co_Sell_Notes__c'], details.notes),
    compared('Solutions', idsOf(solutions), idsOf(details.requirements.solutions)),
  ];
}

function compared(what: string, salesforce: unknown, partnerCenter: unknown): Comparison {
  const here = plain(salesforce);
  const there = plain(partnerCenter);
  return { what, salesforce: here, partnerCenter: there, equal: here === there };
}

/** Nothing and an empty text are the same to a person. */
function plain(value: unknown): string | number | null {
  if (typeof value === 'number') return value;
  return value === null || value === undefined || value === '' ? null : String(value).trim();
}
