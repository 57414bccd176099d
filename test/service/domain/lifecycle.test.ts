/** Partner Center's two words for what a deal is. */
import { expect, it } from 'vitest';
import { isFinal, statusOf } from '../../../service/src/domain/lifecycle.ts';

it.each([
  ['New', 'Pending', 'pending'],
  ['New', 'Received', 'pending'],
  ['New', 'None', 'pending'],
  ['Active', 'Accepted', 'accepted'],
  ['Active', 'None', 'accepted'],
  ['Closed', 'Won', 'won'],
  ['Closed', 'Lost', 'lost'],
  ['Closed', 'Declined', 'declined'],
  ['Closed', 'Expired', 'expired'],
  ['Closed', 'None', undefined],
  ['New', undefined, undefined],
])('%s/%s means %s', (status, substatus, means) => {
  expect(statusOf({ status, substatus })).toBe(means);
});

it('neither a record without a word of its own nor words nobody knows are final', () => {
  expect([null, undefined].map(isFinal)).toEqual([false, false]);
});
