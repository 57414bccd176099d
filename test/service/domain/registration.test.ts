/** The deal registration as the record shows it: status and day, read-only. */
import { expect, it } from 'vitest';
import { mirrorReferral } from '../../../service/src/domain/mirror.ts';
import type { Json } from '../../../service/src/domain/values.ts';
import { referralFixture } from './fixtures.ts';

const row = (status: Json, registrationDateTime: Json) => ({ status, registrationDateTime });
const DAY = '2026-12-01T08:15:00.1234567Z';

it.each<[what: string, registrations: Json, status: Json, shown: string | null]>([
  ['nothing', [], 'None', null],
  ['what the referral itself says', [], 'ReviewPending', 'ReviewPending'],
  ['what the referral itself says', null, 'Approved', 'Approved'],
  ['the registration before that', [row('Approved', DAY)], 'ReviewPending', 'Approved, 2026-12-01'],
  ['a registration without a day', [row('Approved', null)], 'None', 'Approved'],
  ['nothing of one without a status', [row(null, DAY)], 'None', null],
  [
    'each of several',
    [row('Failed', DAY), row('ReviewPending', '2026-12-09T00:00:00Z')],
    'ReviewPending',
    'Failed, 2026-12-01; ReviewPending, 2026-12-09',
  ],
])('shows %s', (_what, registrations, registrationStatus, shown) => {
  const referral = { ...referralFixture(), registrations, registrationStatus };
  expect(mirrorReferral(referral)['Referral_Registration__c']).toBe(shown);
});
