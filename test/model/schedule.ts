/** What is done at the very moment when a later call arrives at a host: in the middle of a visit of the bridge. */
import type { Call } from '../sandbox/kit/faults.ts';
import type { World } from '../journeys/week/world.ts';

export type Schedule = {
  /** Runs `act` when that many calls more have come, 0 for the very next; at the latest with `flush`. */
  atCall(calls: number, act: () => void): void;
  flush(): void;
  clear(): void;
};

type Waiting = { left: number; act: () => void };

/** Sign-in and sweeps come by the clock; an edit at these would be one between two visits. */
const BY_THE_CLOCK =
  /\/oauth2\/|Co_Sell_Change_Token__c%3E%3D|\/composite$|orderby=updatedDateTime|^\/webhooks\//;

export function createSchedule({ org, partnerCenter }: World): Schedule {
  let waiting: Waiting[] = [];

  const flush = () => {
    const all = waiting;
    waiting = [];
    for (const { act } of all) act();
  };
  const onCall = ({ url }: Call) => {
    if (waiting.length === 0 || BY_THE_CLOCK.test(url)) return;
    const due = waiting.filter(({ left }) => left <= 0);
    waiting = waiting.filter(({ left }) => left > 0);
    for (const one of waiting) one.left -= 1;
    for (const { act } of due) act();
  };
  org.faults.onCall = onCall;
  partnerCenter.faults.onCall = onCall;

  return {
    atCall: (left, act) => void waiting.push({ left, act }),
    flush,
    clear() {
      waiting = [];
      org.faults.onCall = undefined;
      partnerCenter.faults.onCall = undefined;
    },
  };
}
