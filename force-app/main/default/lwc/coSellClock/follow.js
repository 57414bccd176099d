import { after } from './timers';

/** The bridge answers within seconds, so looks come quickly at first and tire slowly; none is later than 90 s. */
const TOKEN_DELAYS_S = [2, 3, 5, 8, 13, 21, 34, 55, 89];
const SLOWEST_S = 90;
/** Microsoft's seller answers in hours or days; this is only for somebody who keeps the page open. */
const ANSWER_DELAY_S = 30;

/**
 * When the card looks again by itself; a new token begins anew. Where nothing is on its way, only when somebody comes
 * back to the tab: they may have mended the account, or heard of Microsoft's change.
 */
export function planOf(deal, state) {
  if (deal.changeToken) return { key: deal.changeToken, delayOf: tokenDelay };
  // A deal that a lead became: nobody edited it, but the bridge is at it.
  if (deal.syncStatus === 'Queued') return { key: 'queued', delayOf: tokenDelay };
  if (state === 'pending-at-microsoft') return { key: 'answer', delayOf: () => ANSWER_DELAY_S };
  return { key: 'return', delayOf: () => null };
}

/** Calls `look` by the plan it follows; `look` returns a promise, and the next look waits for it. */
export function createFollower(look) {
  let followed = null;
  let looks = 0;
  let stop = () => {};

  const arm = (plan) => {
    const delay = plan.delayOf(looks);
    stop = after(delay === null ? null : delay * 1000, () => {
      looks += 1;
      look().then(() => {
        if (followed?.key === plan.key) arm(plan);
      });
    });
  };

  return {
    follow(plan) {
      if (plan?.key === followed?.key) return;
      stop();
      followed = plan;
      looks = 0;
      if (plan) arm(plan);
    },
    end() {
      stop();
      followed = null;
    },
  };
}

function tokenDelay(looks) {
  return TOKEN_DELAYS_S[looks] ?? SLOWEST_S;
}
