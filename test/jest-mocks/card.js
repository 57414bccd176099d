/** The co-sell card on a page, with one of the example records. */
import { getRecord } from 'lightning/uiRecordApi';
import CoSellCard from 'c/coSellCard';
import { settle, show } from 'test/page';
import { loadState, recordOf } from 'test/states';

/** Shows the card at the moment of its state, with fake timers; `changes` are field values by API name. */
export async function showCard(name, changes = {}) {
  const state = loadState(name);
  jest.useFakeTimers({ now: Date.parse(state.now) });
  const card = show('c-co-sell-card', CoSellCard, { recordId: state.fields.Id });
  await emit(name, changes);
  return card;
}

/** The record as it is now, given to the wire. */
export async function emit(name, changes = {}) {
  getRecord.emit(recordOf(loadState(name), changes));
  await settle();
}
