/* global document */
/** The panel at the right: a title, fields, and one thing to do. */
import { $, el } from './dom.js';

/**
 * `panel` has `title`, `lead`, `fields` or `body` (elements), `submit` (the button's words), `isDangerous`, and
 * `send(values)`; a rejected promise keeps the panel open and shows why. `done` is called after it was sent.
 */
export function openPanel(
  { title, lead, fields = [], body, submit, isDangerous, send, collect },
  done,
) {
  const dialog = $('panel');
  const problem = el('p', { className: 'problem', role: 'alert' });
  const action = el(
    'button',
    { type: 'submit', className: isDangerous ? 'danger' : 'primary' },
    submit,
  );
  const form = el(
    'form',
    {},
    el('h2', { id: 'panel-title' }, title),
    lead ? el('p', { className: 'quiet' }, lead) : null,
    el('div', { className: 'fields' }, body ?? fields.map(field)),
    problem,
    el(
      'div',
      { className: 'commands' },
      action,
      el('button', { type: 'button', data: { command: 'close-panel' } }, 'Cancel'),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submitTo(
      { form, action, problem, dialog, send: () => send((collect ?? valuesOf)(form, fields)) },
      done,
    );
  });
  dialog.replaceChildren(form);
  dialog.showModal();
}

async function submitTo({ action, problem, dialog, send }, done) {
  action.disabled = true;
  problem.textContent = '';
  try {
    const answer = await send();
    dialog.close();
    await done(answer);
  } catch (error) {
    problem.textContent = error.message;
    problem.scrollIntoView({ block: 'nearest' });
  } finally {
    action.disabled = false;
  }
}

/** One field: `{name, label, type, value, isRequired, isHalf, options, hint}`; types are those of an input, `select`, `textarea` or `checks`. */
export function field({
  name,
  label,
  type = 'text',
  value = '',
  isRequired = false,
  isHalf = false,
  options = [],
  hint,
  ...rest
}) {
  if (type === 'checks') return checks({ name, label, value, options });
  const id = `field-${name.replaceAll('.', '-')}`;
  const props = {
    id,
    name,
    required: isRequired,
    'aria-describedby': hint ? `${id}-hint` : undefined,
    ...rest,
  };
  const control =
    type === 'select'
      ? el(
          'select',
          props,
          options.map(([one, words]) => el('option', { value: one }, words)),
        )
      : el(type === 'textarea' ? 'textarea' : 'input', {
          ...props,
          ...(type === 'textarea' ? { rows: 3 } : { type, autocomplete: 'off' }),
        });
  control.value = value ?? '';
  return el(
    'div',
    { className: isHalf ? 'field half' : 'field' },
    el(
      'label',
      { htmlFor: id },
      label,
      isRequired ? el('span', { className: 'star', 'aria-hidden': 'true' }, ' *') : null,
    ),
    control,
    hint ? el('p', { id: `${id}-hint`, className: 'hint' }, hint) : null,
  );
}

const checks = ({ name, label, value, options }) =>
  el(
    'fieldset',
    { className: 'field' },
    el('legend', {}, label),
    options.map(([one, words]) =>
      el(
        'label',
        { className: 'check' },
        el('input', { type: 'checkbox', name, value: one, checked: value.includes(one) }),
        ` ${words}`,
      ),
    ),
  );

/** By name; a dotted name is nested; a number is a number; an empty optional field is left out. */
export function valuesOf(form, fields) {
  const values = {};
  for (const { name, type, keepsEmpty } of fields) {
    const controls = [...form.querySelectorAll(`[name="${name}"]`)];
    const value =
      type === 'checks'
        ? controls.filter(({ checked }) => checked).map((one) => one.value)
        : controls[0].value.trim();
    if (value === '' && !keepsEmpty) continue;
    put(values, name.split('.'), type === 'number' ? Number(value) : value === '' ? null : value);
  }
  return values;
}

function put(values, [first, ...rest], value) {
  if (rest.length === 0) values[first] = value;
  else put((values[first] ??= {}), rest, value);
}

document.addEventListener('click', ({ target }) => {
  if (target.closest('[data-command="close-panel"]')) $('panel').close();
});
