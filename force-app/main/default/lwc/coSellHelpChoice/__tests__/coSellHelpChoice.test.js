import CoSellHelpChoice from 'c/coSellHelpChoice';
import { find, listen, named, show, textOf, type } from 'test/page';

const NOTHING = { help: null, visibility: null, note: null };
const HELP = 'Quotes or licensing';
const VISIBLE = 'Visible to Microsoft';

function draw(choice, more) {
  const form = show('c-co-sell-help-choice', CoSellHelpChoice, { choice, ...more });
  return { form, choices: listen(form, 'choice') };
}

it('begins with no help and a private deal', async () => {
  const { form } = draw(NOTHING);
  expect(named(form, 'help').value).toBe('none');
  expect(named(form, 'help').options).toHaveLength(7);
  expect(named(form, 'visibility').value).toBe('Private');
  expect(named(form, 'note')).toBeNull();
  expect(find(form, 'c-co-sell-deal-kind').kind).toBe('private');
  await expect(form).toBeAccessible();
});

it('says that visibility goes one way before it is chosen', () => {
  expect(textOf(draw(NOTHING).form)).toContain('but never hide it again');
});

it('tells a help, which makes the deal visible', () => {
  const { form, choices } = draw(NOTHING);
  type(named(form, 'help'), { value: HELP });
  expect(choices).toEqual([{ help: HELP, visibility: VISIBLE, note: null }]);
});

it.each([
  [false, 'Private'],
  [true, VISIBLE],
])(
  'gives the visibility back with the help, if it may be (visible already: %p)',
  (isVisible, visibility) => {
    const { form, choices } = draw({ ...NOTHING, help: HELP, visibility: VISIBLE }, { isVisible });
    type(named(form, 'help'), { value: 'none' });
    expect(choices).toEqual([{ help: null, visibility, note: null }]);
  },
);

it('shows what a help makes of the deal, and asks for a note', async () => {
  const { form, choices } = draw({ ...NOTHING, help: HELP });
  expect(find(form, 'c-co-sell-deal-kind').kind).toBe('co-sell');
  expect(named(form, 'visibility').disabled).toBe(true);
  expect(named(form, 'visibility').value).toBe(VISIBLE);
  type(named(form, 'note'), { value: 'Hello' });
  expect(choices).toEqual([{ help: HELP, visibility: null, note: 'Hello' }]);
  await expect(form).toBeAccessible();
});

it('tells a visibility', () => {
  const { form, choices } = draw(NOTHING);
  type(named(form, 'visibility'), { value: VISIBLE });
  expect(choices).toEqual([{ help: null, visibility: VISIBLE, note: null }]);
});

it('does not offer to hide what Microsoft sees already', () => {
  const { form } = draw({ ...NOTHING, visibility: VISIBLE }, { isVisible: true });
  expect(named(form, 'visibility').disabled).toBe(true);
  expect(textOf(form)).toContain('Microsoft already sees this deal');
  expect(find(form, 'c-co-sell-deal-kind').kind).toBe('partner-led');
});
