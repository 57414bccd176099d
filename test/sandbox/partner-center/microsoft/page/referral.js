/** One referral: everything its owner said, and what can be done with it. */
import { el } from './dom.js';
import { button, card, facts, standing } from './pieces.js';
import { ACT_LABELS } from './acts.js';
import { day, HELP, moment, money, NONE, personName } from './words.js';

export function drawReferral({ owner, referral, acts }, all) {
  const isMicrosofts = owner === 'Microsoft';
  const id = `referral-${referral.id}`;
  return card(
    isMicrosofts ? 'Microsoft’s referral' : 'The partner’s referral',
    { id, aside: standing(referral), className: isMicrosofts ? 'own' : '' },
    el('p', { className: 'quiet' }, ownerLine(owner, referral, all)),
    commands(referral, acts, owner),
    ...(isMicrosofts ? microsofts(referral, partnersOf(all)) : partners(referral)),
    more(referral),
  );
}

const partnersOf = (all) => all.find(({ owner }) => owner === 'partner')?.referral;

function ownerLine(owner, { organizationName, inviteContext }, all) {
  if (owner === 'Microsoft')
    return `Invited by ${inviteContext.invitedBy.organizationName}. Only Microsoft changes it.`;
  const isInvited = all.some((one) => one.owner === 'Microsoft');
  if (inviteContext.invitedBy.organizationId === 'msft') {
    return `Sent to ${organizationName} by Microsoft. The partner answers; Microsoft may change value, date and notes.`;
  }
  return `Kept by ${organizationName}. Microsoft reads it${isInvited ? '' : '; nobody at Microsoft is invited'}.`;
}

function commands({ id, status, substatus }, acts, owner) {
  const open = acts.filter(({ refused }) => refused === null);
  if (open.length > 0) {
    return el(
      'div',
      {
        className: 'commands',
        role: 'group',
        'aria-label': `Commands for ${owner === 'Microsoft' ? 'Microsoft’s' : 'the partner’s'} referral`,
      },
      open.map(({ name }) =>
        button(
          ACT_LABELS[name],
          { key: name, command: name, referral: id },
          name === 'accept' ? 'primary' : '',
        ),
      ),
    );
  }
  const why =
    status === 'Closed'
      ? `${substatus}: a closed referral cannot be changed any more.`
      : 'Only the partner can change this referral.';
  return el('p', { className: 'no-commands' }, why);
}

function microsofts(referral, partners) {
  const { team, trackingInfo, details, inviteContext } = referral;
  return [
    el('h3', {}, 'Answer'),
    facts([
      ['Microsoft’s CRM id', trackingInfo.microsoftMsxId],
      ['Accepted', moment(referral.acceptedDateTime)],
      ['Closed', referral.closedDateTime ? moment(referral.closedDateTime) : undefined],
      ['Reason', referral.statusReason ?? undefined],
    ]),
    el('h3', {}, 'Sellers of Microsoft'),
    people(team, 'Nobody has accepted yet.'),
    el('h3', {}, 'What the partner asks for'),
    facts([
      ['Help', helpOf(referral)],
      ['Note to Microsoft', note(inviteContext.notes)],
    ]),
    el('h3', {}, 'The deal as Microsoft has it'),
    facts([
      [
        'Value',
        compared(referral, partners, ({ details: { dealValue, currency } }) =>
          money(dealValue, currency),
        ),
      ],
      ['Close date', compared(referral, partners, (one) => day(one.details.closingDateTime))],
      ['Notes', note(details.notes)],
    ]),
  ];
}

/** The two referrals of a deal are edited apart, so they may say different things. */
function compared(referral, partners, read) {
  const own = read(referral);
  const theirs = partners ? read(partners) : own;
  if (own === theirs) return own;
  return el('span', {}, own, el('span', { className: 'under' }, `The partner’s says ${theirs}`));
}

