/** A referral nobody answered until its expiry is closed by the system. */
import type { Referral } from './referral.ts';
import type { World } from './world.ts';

export function watchExpiry(world: World): void {
  const timers = new Map<string, () => void>();
  world.ledger.onWrite(({ referral }) => {
    timers.get(referral.id)?.();
    timers.delete(referral.id);
    if (referral.status !== 'New' || !referral.expirationDateTime) return;
    const wait = Math.max(0, Date.parse(referral.expirationDateTime) - world.clock.now());
    timers.set(
      referral.id,
      world.clock.after(wait, () => {
        expire(world, referral.id);
      }),
    );
  });
}

function expire(world: World, id: string): void {
  const referral = world.ledger.get(id);
  if (referral?.status !== 'New') return;
  const closed: Referral = {
    ...referral,
    status: 'Closed',
    substatus: 'Expired',
    closedDateTime: world.stamps.time(),
    expirationDateTime: null,
  };
  world.ledger.commit('system', closed);
}
