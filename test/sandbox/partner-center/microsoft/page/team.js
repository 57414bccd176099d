/** The panel of Microsoft's sellers: a row for each, as many as wanted. */
import { el } from './dom.js';
import { field, openPanel } from './dialog.js';

const MEMBER = [
  { name: 'firstName', isHalf: true, label: 'First name', isRequired: true },
  { name: 'lastName', isHalf: true, label: 'Last name', isRequired: true },
  { name: 'email', isHalf: true, label: 'E-mail', type: 'email', isRequired: true },
  { name: 'phoneNumber', isHalf: true, label: 'Phone', type: 'tel' },
];
let made = 0;

export function openTeam({ team }, send, done) {
  const rows = el('div', { className: 'rows' }, team.map(row));
  const add = el('button', { type: 'button', className: 'small' }, 'Add a seller');
  add.addEventListener('click', () => {
    const added = row({});
    rows.append(added);
    added.querySelector('input').focus();
  });
  rows.addEventListener('click', ({ target }) => {
    const remove = target.closest('[data-remove]');
    if (!remove) return;
    remove.closest('fieldset').remove();
    add.focus();
  });
  openPanel(
    {
      title: 'Sellers of Microsoft',
      lead: 'The partner sees these people on the deal.',
      submit: 'Save',
      body: [rows, add],
      collect: () => ({ team: [...rows.children].map(memberIn) }),
      send,
    },
    done,
  );
}

function row(one) {
  const n = (made += 1);
  return el(
    'fieldset',
    { className: 'member' },
    el('legend', {}, one.firstName ? `${one.firstName} ${one.lastName ?? ''}` : 'New seller'),
    MEMBER.map((spec) =>
      field({ ...spec, name: `${spec.name}-${n}`, value: one[spec.name] ?? '' }),
    ),
    el('button', { type: 'button', className: 'small', data: { remove: 'true' } }, 'Remove'),
  );
}

const memberIn = (fieldset) =>
  Object.fromEntries(
    [...fieldset.querySelectorAll('input')]
      .map(({ name, value }) => [name.split('-')[0], value.trim()])
      .filter(([, value]) => value !== ''),
  );
