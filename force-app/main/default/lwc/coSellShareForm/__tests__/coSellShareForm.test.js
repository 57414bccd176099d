import CoSellShareForm from 'c/coSellShareForm';
import { find, listen, settle, show, textOf, type } from 'test/page';
import { readDeal } from 'c/coSellDeal';
import { loadState, recordOf } from 'test/states';

const HELP = 'Quotes or licensing';
const VISIBLE = 'Visible to Microsoft';

function draw(state, more) {
  const deal = readDeal(recordOf(loadState(state)));
  return show('c-co-sell-share-form', CoSellShareForm, { recordId: '006', deal, ...more });
}

async function click(form, id) {
  find(form, `[data-id="${id}"]`).click();
  await settle();
}

function choose(form, choice) {
  find(form, 'c-co-sell-help-choice').dispatchEvent(new CustomEvent('choice', { detail: choice }));
}

it('is one button until somebody wants to share', async () => {
  const form = draw('not-shared');
  expect(find(form, '[data-id="open"]').label).toBe('Share this deal');
  expect(find(form, 'section')).toBeNull();
  await expect(form).toBeAccessible();
});

it('opens with the focus on its title', async () => {
  const form = draw('not-shared');
  await click(form, 'open');
  expect(form.shadowRoot.activeElement.tagName).toBe('H3');
  await expect(form).toBeAccessible();
});

it('shares with the consent and the choices of the seller', async () => {
  const form = draw('not-shared');
  await click(form, 'open');
  const shared = listen(form, 'share');
  type(find(form, '[data-id="consent"]'), { checked: true });
  choose(form, { help: HELP, visibility: VISIBLE, note: 'Hello' });
  await click(form, 'share');
  expect(shared).toEqual([
    { consent: true, help: HELP, visibility: VISIBLE, note: 'Hello', sync: true },
  ]);
});

it('shares nothing without the customer’s consent, and says why', async () => {
  const form = draw('not-shared');
  await click(form, 'open');
  const shared = listen(form, 'share');
  const focused = jest.spyOn(HTMLElement.prototype, 'focus');
  await click(form, 'share');
  expect(shared).toEqual([]);
  expect(find(form, '[role="alert"]').textContent).toContain('Ask the customer first');
  const consent = find(form, '[data-id="consent"]');
  expect(focused.mock.contexts).toEqual([consent]);
  // And again at the next click, not at whatever is drawn after it.
  await click(form, 'share');
  expect(focused.mock.contexts).toEqual([consent, consent]);
  form.isBusy = true;
  await settle();
  expect(focused.mock.contexts).toHaveLength(2);
  focused.mockRestore();
  type(find(form, '[data-id="consent"]'), { checked: true });
  await settle();
  expect(find(form, '[role="alert"]')).toBeNull();
});

it.each([
  [{ help: null, visibility: null, note: null }, 'Put in Partner Center'],
  [{ help: null, visibility: VISIBLE, note: null }, 'Share with Microsoft'],
  [{ help: HELP, visibility: VISIBLE, note: null }, 'Share and ask for help'],
])('with %p the button says "%s" before it is pressed', async (choice, label) => {
  const form = draw('not-shared', { startsOpen: true });
  choose(form, choice);
  await settle();
  expect(find(form, '[data-id="share"]').label).toBe(label);
});

it('shows what the record has already', async () => {
  const form = draw('ready', { startsOpen: true });
  expect(find(form, '[data-id="consent"]').checked).toBe(true);
  expect(find(form, 'c-co-sell-help-choice').choice).toEqual({
    help: 'Proof of concept or demo',
    visibility: VISIBLE,
    note: null,
  });
  await expect(form).toBeAccessible();
});

it('asks for a check without sharing', async () => {
  const form = draw('ready', { startsOpen: true });
  const checks = listen(form, 'check');
  await click(form, 'check');
  expect(checks).toEqual([
    { consent: true, help: 'Proof of concept or demo', visibility: VISIBLE, note: null },
  ]);
});

it('shows the bridge’s list, without the switch that sharing turns on', async () => {
  const items = [
    { code: 'sync-on', field: null, ok: false, message: 'Switch on' },
    { code: 'value', field: 'Amount', ok: false, message: 'Enter the amount' },
  ];
  const form = draw('ready', {
    startsOpen: true,
    preflight: { kind: 'co-sell', ready: false, items },
  });
  expect(find(form, 'c-co-sell-checklist').items.map(({ code }) => code)).toEqual(['value']);
  await expect(form).toBeAccessible();
});

it.each(['save', 'navigate'])('passes on what its list asks for: %s', async (name) => {
  const form = draw('ready', { startsOpen: true, preflight: { items: [] } });
  const heard = listen(form, name);
  find(form, 'c-co-sell-checklist').dispatchEvent(new CustomEvent(name, { detail: { amount: 1 } }));
  expect(heard).toEqual([{ amount: 1 }]);
});

it('cannot be pressed twice', async () => {
  const form = draw('ready', { startsOpen: true, isBusy: true });
  expect(find(form, '[data-id="share"]').disabled).toBe(true);
  expect(find(form, '[data-id="check"]').disabled).toBe(true);
});

it('keeps what was typed when the record is drawn again', async () => {
  const form = draw('not-shared', { startsOpen: true });
  choose(form, { help: HELP, visibility: VISIBLE, note: 'Typed' });
  form.deal = { ...form.deal };
  await settle();
  expect(find(form, 'c-co-sell-help-choice').choice.note).toBe('Typed');
  expect(textOf(form)).not.toContain('undefined');
});

describe('solutions that were chosen and not saved', () => {
  function hold(form, saved) {
    const solutions = find(form, 'c-co-sell-solutions');
    const save = jest.fn().mockResolvedValue(saved);
    Object.defineProperties(solutions, { hasUnsaved: { value: true }, save: { value: save } });
    return save;
  }

  it.each(['share', 'check'])('go along with a click on "%s"', async (id) => {
    const form = draw('ready');
    if (find(form, '[data-id="open"]')) await click(form, 'open');
    type(find(form, '[data-id="consent"]'), { checked: true });
    const save = hold(form, true);
    const sent = listen(form, id);
    await click(form, id);
    expect(save).toHaveBeenCalledTimes(1);
    expect(sent).toHaveLength(1);
  });

  it('that cannot be saved keep the deal here', async () => {
    const form = draw('ready');
    if (find(form, '[data-id="open"]')) await click(form, 'open');
    type(find(form, '[data-id="consent"]'), { checked: true });
    hold(form, false);
    const sent = listen(form, 'share');
    await click(form, 'share');
    expect(sent).toEqual([]);
  });
});
