/** The panel of a deal that Microsoft sends to the partner. */
import { call } from './call.js';
import { dealFields } from './deal-fields.js';
import { openPanel } from './dialog.js';
import { HELP } from './words.js';

const DAY_MS = 86_400_000;
const KINDS = ['Deal', 'Sales qualified lead', 'Marketing qualified lead'];

/** `desk` as in acts.js, with `now` and `go(hash)`. */
export function openNewDeal(desk) {
  const { solutions, assistanceCodes, organization } = desk.choices;
  openPanel(
    {
      title: 'Send a deal to the partner',
      lead: `${organization} has 14 days to answer it.`,
      submit: 'Send',
      fields: [
        {
          name: 'kind',
          label: 'Kind',
          type: 'select',
          value: 'Deal',
          options: KINDS.map((kind) => [kind, kind]),
        },
        { name: 'customer', label: 'Customer', isRequired: true, maxLength: 200 },
        { name: 'addressLine1', label: 'Street', value: '1 Main Street', isRequired: true },
        { name: 'city', isHalf: true, label: 'City', value: 'Redmond', isRequired: true },
        {
          name: 'country',
          isHalf: true,
          label: 'Country',
          value: 'US',
          isRequired: true,
          maxLength: 2,
          pattern: '[A-Z]{2}',
          hint: 'Two letters, like US.',
        },
        {
          name: 'contact.firstName',
          isHalf: true,
          label: 'Contact’s first name',
          isRequired: true,
        },
        { name: 'contact.lastName', isHalf: true, label: 'Last name', isRequired: true },
        { name: 'contact.email', isHalf: true, label: 'E-mail', type: 'email', isRequired: true },
        { name: 'contact.phoneNumber', isHalf: true, label: 'Phone', type: 'tel' },
        ...dealFields({ value: 50_000, currency: 'USD', closingDate: inNinetyDays(desk.now) }),
        {
          name: 'solutionIds',
          label: 'Solutions',
          type: 'checks',
          value: [solutions[0].id],
          options: solutions.map(({ id, name }) => [id, `${name} (${id})`]),
        },
        {
          name: 'assistanceRequestCode',
          label: 'Help',
          type: 'select',
          value: 'Unknown',
          options: assistanceCodes.map((code) => [code, HELP[code] ?? code]),
        },
        { name: 'inviteNotes', label: 'Note to the partner', type: 'textarea' },
        { name: 'notes', label: 'Notes on the deal', type: 'textarea' },
      ],
      send: (values) => call('POST', '/deals', values),
    },
    async ({ engagementId }) => {
      desk.tell('Sent. The partner has 14 days to answer.');
      await desk.go(`#/deals/${engagementId}`);
    },
  );
}

const inNinetyDays = (now) => new Date(Date.parse(now) + 90 * DAY_MS).toISOString().slice(0, 10);
