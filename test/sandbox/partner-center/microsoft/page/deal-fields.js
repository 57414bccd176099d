/** Fields of a deal that more than one form asks for. */

/** Value, currency and close date (`2027-03-31`), each filled in already. */
export const dealFields = ({ value, currency, closingDate }) => [
  {
    name: 'dealValue',
    isHalf: true,
    label: 'Value',
    type: 'number',
    min: 0,
    step: 'any',
    value,
    isRequired: true,
  },
  {
    name: 'currency',
    isHalf: true,
    label: 'Currency',
    value: currency,
    isRequired: true,
    maxLength: 3,
    pattern: '[A-Z]{3}',
    hint: 'Three letters, like USD.',
  },
  {
    name: 'closingDate',
    label: 'Close date',
    type: 'date',
    value: closingDate,
    isRequired: true,
  },
];
