/** The stages of an Opportunity: where it stands, and the step to the next. */
import { button, el, glyph, hiddenText, newId, redraw } from '../elements.js';
import { openModal } from '../frame/modal.js';
import { showToast } from '../frame/toasts.js';
import { sentencesOf } from '../api.js';

const CLOSED = 'Closed';

export function path(source, org) {
  const box = el('div', { class: 'slds-card org-path' });
  /** The stage somebody looks at; the record's own until they choose another. */
  let looked = null;
  let stage;
  source.watch(() => {
    const now = source.field('StageName')?.value;
    // The record is read again all the time; only another stage takes the choice away.
    if (now !== stage) looked = null;
    stage = now;
    draw();
  });

  function draw() {
    const field = source.field('StageName');
    if (!field) return box.replaceChildren();
    const steps = stepsOf(field.value, org.stages);
    const at = steps.findIndex(({ isCurrent }) => isCurrent);
    const shown = looked ?? at;
    const choose = (index) => {
      looked = index;
      draw();
    };
    redraw(box, [
      el('h2', { class: 'slds-assistive-text' }, 'Path'),
      el(
        'div',
        { class: 'org-path__track' },
        track(steps, { at, shown, choose }),
        field.updateable && org.stages.length > 0 ? mark(steps, { at, shown, source, org }) : null,
      ),
    ]);
    box.querySelector('.slds-is-current')?.scrollIntoView?.({ block: 'nearest', inline: 'center' });
  }
  return box;
}

/** Open stages one by one; all ways to close are the last step, until one of them was taken. */
function stepsOf(stageName, stages) {
  const current = stages.find(({ name }) => name === stageName);
  const open = stages.filter(({ isClosed }) => !isClosed);
  const at = current?.isClosed ? open.length : open.findIndex(({ name }) => name === stageName);
  const last = current?.isClosed
    ? {
        label: current.name,
        stage: current.name,
        isClosed: true,
        isWon: current.isWon,
        isLost: !current.isWon,
      }
    : { label: CLOSED, stage: null, isClosed: true };
  return [...open.map(({ name }) => ({ label: name, stage: name })), last].map((step, index) => ({
    ...step,
    isCurrent: index === at,
    isComplete: index < at && !current?.isClosed ? true : index < at && Boolean(current?.isWon),
  }));
}

function track(steps, { at, shown, choose }) {
  const items = steps.map((step, index) => {
    const isShown = index === shown;
    return el(
      'li',
      { class: `slds-path__item ${stateOf(step, index === at, isShown)}`, role: 'presentation' },
      el(
        'a',
        {
          class: 'slds-path__link',
          role: 'option',
          href: '#',
          id: newId('path'),
          tabindex: isShown ? '0' : '-1',
          'aria-selected': String(isShown),
          'data-key': `stage-${index}`,
          title: step.label,
          onclick: (event) => {
            event.preventDefault();
            choose(index);
          },
        },
        el(
          'span',
          { class: 'slds-path__stage' },
          glyph('utility:check', 'slds-icon slds-icon_x-small'),
          hiddenText(step.isCurrent ? 'Current stage:' : step.isComplete ? 'Stage complete:' : ''),
        ),
        el('span', { class: 'slds-path__title' }, step.label),
      ),
    );
  });
  const list = el(
    'ul',
    {
      class: 'slds-path__nav',
      role: 'listbox',
      'aria-orientation': 'horizontal',
      'aria-label': 'Stage',
    },
    items,
  );
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(steps.length - 1, shown + step));
    choose(next);
  });
  return el('div', { class: 'slds-path org-path__scroller' }, list);
}

function stateOf({ isComplete, isWon, isLost }, isCurrent, isShown) {
  const states = [];
  if (isCurrent && isLost) states.push('slds-is-lost');
  else if (isCurrent && isWon) states.push('slds-is-won');
  else if (isCurrent) states.push('slds-is-current');
  else states.push(isComplete ? 'slds-is-complete' : 'slds-is-incomplete');
  if (isShown) states.push('slds-is-active');
  return states.join(' ');
}

function mark(steps, { at, shown, source, org }) {
  const isNext = shown === at;
  const target = steps[isNext ? at + 1 : shown];
  const isClosing = (target ?? steps[shown]).isClosed;
  const label = isClosing
    ? isNext || steps[at].isClosed
      ? 'Change Closed Stage'
      : 'Select Closed Stage'
    : isNext
      ? 'Mark Stage as Complete'
      : 'Mark as Current Stage';
  const words = isClosing && isNext && !steps[at].isClosed ? 'Mark Stage as Complete' : label;
  return button(
    words,
    {
      class: 'slds-button slds-button_brand org-path__mark',
      'data-key': 'mark',
      onclick: () => (isClosing ? chooseClosed(source, org) : void save(source, target.stage)),
    },
    'brand',
  );
}

function chooseClosed(source, org) {
  const ways = org.stages.filter(({ isClosed }) => isClosed);
  const id = newId('closed');
  const select = el(
    'select',
    { id, class: 'slds-select' },
    ways.map(({ name }) => el('option', { value: name }, name)),
  );
  openModal({
    title: 'Close This Opportunity',
    body: [
      el(
        'div',
        { class: 'slds-form-element' },
        el('label', { class: 'slds-form-element__label', for: id }, 'Stage'),
        el(
          'div',
          { class: 'slds-form-element__control' },
          el('div', { class: 'slds-select_container' }, select),
        ),
      ),
    ],
    footer: (close) => [
      button('Cancel', { onclick: close }),
      button(
        'Save',
        {
          onclick: () => {
            close();
            void save(source, select.value);
          },
        },
        'brand',
      ),
    ],
  });
  select.focus();
}

async function save(source, stage) {
  try {
    await source.save({ StageName: stage });
    showToast({ title: 'Stage changed successfully.', variant: 'success' });
  } catch (error) {
    const { page, fields } = sentencesOf(error);
    showToast({
      title: 'The stage was not changed.',
      message: [...page, ...Object.values(fields)].join(' '),
      variant: 'error',
    });
  }
}
