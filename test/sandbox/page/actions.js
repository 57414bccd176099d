/* global document */
/** What typing, saving and pressing do. */
import { call } from './call.js';
import { discardDraft, keepDraft, saveDraft, sentValue } from './drafts.js';
import { $, tell } from './elements.js';

const editReferral = (as) => (id, changes) =>
  call('POST', `/api/partner-center/referrals/${id}`, { as, changes });

const SAVES = {
  'deal-form': (id, changes) => call('PATCH', `/api/deals/${id}`, changes),
  'own-form': editReferral('portal'),
  'microsoft-form': editReferral('microsoft'),
};

const MAKES = {
  async 'new-deal'(values, page) {
    const { id } = await call('POST', '/api/deals', values);
    page.choose({ dealId: id });
  },
  async 'new-inbound'(values, page) {
    const { id } = await call('POST', '/api/partner-center/deals', values);
    await page.look();
    const engagement = page.view().referrals.find(({ own }) => own?.id === id);
    page.choose({ engagementId: engagement?.engagementId });
  },
  'new-solution': (values, { chosen }) =>
    call('POST', `/api/deals/${chosen.dealId}/solutions`, values),
};

/** Buttons by the name of what they carry in `data-…`. */
const PRESSES = {
  bridge: (action) => ({
    place: $('bridge-problem'),
    work: () => call('POST', `/_control/bridge/${action}`),
  }),
  move: (json, button) => {
    const { as, id, to, reason } = JSON.parse(json);
    const [status, substatus] = to;
    return {
      place: button.form.querySelector('.problem'),
      work: () =>
        editReferral(as)(id, { status, substatus, ...(reason ? { statusReason: reason } : {}) }),
    };
  },
  conflict: (choice, _button, { chosen }) => ({
    place: $('deal-form').querySelector('.problem'),
    work: () =>
      call('PATCH', `/api/deals/${chosen.dealId}`, { Co_Sell_Conflict_Choices__c: choice }),
  }),
  removeSolution: (rowId, _button, { chosen }) => ({
    place: $('new-solution').querySelector('.problem'),
    work: () => call('DELETE', `/api/deals/${chosen.dealId}/solutions/${rowId}`),
  }),
};

/** `page` has `look()`, `draw()`, `view()`, `chosen` and `choose({dealId?, engagementId?})`. */
export function listen(page) {
  document.addEventListener('input', ({ target }) => keepDraft(target) && page.draw());
  document.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(event.target, page);
  });
  document.addEventListener('change', ({ target }) => {
    if (target.dataset.weather) void changeWeather(target, page);
  });
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('button');
    if (button) press(button, page);
  });
}

function submit(form, page) {
  const place = form.querySelector('.problem');
  const save = SAVES[form.id];
  if (save) return void act(page, { place, work: () => saveDraft(form, save) });
  const values = Object.fromEntries(
    [...form.querySelectorAll('[name]')].map((control) => [control.name, sentValue(control)]),
  );
  void act(page, { place, work: () => MAKES[form.id](values, page) });
}

function press(button, page) {
  const { dataset } = button;
  const name = Object.keys(PRESSES).find((one) => one in dataset);
  if (name) return void act(page, PRESSES[name](dataset[name], button, page));
  if ('discard' in dataset) discardDraft(button.form);
  else if (button.closest('#deals')) page.choose({ dealId: dataset.key });
  else if (button.closest('#engagements')) page.choose({ engagementId: dataset.key });
  else return;
  page.draw();
}

async function changeWeather(box, page) {
  box.disabled = true;
  const change = { [box.dataset.weather]: box.checked };
  await act(page, {
    place: $('bridge-problem'),
    work: () => call('PATCH', '/api/weather', change),
  });
  box.disabled = false;
  page.draw();
}

/** Does the work, shows a refusal at the place, and looks again at once. */
async function act(page, { place, work }) {
  tell(place, '');
  try {
    await work();
  } catch (error) {
    tell(place, error.message);
  }
  await page.look();
}
