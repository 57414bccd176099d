import { expect, it } from 'vitest';
import { isComplete, ownerOf } from '../../../service/src/domain/members.ts';
import type { Member } from '../../../service/src/domain/values.ts';
import { opportunity } from './deals.ts';
import { INES } from './shareable-deals.ts';

it.each<[part: Partial<Member>, counts: boolean]>([
  [{}, true],
  [{ email: 'a@localhost' }, true],
  [{ firstName: null }, false],
  [{ lastName: ' ' }, false],
  [{ phoneNumber: '' }, false],
  [{ phoneNumber: '\t' }, false],
  [{ email: null }, false],
  [{ email: '' }, false],
  [{ email: 'to a@x.example' }, false],
  [{ email: 'a@x.example or b' }, false],
  [{ email: 'a@b@x.example' }, false],
  [{ email: '@x.example' }, false],
])('a person with %j counts: %s', (part, counts) => {
  expect(isComplete({ ...INES, ...part })).toBe(counts);
});

it('the owner has what the record says of the user, and null for the rest', () => {
  const record = opportunity({ 'Owner.FirstName': 'Tomas', 'Owner.Phone': '', 'Owner.Email': 7 });
  expect(ownerOf(record)).toEqual({
    ...{ firstName: 'Tomas', lastName: null, phoneNumber: null, email: null },
  });
});
