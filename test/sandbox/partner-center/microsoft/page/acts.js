/** The panels of what Microsoft's seller and the service can do with a referral. */
import { call } from './call.js';
import { dealFields } from './deal-fields.js';
import { openPanel } from './dialog.js';
import { openTeam } from './team.js';

export const ACT_LABELS = {
  accept: 'Accept',
  decline: 'Decline',
  win: 'Mark as won',
  lose: 'Mark as lost',
  edit: 'Edit value, date, notes',
  team: 'Edit sellers',
  expire: 'Expire now',
  withdraw: 'Withdraw',
};

const NOTES = { name: 'notes', label: 'Notes for the partner', type: 'textarea' };

const PANELS = {
  accept: ({ details }, { seller }) => ({
    title: 'Accept the deal',
    lead: 'The partner sees who at Microsoft works on it, and Microsoft’s CRM id.',
    submit: 'Accept',
    told: 'Accepted.',
    fields: [
      {
        name: 'seller.firstName',
        isHalf: true,
        label: 'Seller’s first name',
        value: seller.firstName,
        isRequired: true,
      },
      {
        name: 'seller.lastName',
        isHalf: true,
        label: 'Last name',
        value: seller.lastName,
        isRequired: true,
      },
      {
        name: 'seller.email',
        isHalf: true,
        label: 'E-mail',
        type: 'email',
        value: seller.email,
        isRequired: true,
      },
      {
        name: 'seller.phoneNumber',
        isHalf: true,
        label: 'Phone',
        type: 'tel',
        value: seller.phoneNumber,
      },
      { name: 'microsoftMsxId', label: 'Microsoft’s CRM id', hint: 'Left empty, one is made up.' },
      { ...NOTES, value: details.notes },
    ],
  }),
  decline: (_referral, { reasons }) => ({
    title: 'Decline the deal',
    lead: 'This is final. The partner keeps the deal and goes on without Microsoft.',
    submit: 'Decline',
    told: 'Declined.',
    isDangerous: true,
    fields: [reasonField(reasons), NOTES],
  }),
  win: () => ({
    title: 'Mark as won',
    lead: 'This is final: a closed referral cannot be changed any more.',
    submit: 'Mark as won',
    told: 'Marked as won.',
    fields: [NOTES],
  }),
  lose: (_referral, { reasons }) => ({
    title: 'Mark as lost',
    lead: 'This is final: a closed referral cannot be changed any more.',
    submit: 'Mark as lost',
    told: 'Marked as lost.',
    isDangerous: true,
    fields: [reasonField(reasons), NOTES],
  }),
  expire: () => ({
    title: 'Expire now',
    lead: 'Does what the service does after 14 days without an answer: the referral is closed as expired. This is final.',
    submit: 'Expire now',
    told: 'Expired.',
    isDangerous: true,
  }),
  edit: ({ details }) => ({
    title: 'Edit value, date, notes',
    submit: 'Save',
    told: 'Saved.',
    fields: [
      ...dealFields({
        value: details.dealValue,
        currency: details.currency,
        closingDate: details.closingDateTime?.slice(0, 10),
      }),
      { name: 'notes', label: 'Notes', type: 'textarea', value: details.notes, keepsEmpty: true },
    ],
    onlyChanges: true,
  }),
};

/** `desk` has `choices`, `tell(sentence)` and `look()`. */
export function openAct(name, referral, desk) {
  const send = (values) => call('POST', `/referrals/${referral.id}/${name}`, values);
  const done = (told) => async () => {
    desk.tell(told);
    await desk.look();
  };
  if (name === 'team') return openTeam(referral, send, done('Sellers saved.'));
  const { told, onlyChanges, ...panel } = PANELS[name](referral, desk.choices);
  openPanel(
    { ...panel, send: onlyChanges ? (values) => sendChanges(values, referral, send) : send },
    done(told),
  );
}

/** What somebody else changed meanwhile is left alone, unless it was typed here. */
function sendChanges(values, { details }, send) {
  const before = {
    dealValue: details.dealValue,
    currency: details.currency,
    closingDate: details.closingDateTime?.slice(0, 10),
    notes: details.notes,
  };
  const changes = Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== before[name]),
  );
  if (Object.keys(changes).length === 0) throw new Error('Nothing was changed.');
  return send(changes);
}

const reasonField = (reasons) => ({
  name: 'reason',
  label: 'Reason',
  type: 'select',
  isRequired: true,
  options: [['', 'Choose a reason'], ...reasons.map((one) => [one, one])],
});
