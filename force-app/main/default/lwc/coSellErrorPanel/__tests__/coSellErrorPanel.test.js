import CoSellErrorPanel from 'c/coSellErrorPanel';
import { apexError, findAll, show, textOf } from 'test/page';

const UNKNOWN =
  'Something unexpected happened. Try again; if it happens again, tell your Salesforce admin when it was.';

const draw = (errors) => show('c-co-sell-error-panel', CoSellErrorPanel, { errors });
const messagesOf = (panel) =>
  findAll(panel, '[data-id="message"]').map(({ textContent }) => textContent);

it.each([
  ['a string', 'It broke.', ['It broke.']],
  ['a JavaScript error', new Error('It broke.'), ['It broke.']],
  ['Apex', { body: { message: 'It broke.' } }, ['It broke.']],
  ['a lost network', { statusText: 'Failed to fetch' }, ['Failed to fetch']],
  ['a body that is text', { body: 'It broke.' }, ['It broke.']],
  ['a list of bodies', { body: [{ message: 'One.' }, { message: 'Two.' }] }, ['One.', 'Two.']],
  ['several errors', ['One.', { body: { message: 'Two.' } }], ['One.', 'Two.']],
  ['the same error twice', ['One.', 'One.'], ['One.']],
  [
    'a field that was not accepted',
    {
      body: {
        message: 'An error occurred',
        output: { errors: [], fieldErrors: { Amount: [{ message: 'Too high.' }] } },
      },
    },
    ['Too high.'],
  ],
  [
    'a validation rule',
    {
      body: {
        message: 'An error occurred',
        output: { errors: [{ message: 'Choose a reason.' }], fieldErrors: {} },
      },
    },
    ['Choose a reason.'],
  ],
  [
    'DML in Apex',
    {
      body: {
        pageErrors: [{ message: 'Locked.' }],
        fieldErrors: { Name: [{ message: 'Too long.' }] },
      },
    },
    ['Locked.', 'Too long.'],
  ],
  ['a body without words', { body: {}, statusText: 'Server Error' }, ['Server Error']],
  ['nothing that can be read', { body: {} }, [UNKNOWN]],
  ['our JSON without a message', { body: { message: '{"code":"x"}' } }, [UNKNOWN]],
  ['text that only looks like JSON', { body: { message: '{broken' } }, ['{broken']],
  ['JSON that is not ours', { body: { message: '{"a":1}' } }, ['{"a":1}']],
  [
    'the bridge’s problem body',
    { body: { message: '{"code":"x","detail":"It broke."}' } },
    ['It broke.'],
  ],
])('reads %s', (_shape, errors, messages) => {
  expect(messagesOf(draw(errors))).toEqual(messages);
});

it('says who can fix it and how', async () => {
  const advice = { who: 'salesforce-admin', fix: 'Assign the permission set.' };
  const panel = draw(apexError('bridge-forbidden', 'The bridge refuses this.', advice));
  expect(textOf(panel)).toBe(
    'The bridge refuses this.\nAssign the permission set.\nWho can fix it: Your Salesforce admin',
  );
  await expect(panel).toBeAccessible();
});

it('keeps a word for who that it does not know', () => {
  expect(textOf(draw(apexError('x', 'A', { who: 'the moon' })))).toContain(
    'Who can fix it: the moon',
  );
});

it('is read out as soon as it appears', () => {
  expect(draw('It broke.').shadowRoot.querySelector('[role="alert"]')).not.toBeNull();
});
