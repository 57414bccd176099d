/** New and Edit: the layout's fields in a modal. */
import { call, sentencesOf } from '../api.js';
import { button, el } from '../elements.js';
import { openModal } from '../frame/modal.js';
import { showToast } from '../frame/toasts.js';
import { describeObject } from '../objects.js';
import { recordUrl } from '../urls.js';
import { createForm } from './form.js';
import { snag } from './snag.js';

/**
 * `preset`: fields that are given by where the new record is made; `onSaved` instead of going to it.
 */
export async function openNewRecord(objectApiName, org, { preset, onSaved } = {}) {
  const object = await describeObject(objectApiName);
  const { sections } = org.metadata.layouts[objectApiName];
  const form = createForm({ org, object, sections, preset });
  openForm({
    title: `New ${object.label}`,
    form,
    async save() {
      const changes = form.changes();
      const { id } = await call('POST', `records/${objectApiName}`, changes);
      return async () => {
        showToast({
          title: `${object.label} ${changes.Name ? `"${changes.Name}" ` : ''}was created.`,
          variant: 'success',
        });
        if (onSaved) await onSaved();
        else org.goTo(recordUrl(id, objectApiName));
      };
    },
  });
}

export function openEdit(source, org, { onClose } = {}) {
  const { object } = source;
  const form = createForm({
    org,
    object,
    sections: org.metadata.layouts[object.apiName].sections,
    source,
  });
  openForm({
    title: `Edit ${source.name}`,
    form,
    onClose,
    async save() {
      const changes = form.changes();
      if (Object.keys(changes).length === 0) return () => undefined;
      await source.save(changes);
      return () =>
        showToast({ title: `${object.label} "${source.name}" was saved.`, variant: 'success' });
    },
  });
}

/** `save()` gives what to do once the modal is closed. */
function openForm({ title, form, save, onClose }) {
  const problems = el('div', {});
  const trySave = async (close) => {
    problems.replaceChildren();
    if (!form.check()) {
      problems.replaceChildren(snag(form.complaints()));
      return form.focusFirstError();
    }
    saveButton.disabled = true;
    try {
      const andThen = await save();
      close();
      await andThen();
    } catch (error) {
      problems.replaceChildren(snag(form.showErrors(sentencesOf(error))));
      form.focusFirstError();
    } finally {
      saveButton.disabled = false;
    }
  };
  let saveButton;
  openModal({
    title,
    size: 'medium',
    onClose,
    body: [
      el(
        'p',
        { class: 'org-required-note' },
        el('abbr', { class: 'slds-required', 'aria-hidden': 'true' }, '* '),
        '= Required Information',
      ),
      form.element,
    ],
    footer: (close) => {
      saveButton = button('Save', { onclick: () => void trySave(close) }, 'brand');
      return [problems, button('Cancel', { onclick: close }), saveButton];
    },
  });
  form.focus();
}
