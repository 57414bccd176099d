import CoSellUnlink from 'c/coSellUnlink';
import { answer, find, listen, press, show, textOf } from 'test/page';

const ask = (isBusy = false) =>
  show('c-co-sell-unlink', CoSellUnlink, { identifier: '3c1f7a52-8f0e', isBusy });

it('says what unlinking does and what links the two again, with the focus on the question', async () => {
  const question = ask();
  expect(textOf(question)).toContain('Nothing is deleted');
  expect(find(question, '[data-id="identifier"]').textContent).toBe('3c1f7a52-8f0e');
  expect(question.shadowRoot.activeElement.tagName).toBe('H3');
  await expect(question).toBeAccessible();
});

it('wishes it only when it is confirmed', () => {
  const question = ask();
  const saves = listen(question, 'save');
  const cancels = listen(question, 'cancel');
  answer(question, 'confirm').click();
  expect(saves).toEqual([{ request: 'Unlink' }]);
  expect(cancels).toHaveLength(0);
});

it.each([
  ['Cancel', (question) => answer(question, 'cancel').click()],
  ['Escape', (question) => press(find(question, 'h3'), 'Escape')],
])('leaves everything as it is with %s', (_way, leave) => {
  const question = ask();
  const saves = listen(question, 'save');
  const cancels = listen(question, 'cancel');
  press(find(question, 'h3'), 'Tab');
  expect(cancels).toHaveLength(0);
  leave(question);
  expect(cancels).toHaveLength(1);
  expect(saves).toHaveLength(0);
});

it('cannot be confirmed twice at once', () => {
  expect(answer(ask(true), 'confirm').disabled).toBe(true);
});
