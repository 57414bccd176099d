/** The Convert button of a Lead: what it becomes is asked, then shown. */
import { notifyRecordUpdateAvailable } from '../../../../../../browser/shims/ui-record-api.ts';
import { call, sentencesOf } from '../api.js';
import { button, el, link } from '../elements.js';
import { createInput } from '../fields/input.js';
import { openModal } from '../frame/modal.js';
import { describeObject } from '../objects.js';
import { listUrl, recordUrl } from '../urls.js';
import { snag } from './snag.js';

/** For leads that are not converted yet. */
export const canConvert = ({ object, field }) =>
  object.apiName === 'Lead' && object.updateable && field('IsConverted')?.value === false;

export async function openConvert(source, org) {
  const { fields } = await describeObject('Opportunity');
  const company = String(source.field('Company')?.value ?? '');
  // The platform proposes the company's name with a dash.
  const name = inputFor(org, { ...fields.Name, label: 'Opportunity Name', value: `${company}-` });
  const none = inputFor(org, NO_OPPORTUNITY);
  none.element.addEventListener('change', () => (name.element.disabled = none.read()));
  const problems = el('div', {});
  let convertButton;
  const convert = async (close) => {
    problems.replaceChildren();
    if (!none.read() && !name.check()) return name.focus();
    convertButton.disabled = true;
    try {
      const opportunityName = none.read() ? null : name.read();
      const made = await call('POST', `records/${source.recordId}/convert`, { opportunityName });
      close();
      await notifyRecordUpdateAvailable([{ recordId: source.recordId }]);
      openConverted(made, { company, person: source.name, opportunityName }, org);
    } catch (error) {
      problems.replaceChildren(snag(plain(sentencesOf(error))));
    } finally {
      convertButton.disabled = false;
    }
  };
  openModal({
    title: 'Convert Lead',
    size: 'medium',
    body: [
      group('Account', el('p', {}, `Create new: ${company}`)),
      group('Contact', el('p', {}, `Create new: ${source.name}`)),
      group('Opportunity', name.element, none.element),
    ],
    footer: (close) => {
      convertButton = button('Convert', { onclick: () => void convert(close) }, 'brand');
      return [problems, button('Cancel', { onclick: close }), convertButton];
    },
  });
}

const NO_OPPORTUNITY = {
  apiName: 'NoOpportunity',
  label: 'Don’t create an opportunity upon conversion',
  type: 'boolean',
  value: false,
};

const inputFor = (org, field) =>
  createInput({ org, field: { apiName: 'Name', ...field, isRequired: true } });

/** Its fields are those of the lead, which are not on this form. */
const plain = ({ page, fields }) => ({ page: [...page, ...Object.values(fields)], fields: [] });

const group = (title, ...children) =>
  el(
    'fieldset',
    { class: 'org-section' },
    el('legend', { class: 'org-section__title org-section__title_form' }, title),
    children,
  );

function openConverted({ accountId, contactId, opportunityId }, names, org) {
  const made = [
    ['Account', accountId, names.company],
    ['Contact', contactId, names.person],
    ['Opportunity', opportunityId, names.opportunityName],
  ].filter(([, id]) => id !== null);
  openModal({
    title: 'Your lead has been converted',
    body: [
      el(
        'ul',
        {},
        made.map(([object, id, name]) =>
          el('li', {}, `${object}: `, link(recordUrl(id, object), name)),
        ),
      ),
    ],
    footer: (close) => [
      button('Go to Leads', {
        onclick: () => {
          close();
          org.goTo(listUrl('Lead'));
        },
      }),
    ],
  });
}
