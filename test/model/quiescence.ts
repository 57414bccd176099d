/** The end of a run: everything works again, and time passes until nothing is left to do. */
import { HOUR, MINUTE, type PairRow, type World } from '../journeys/week/world.ts';
import { ORG_KEY } from '../journeys/week/world.ts';
import { calmDown } from './commands/nature.ts';
import { leadsOf, recordsOf } from './look.ts';
import { resetSettings } from './settings.ts';
import type { Stage } from './stage.ts';

/** Longer than the list of Partner Center lags, or a stale answer is kept back. */
const STEP_MS = MINUTE / 2;
/** Every sweep has begun and ended since, whatever a list lagged. */
const SWEEPS = 5;
const MOST_VISITS = 80;
/** Undo windows and late commits are shorter. */
const SOON_MS = HOUR / 2;
/** The longest back-off: a create that was sent in vain again and again is not looked for, or sent, any sooner. */
const LATEST_LOOK_MS = 6 * HOUR;

export async function comeToRest(stage: Stage): Promise<void> {
  const { world } = stage;
  await calmDown(stage);
  resetSettings(stage);
  if (!world.isBridgeRunning()) await world.startBridge();
  for (let sweep = 0; sweep < SWEEPS; sweep++) await world.pass(STEP_MS);
  await untilNothingIsDue(world);
  // Whoever backed off for hours, and whoever must have seen a contact role.
  await lookAtAll(stage);
  await untilNothingIsDue(world);
}

/** Rings every deal of the run as the org does, and lets what follows happen. */
export async function lookAtAll(stage: Stage): Promise<void> {
  const { world } = stage;
  const ids = [...recordsOf(stage), ...leadsOf(stage).map((row) => String(row['Id']))];
  if (ids.length > 0) {
    const answer = await fetch(`${world.url}/v1/records/changed`, {
      method: 'POST',
      body: JSON.stringify({ ids, more: false }),
      headers: {
        authorization: `Bearer ${ORG_KEY}`,
        'content-type': 'application/json',
        'x-co-sell-org': world.org.orgId,
      },
    });
    if (answer.status !== 202) throw new Error(`a nudge was answered ${String(answer.status)}`);
  }
  for (let look = 0; look < 3; look++) await world.pass(STEP_MS);
}

async function untilNothingIsDue(world: World): Promise<void> {
  for (let visit = 0; visit < MOST_VISITS; visit++) {
    const next = nextDue(world);
    if (next === undefined) return;
    await world.pass(Math.max(STEP_MS, next - world.clock.now()));
  }
  const busy = JSON.stringify(busyPairs(world), null, 1);
  const said = world.log.slice(-20).join('');
  throw new Error(
    `something is always due: ${busy}\n\nof ${JSON.stringify(world.pairs())}\n\n${said}`,
  );
}

function nextDue(world: World): number | undefined {
  const dues = busyPairs(world).map(({ due_at }) => due_at ?? world.clock.now());
  if (world.partnerCenter.waitingDeliveries() > 0) dues.push(world.clock.now());
  return dues.length === 0 ? undefined : Math.min(...dues);
}

const busyPairs = (world: World): PairRow[] =>
  world
    .pairs()
    .filter(
      ({ due_at, attempt, state }) =>
        state !== 'tombstone' &&
        due_at !== null &&
        due_at <= world.clock.now() + patienceFor(attempt, state),
    );

function patienceFor(attempt: string | null, state: string): number {
  if (attempt !== null && /"kind":"(create|invite)"/.test(attempt)) return LATEST_LOOK_MS;
  return attempt !== null || state === 'stub' ? HOUR : SOON_MS;
}
