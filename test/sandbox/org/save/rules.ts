/** Validation rules: the package's two by name, and a customer's that can be switched on. */
import { saveError, type OrgError } from '../errors.ts';
import type { Row } from '../schema/types.ts';
import type { Switches } from '../switches.ts';

type Rule = (row: Row, old: Row | null) => OrgError | undefined;

const refuse = (message: string, field: string) =>
  saveError('FIELD_CUSTOM_VALIDATION_EXCEPTION', message, [field]);

const isBlank = (value: unknown) => value === null || value === undefined || value === '';

/** ISCHANGED is false while a record is being created. */
const isChanged = (row: Row, old: Row | null, field: string) =>
  old !== null && row[field] !== old[field];

const RULES: Record<string, Rule> = {
  'Opportunity.Co_Sell_Decline_Needs_Reason': (row, old) =>
    isChanged(row, old, 'Referral_Response__c') &&
    row['Referral_Response__c'] === 'Decline' &&
    isBlank(row['Referral_Response_Reason__c'])
      ? refuse(
          'Choose a reason for declining. Microsoft sees it in Partner Center.',
          'Referral_Response_Reason__c',
        )
      : undefined,
  'Opportunity.Co_Sell_Visibility_Is_One_Way': (row, old) =>
    isChanged(row, old, 'Referral_Visibility__c') &&
    old?.['Referral_Visibility__c'] === 'Visible to Microsoft' &&
    (row['Sync_with_Partner_Center__c'] === true || !isBlank(row['Referral_Identifier__c']))
      ? refuse(
          'Microsoft can already see this deal, and Partner Center cannot take that back. Leave the visibility at Visible to Microsoft.',
          'Referral_Visibility__c',
        )
      : undefined,
};

/** @throws Error naming a rule of the package that has no counterpart here. */
export function checkRulesAreKnown(names: string[]): void {
  const unknown = names.find((name) => !RULES[name]);
  if (unknown) {
    throw new Error(
      `Validation rule ${unknown} is not simulated; known: ${Object.keys(RULES).join(', ')}`,
    );
  }
}

/** @throws OrgError of the first rule that refuses the row. */
export function applyRules(
  type: string,
  row: Row,
  old: Row | null,
  active: string[],
  switches: Switches,
): void {
  for (const name of active) {
    if (!name.startsWith(`${type}.`)) continue;
    const refused = RULES[name]?.(row, old);
    if (refused) throw refused;
  }
  if (!switches.customerRule || type !== 'Opportunity') return;
  if (Number(row['Amount'] ?? 0) > 1_000_000 && isBlank(row['NextStep'])) {
    throw refuse('Deals over 1,000,000 need a next step.', 'NextStep');
  }
}
