import { expect, test } from 'vitest';
import { isRecordId, toEighteen } from '../../../service/src/salesforce/record-id.ts';

// Recorded from real orgs.
test.each(['01gB000003OCxSPIA1', '012000000000000AAA', '00D000000000062EAA'])(
  'the check of %s is computed from its first fifteen characters',
  (id) => {
    expect(toEighteen(id.slice(0, 15))).toBe(id);
    expect(isRecordId(id)).toBe(true);
  },
);

test.each([
  'a00B000000FSjVUIB1',
  '01gB000003OCxSP',
  "006xx0000000001AA'",
  '006xx0000000001AAA ',
  '',
])('"%s" is no 18-character record id', (id) => expect(isRecordId(id)).toBe(false));

test('an id of another object is told by its prefix', () => {
  expect(isRecordId('006xx0000000001AAA', '006')).toBe(true);
  expect(isRecordId('00D000000000062EAA', '006')).toBe(false);
});