function partners(referral) {
  const { details, customerProfile, consent, team, inviteContext } = referral;
  return [
    el('h3', {}, 'The deal'),
    facts([
      ['Value', money(details.dealValue, details.currency)],
      ['Close date', day(details.closingDateTime)],
      ['Notes', note(details.notes)],
      ['Help', helpOf(referral)],
      ['Note', inviteContext.notes ? note(inviteContext.notes) : undefined],
      ['Sales stage', referral.salesStage ?? undefined],
      ['Accepted', moment(referral.acceptedDateTime)],
      ['Closed', referral.closedDateTime ? moment(referral.closedDateTime) : undefined],
      ['Reason', referral.statusReason ?? undefined],
      ['Partner’s CRM id', referral.externalReferenceId],
    ]),
    el('h3', {}, 'Customer'),
    facts([
      ['Name', customerProfile.name],
      ['Address', addressOf(customerProfile.address)],
      ['Size', sizeOf(customerProfile.size)],
    ]),
    el('h3', {}, 'Customer contacts'),
    people(customerProfile.team, 'No contact was given.'),
    el('h3', {}, 'Solutions'),
    solutions(details.requirements.solutions),
    el('h3', {}, 'The partner’s team'),
    people(team, 'Nobody is named.'),
    el('h3', {}, 'Consent'),
    el(
      'ul',
      { className: 'consent' },
      consentLine(
        consent.consentToShareReferralWithMicrosoftSellers,
        'Visible to Microsoft’s sellers',
      ),
      consentLine(consent.consentToToShareInfoWithOthers, 'Data may be shared'),
      consentLine(consent.consentToContact, 'The customer may be contacted'),
    ),
  ];
}

const helpOf = ({ inviteContext: { assistanceRequestCode: code } }) => HELP[code] ?? code;

/** `10to50employees` → `10 to 50 employees`. */
const sizeOf = (code) =>
  code
    ?.replace('Morethan', 'More than ')
    .replace(/(\d)to(\d)/, '$1 to $2')
    .replace('employees', ' employees') ?? null;

const note = (text) => (text ? el('span', { className: 'note' }, text) : NONE);

const consentLine = (isGiven, what) =>
  el(
    'li',
    {},
    el('span', { className: isGiven ? 'yes' : 'no' }, isGiven ? 'Yes' : 'No'),
    ` ${what}`,
  );

const addressOf = ({ addressLine1, addressLine2, city, state, postalCode, country }) =>
  [addressLine1, addressLine2, [city, state, postalCode].filter(Boolean).join(' '), country]
    .filter(Boolean)
    .join(', ');

const people = (members, nobody) =>
  members.length === 0
    ? el('p', { className: 'quiet' }, nobody)
    : el(
        'ul',
        { className: 'people' },
        members.map((one) =>
          el(
            'li',
            {},
            el('strong', {}, personName(one)),
            one.title ? `, ${one.title}` : '',
            el(
              'span',
              { className: 'under' },
              [one.email, one.phoneNumber].filter(Boolean).join(' · ') || NONE,
            ),
          ),
        ),
      );

const solutions = (list) =>
  list.length === 0
    ? el('p', { className: 'quiet' }, 'No solution was named.')
    : el(
        'ul',
        { className: 'tags' },
        list.map((one) =>
          el(
            'li',
            {},
            one.name ? `${one.name} ` : '',
            el('span', { className: 'quiet' }, one.id),
            termsOf(one),
          ),
        ),
      );

/** How many and for how much each, as far as the partner said it: ` – 3 × 1,250.50 USD`. */
function termsOf({ quantity = null, price = null, currency }) {
  const terms = [quantity, price === null ? null : money(price, currency)];
  const said = terms.filter((one) => one !== null).join(' × ');
  return said ? ` – ${said}` : '';
}

const more = (referral) =>
  el(
    'details',
    {},
    el('summary', {}, 'Ids and the document'),
    facts([
      ['Deal id', el('code', {}, referral.id)],
      ['Engagement id', el('code', {}, referral.engagementId)],
      ['eTag', el('code', {}, referral.eTag)],
      ['Type', `${referral.type}, ${referral.qualification}`],
      ['Location (MPN id)', referral.mpnId],
      ['Created', moment(referral.createdDateTime)],
    ]),
    el(
      'pre',
      { tabIndex: 0, role: 'region', 'aria-label': 'The referral as the API shows it' },
      JSON.stringify(referral, null, 2),
    ),
  );
