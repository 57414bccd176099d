import CoSellNotice from 'c/coSellNotice';
import { find, findDeep, listen, show, textOf } from 'test/page';

const NOTICE = {
  tone: 'error',
  text: 'The bridge may not write a field.',
  fix: 'Ask your admin.',
  action: { name: 'retry', label: 'Try again' },
};

const draw = (notice, more) => show('c-co-sell-notice', CoSellNotice, { notice, ...more });

it.each(['error', 'warning', 'neutral'])(
  'with the tone %s says what happened and how to fix it',
  async (tone) => {
    const notice = draw({ ...NOTICE, tone });
    expect(textOf(notice)).toBe('The bridge may not write a field.\nAsk your admin.');
    await expect(notice).toBeAccessible();
  },
);

it('tells which button was pressed', () => {
  const notice = draw(NOTICE);
  const acts = listen(notice, 'act');
  find(notice, 'lightning-button').click();
  expect(acts).toEqual([{ name: 'retry' }]);
});

it('cannot be pressed while something else is saved', () => {
  expect(find(draw(NOTICE, { isBusy: true }), 'lightning-button').disabled).toBe(true);
});

it('has no button and no empty lines when there is nothing to do', async () => {
  const notice = draw({ ...NOTICE, fix: null, action: null });
  expect(findDeep(notice, 'lightning-button, [data-id="fix"]')).toEqual([]);
  await expect(notice).toBeAccessible();
});
