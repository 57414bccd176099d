/** Both stand-ins on disk, so that `--keep` goes on with the deals of the last run and not with the bridge's memory of them alone. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrgSim } from '../org/server.ts';
import type { PartnerCenterSim } from '../partner-center/server.ts';

export type SavedWorld = {
  org: ReturnType<OrgSim['save']>;
  partnerCenter: ReturnType<PartnerCenterSim['referrals']>;
};

export type Keeper = { stop(): void };

const FILE = 'stand-ins.json';
const EVERY_MS = 1_000;

/** What the last run left; undefined when it left nothing. */
export function readSavedWorld(dataDir: string): SavedWorld | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as SavedWorld;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Saves both once a second when something was written, and at the stop. A kill of the sandbox loses that second. */
export function keepSaving(
  { org, partnerCenter }: { org: OrgSim; partnerCenter: PartnerCenterSim },
  dataDir: string,
): Keeper {
  const seen = { org: 0, partnerCenter: 0, isSaved: false };
  const isNews = () => {
    const last = {
      org: org.journal.entries(seen.org).at(-1)?.seq ?? seen.org,
      partnerCenter:
        partnerCenter.journal.entries(seen.partnerCenter).at(-1)?.seq ?? seen.partnerCenter,
    };
    const is = !seen.isSaved || last.org > seen.org || last.partnerCenter > seen.partnerCenter;
    Object.assign(seen, last);
    return is;
  };
  const save = () => {
    if (!isNews()) return;
    const world: SavedWorld = { org: org.save(), partnerCenter: partnerCenter.referrals() };
    const path = join(dataDir, FILE);
    writeFileSync(`${path}.new`, JSON.stringify(world));
    renameSync(`${path}.new`, path);
    seen.isSaved = true;
  };
  const timer = setInterval(save, EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      save();
    },
  };
}
