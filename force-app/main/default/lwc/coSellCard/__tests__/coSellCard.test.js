import { getRecord } from 'lightning/uiRecordApi';
import CoSellCard from 'c/coSellCard';
import { settle, show, textOf } from '../../../../../../test/jest-mocks/page';
import { loadState, recordOf, stateNames } from '../../../../../../test/jest-mocks/states';

jest.mock('@salesforce/apex/CoSellCardController.syncNow', () => ({ default: jest.fn() }), {
  virtual: true,
});

describe('smoke', () => {
  it.each(stateNames())('%s', async (name) => {
    const state = loadState(name);
    jest.useFakeTimers({ now: Date.parse(state.now) });
    const card = show('c-co-sell-card', CoSellCard, { recordId: state.fields.Id });
    getRecord.emit(recordOf(state));
    await settle();
    console.log(name + '\n' + textOf(card));
    jest.useRealTimers();
    await expect(card).toBeAccessible();
  });
});
