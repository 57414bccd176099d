/** What every rule of the simulator works on. */
import type { SimClock } from '../kit/clock.ts';
import type { Random } from '../kit/random.ts';
import type { Ledger } from './ledger.ts';
import type { Organization } from './new-referral.ts';
import type { Stamps } from './stamps.ts';
import type { Switches } from './switches.ts';

export type World = {
  clock: SimClock;
  random: Random;
  stamps: Stamps;
  ledger: Ledger;
  switches: Switches;
  organization: Organization;
};
