/** Chooses a record of another object by its name, from the first list view of that object. */
import { call, sentencesOf } from '../api.js';
import { el, glyph, hiddenText, newId } from '../elements.js';

const MOST_SHOWN = 8;

/** @returns the same as every other input */
export function lookup(field) {
  const [target] = field.referenceTo;
  const id = newId('lookup');
  let chosen = field.value ? { id: field.value, name: field.display ?? field.value } : null;
  let shown = [];
  let active = -1;
  let complaint = '';

  const input = el('input', {
    id,
    type: 'text',
    class: 'slds-input slds-combobox__input',
    role: 'combobox',
    autocomplete: 'off',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': `${id}-list`,
    'aria-required': field.isRequired ? 'true' : null,
    placeholder: `Search ${target}s…`,
  });
  const list = el('ul', {
    class: 'slds-listbox slds-listbox_vertical',
    role: 'listbox',
    'aria-label': `${target}s`,
    id: `${id}-list`,
  });
  const dropdown = el(
    'div',
    {
      class: 'slds-dropdown slds-dropdown_fluid slds-dropdown_length-7 org-lookup__list',
      hidden: true,
    },
    list,
  );
  const help = el('div', { class: 'slds-form-element__help', id: `${id}-help`, role: 'alert' });
  const clear = el(
    'button',
    {
      type: 'button',
      class: 'slds-button slds-button_icon slds-input__icon slds-input__icon_right',
      title: 'Clear Selection',
      onclick: () => choose(null),
    },
    glyph('utility:clear'),
    hiddenText('Clear Selection'),
  );
  const element = el(
    'div',
    { class: 'slds-form-element org-input org-lookup' },
    el(
      'label',
      { class: 'slds-form-element__label', for: id },
      field.isRequired ? el('abbr', { class: 'slds-required', title: 'required' }, '*') : null,
      field.label,
    ),
    el(
      'div',
      {
        class:
          'slds-form-element__control slds-combobox_container slds-input-has-icon slds-input-has-icon_right',
      },
      input,
      clear,
      glyph(
        'utility:search',
        'slds-icon slds-input__icon slds-input__icon_right slds-icon-text-default slds-icon_x-small org-lookup__glass',
      ),
      dropdown,
    ),
    help,
  );

  function draw() {
    input.value = chosen?.name ?? '';
    input.readOnly = chosen !== null;
    clear.hidden = chosen === null;
    element.querySelector('.org-lookup__glass').style.display = chosen === null ? '' : 'none';
    complain('');
  }
  function choose(next) {
    chosen = next;
    close();
    draw();
    input.focus();
  }
  function close() {
    dropdown.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }
  async function search() {
    const term = input.value.trim().toLowerCase();
    try {
      const records = await recordsOf(target);
      if (chosen) return;
      shown = records.filter(({ name }) => name.toLowerCase().includes(term)).slice(0, MOST_SHOWN);
      drawOptions();
    } catch (error) {
      complain(sentencesOf(error).page.join(' '));
    }
  }
  function drawOptions() {
    const options = shown.map((one, index) =>
      el(
        'li',
        { role: 'presentation', class: 'slds-listbox__item' },
        el(
          'div',
          {
            id: `${id}-${index}`,
            role: 'option',
            'aria-selected': String(index === active),
            class: `slds-media slds-listbox__option slds-listbox__option_plain ${index === active ? 'slds-has-focus' : ''}`,
            onpointerdown: (event) => {
              event.preventDefault();
              choose(one);
            },
          },
          one.name,
        ),
      ),
    );
    list.replaceChildren(
      ...(options.length > 0
        ? options
        : [
            el(
              'li',
              {
                role: 'option',
                'aria-selected': 'false',
                'aria-disabled': 'true',
                class: 'org-none',
              },
              'No results.',
            ),
          ]),
    );
    dropdown.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    if (active >= 0) input.setAttribute('aria-activedescendant', `${id}-${active}`);
  }
  function complain(sentence) {
    complaint = sentence;
    help.textContent = sentence;
    element.classList.toggle('slds-has-error', sentence !== '');
    if (sentence) input.setAttribute('aria-describedby', help.id);
    else input.removeAttribute('aria-describedby');
    input.setAttribute('aria-invalid', String(sentence !== ''));
  }

  input.addEventListener('focus', () => chosen === null && void search());
  input.addEventListener('click', () => chosen === null && dropdown.hidden && void search());
  input.addEventListener('input', () => {
    active = -1;
    void search();
  });
  input.addEventListener('blur', () => {
    close();
    if (chosen === null) input.value = '';
  });
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape' && !dropdown.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && shown[active]) {
      event.preventDefault();
      choose(shown[active]);
    } else if (step && !dropdown.hidden && shown.length > 0) {
      event.preventDefault();
      active = (active + step + shown.length) % shown.length;
      drawOptions();
    } else if (chosen && ['Backspace', 'Delete'].includes(event.key)) {
      choose(null);
    }
  });
  draw();

  const isMissing = () => field.isRequired && chosen === null;
  return {
    element,
    read: () => chosen?.id ?? null,
    check() {
      complain(isMissing() ? 'Complete this field.' : '');
      return complaint === '';
    },
    isValid: () => complaint === '' && !isMissing(),
    complain,
    focus: () => input.focus(),
  };
}

async function recordsOf(objectApiName) {
  const [list] = await call('GET', `lists/${objectApiName}`);
  if (!list) return [];
  const { columns, rows } = await call('GET', `lists/${objectApiName}/${list.name}`);
  const [first] = columns;
  return rows.map(({ id, cells }) => ({
    id,
    name: String(cells[first.field]?.display ?? cells[first.field]?.value ?? id),
  }));
}
