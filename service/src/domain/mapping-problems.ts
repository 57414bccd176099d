/** What can be wrong with a row of the mapping, and how an admin puts it right. */

export type ProblemCode = keyof typeof FIXES;

export type MappingProblem = { row: string; code: ProblemCode; message: string };

const FIXES = {
  'unknown-canonical': 'Name a field of the referral from the list in docs/mapping.md.',
  'bad-direction': 'Choose Both, To Partner Center or To Salesforce.',
  'bad-rule': 'Choose Salesforce, Partner Center or Ask, or leave it empty.',
  'bad-transform': 'Choose a transformation from the list in docs/mapping.md, or leave it empty.',
  'bad-argument': 'Correct the transformation argument.',
  'bad-path':
    'Name a field, such as Amount, or a field of one parent, such as Account.BillingCity.',
  'mapped-twice':
    'Switch one of the rows off; a packaged one by an inactive row with the same key.',
  'only-on-create': 'Tick On Create.',
  'unknown-record-type': 'Correct the API name of the record type, or create and activate it.',
  'bad-stage': 'Name a status of a deal and an active stage that means it, by its API name.',
  'unknown-field': 'Correct the API name of the field, or create the field.',
  'no-permission': 'Give the user of the bridge read access to the field in a permission set.',
  'not-updateable':
    'Give the user of the bridge edit access, or let the row go To Partner Center only.',
  'type-mismatch': 'Name a field of a fitting type, or choose a transformation.',
  'value-without-counterpart': 'Add a row to the Co-Sell Value Mapping for each of these values.',
} as const;

export const fixOf = (code: ProblemCode): string => FIXES[code];

/** What is wrong, with the row. */
export const sentenceOf = ({ row, message }: MappingProblem): string => `${row}: ${message}`;

/** The same, and what to do. */
export const adviceOf = (problem: MappingProblem): string =>
  `${sentenceOf(problem)}. ${fixOf(problem.code)}`;
