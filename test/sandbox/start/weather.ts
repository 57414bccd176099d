/** How the world around the bridge behaves: kind or unkind, and whether a host is down. */
import { createSwitches as orgSwitches } from '../org/switches.ts';
import type { OrgSim } from '../org/server.ts';
import type { PartnerCenterSim } from '../partner-center/server.ts';
import {
  applySwitches,
  createSwitches as partnerCenterSwitches,
} from '../partner-center/switches.ts';
import type { Faults } from '../kit/faults.ts';

export type Host = 'org' | 'partnerCenter';
export type WeatherReport = { unkind: boolean; orgDown: boolean; partnerCenterDown: boolean };

export type Weather = {
  report(): WeatherReport;
  setUnkind(unkind: boolean): void;
  /** A host that is down answers 503 to everybody; people can still work in it. */
  setDown(host: Host, down: boolean): void;
};

/** As unkind as in the tests, but lists lag no longer than a person waits. */
const UNKIND_AT_PACE = { listLagMs: [0, 5_000] as [number, number] };
const DOWN = {
  name: 'down',
  do: 'status',
  status: 503,
  times: 0,
  body: { message: 'down for the sandbox' },
} as const;

export function createWeather(sims: { org: OrgSim; partnerCenter: PartnerCenterSim }): Weather {
  let unkind = false;
  return {
    // A fault that somebody removed through the control API is gone here as well.
    report: () => ({
      unkind,
      orgDown: isDown(sims.org.faults),
      partnerCenterDown: isDown(sims.partnerCenter.faults),
    }),
    setUnkind(next) {
      unkind = next;
      const { trimText, lockChance } = orgSwitches({ unkind });
      Object.assign(sims.org.switches, { trimText, lockChance });
      applySwitches(
        sims.partnerCenter.switches,
        partnerCenterSwitches(unkind, unkind ? UNKIND_AT_PACE : {}),
      );
    },
    setDown(host, next) {
      const { faults } = sims[host];
      faults.remove(({ rule }) => rule.name === DOWN.name);
      if (next) faults.add(DOWN);
    },
  };
}

const isDown = (faults: Faults): boolean => faults.rules().some(({ name }) => name === DOWN.name);
