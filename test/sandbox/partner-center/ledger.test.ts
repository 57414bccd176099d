import { expect, it } from 'vitest';
import { createClock } from '../kit/clock.ts';
import { createJournal } from '../kit/journal.ts';
import { createRandom } from '../kit/random.ts';
import { createLedger } from './ledger.ts';
import { newReferral } from './new-referral.ts';
import type { Referral } from './referral.ts';
import { createStamps } from './stamps.ts';

const owner = { organizationId: 'ours', organizationName: 'Ours', mpnId: '1' };

function start() {
  const clock = createClock({ mode: 'manual', start: 0 });
  const stamps = createStamps(clock, createRandom(1));
  const ledger = createLedger({ clock, stamps, journal: createJournal() });
  const draft = newReferral(
    {},
    {
      ...owner,
      engagementId: stamps.guid(),
      status: 'Active',
      substatus: 'Accepted',
      direction: 'Outgoing',
      expirationDateTime: null,
      invitedBy: owner,
    },
    stamps,
  );
  const name = (referral: Referral | undefined) => referral?.name;
  const write = (text: string) => ledger.commit('bridge', { ...draft, name: text });
  return { clock, ledger, id: draft.id, name, write };
}

it('shows every moment of the last ten minutes as it was', async () => {
  const { clock, ledger, name, write } = start();
  for (let minute = 0; minute < 30; minute += 1) {
    write(`at ${String(minute)}`);
    await clock.advance(60_000);
  }
  for (let minute = 20; minute < 30; minute += 1) {
    const seen = ledger.asOf(minute * 60_000 + 30_000);
    expect(seen.map(name)).toEqual([`at ${String(minute)}`]);
  }
  expect(ledger.asOf(-1)).toEqual([]);
});

it('keeps the version before the current one for as long as it takes', async () => {
  const { clock, ledger, id, name, write } = start();
  write('first');
  expect(ledger.previous(id)).toBeUndefined();
  await clock.advance(3_600_000);
  write('second');
  await clock.advance(3_600_000);
  expect([name(ledger.previous(id)), name(ledger.get(id))]).toEqual(['first', 'second']);
  write('third');
  expect([name(ledger.previous(id)), name(ledger.get(id))]).toEqual(['second', 'third']);
});

it('hands out copies: nobody changes a referral but by a commit', () => {
  const { ledger, id, name, write } = start();
  const answer = write('kept');
  answer.name = 'scribbled';
  const read = ledger.get(id);
  if (read) read.name = 'scribbled';
  expect(name(ledger.get(id))).toBe('kept');
});
