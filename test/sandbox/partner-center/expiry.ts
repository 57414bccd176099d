/** A referral nobody answered until its expiry is closed by the system. */
import { invalid } from './api-error.ts';
import type { ApiError } from './api-error.ts';
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

/** As if nobody had answered until the day it expires. @throws ApiError 400 when it waits for no answer */
export function expireNow(world: World, referral: Referral): Referral {
  const refusal = refusalToExpire(referral);
  if (refusal) throw refusal;
  return world.ledger.commit('system', {
    ...referral,
    status: 'Closed',
    substatus: 'Expired',
    closedDateTime: world.stamps.time(),
    expirationDateTime: null,
  });
}

export function refusalToExpire({ status, substatus }: Referral): ApiError | undefined {
  if (status === 'New') return undefined;
  return invalid(
    `Only a referral without an answer can expire; this one is ${status}/${substatus}.`,
  );
}

function expire(world: World, id: string): void {
  const referral = world.ledger.get(id);
  if (referral?.status === 'New') expireNow(world, referral);
}
