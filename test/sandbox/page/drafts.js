/**
 * Forms show what is stored, with a person's draft over it. A draft is kept per form and record until it is saved
 * or discarded; nothing that arrives overwrites it.
 */
const drafts = new Map();

/** Shows `values` of a record, except where it has a draft. */
export function fill(form, recordId, values) {
  if (form.dataset.record !== recordId) say(form, '');
  form.dataset.record = recordId;
  const draft = draftOf(form);
  for (const control of controlsOf(form)) {
    const stored = stateOf(control, values[control.name]);
    control.dataset.stored = JSON.stringify(stored);
    const isEdited = control.name in draft;
    const shown = isEdited ? draft[control.name] : stored;
    if (control.type === 'checkbox') control.checked = shown;
    else if (control.value !== shown) control.value = shown;
    control.classList.toggle('edited', isEdited);
  }
  const isEdited = Object.keys(draft).length > 0;
  form.querySelector('.primary').disabled = !isEdited;
  form.querySelector('[data-discard]').disabled = !isEdited;
}

/** @returns whether the control belongs to a form that has drafts */
export function keepDraft(control) {
  const { form } = control;
  if (!form?.dataset.record || control.dataset.stored === undefined) return false;
  const others = Object.entries(draftOf(form)).filter(([name]) => name !== control.name);
  const isBack = JSON.stringify(stateIn(control)) === control.dataset.stored;
  const draft = isBack ? others : [...others, [control.name, stateIn(control)]];
  drafts.set(keyOf(form), Object.fromEntries(draft));
  say(form, '');
  return true;
}

export function discardDraft(form) {
  drafts.delete(keyOf(form));
  say(form, '');
}

/** Sends what was edited and nothing else. @param send (record, changes) => promise */
export async function saveDraft(form, send) {
  const key = keyOf(form);
  const saved = draftOf(form);
  const edited = [...controlsOf(form)].filter(({ name }) => name in saved);
  if (edited.length === 0) return;
  const changes = edited.map((control) => [control.name, sentValue(control)]);
  await send(form.dataset.record, Object.fromEntries(changes));
  // What was typed while the answer was under way stays a draft.
  const rest = Object.entries(drafts.get(key) ?? {}).filter(
    ([name, value]) => saved[name] !== value,
  );
  drafts.set(key, Object.fromEntries(rest));
  say(form, 'Saved.');
}

export const controlsOf = (form) => form.querySelectorAll('.fields [name]');

/** What is sent: a number for a number, nothing for an empty text. */
export function sentValue(control) {
  if (control.type === 'checkbox') return control.checked;
  if (control.value === '') return null;
  return control.type === 'number' ? Number(control.value) : control.value;
}

const keyOf = (form) => `${form.id}:${form.dataset.record}`;
const draftOf = (form) => drafts.get(keyOf(form)) ?? {};
const say = (form, sentence) => (form.querySelector('.said').textContent = sentence);

const stateOf = (control, value) =>
  control.type === 'checkbox' ? value === true : String(value ?? '');

const stateIn = (control) => (control.type === 'checkbox' ? control.checked : control.value);
