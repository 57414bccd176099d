import CoSellResponse from 'c/coSellResponse';
import { answer, find, findAll, listen, press, settle, show, textOf, type } from 'test/page';

let response;
let saved;

beforeEach(() => {
  response = show('c-co-sell-response', CoSellResponse);
  saved = listen(response, 'save');
});

async function answerWith(id) {
  answer(response, id).click();
  await settle();
}

async function click(id) {
  find(response, `[data-id="${id}"]`).click();
  await settle();
}

it('offers both answers, accepting first', async () => {
  const buttons = findAll(response, 'lightning-button');
  expect(buttons.map(({ label, variant }) => [label, variant])).toEqual([
    ['Accept', 'brand'],
    ['Decline', undefined],
  ]);
  await expect(response).toBeAccessible();
});

it('accepts only after it was confirmed', async () => {
  await click('accept');
  expect(saved).toEqual([]);
  expect(textOf(response)).toContain('Microsoft is told at once');
  await expect(response).toBeAccessible();
  await answerWith('confirm');
  expect(saved).toEqual([{ response: 'Accept' }]);
});

it('declines with one of Microsoft’s eight reasons', async () => {
  await click('decline');
  const reasons = find(response, 'lightning-combobox');
  expect(reasons.options).toHaveLength(8);
  await expect(response).toBeAccessible();
  type(reasons, { value: 'Not a customer' });
  await answerWith('confirm');
  expect(saved).toEqual([{ response: 'Decline', responseReason: 'Not a customer' }]);
});

it('does not decline without a reason, and says so aloud', async () => {
  await click('decline');
  await answerWith('confirm');
  expect(saved).toEqual([]);
  expect(find(response, '[role="alert"]').textContent).toContain('Choose a reason');
  type(find(response, 'lightning-combobox'), { value: 'Others' });
  await settle();
  expect(find(response, '[role="alert"]')).toBeNull();
});

it('moves the focus into the question when it opens', async () => {
  await click('decline');
  expect(response.shadowRoot.activeElement.tagName).toBe('H3');
});

it.each(['accept', 'decline'])(
  'closes the question of %s with Escape and gives the focus back',
  async (id) => {
    await click(id);
    const focused = jest.spyOn(HTMLElement.prototype, 'focus');
    press(find(response, 'h3'), 'a');
    await settle();
    expect(find(response, 'h3')).not.toBeNull();
    press(find(response, 'h3'), 'Escape');
    await settle();
    expect(focused.mock.contexts).toEqual([find(response, `[data-id="${id}"]`)]);
    focused.mockRestore();
  },
);

it('closes the question with Cancel too', async () => {
  await click('accept');
  await answerWith('cancel');
  expect(find(response, '[data-id="accept"]')).not.toBeNull();
  expect(saved).toEqual([]);
});

it('cannot be pressed while something is saved', async () => {
  response.isBusy = true;
  await settle();
  expect(findAll(response, 'lightning-button').map(({ disabled }) => disabled)).toEqual([
    true,
    true,
  ]);
});
