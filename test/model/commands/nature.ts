/** What admins switch, and what happens by itself: time, hosts that are away, a bridge that stops or dies, lost events. */
import {
  answers,
  hangs,
  losesAnswersToWrites,
  refuses,
  takesNoWrites,
  turnWeather,
  clearUp,
} from '../../journeys/week/weather.ts';
import { DAY, HOUR, MINUTE, type HostName } from '../../journeys/week/world.ts';
import type { Draw, Kind } from '../command.ts';
import { setMapping, setSwitch } from '../settings.ts';
import type { Stage } from '../stage.ts';

const WEATHERS = [
  refuses,
  answers(503),
  answers(429, 90),
  answers(500),
  answers(401),
  hangs,
  losesAnswersToWrites,
  takesNoWrites(503),
];
const HOSTS: readonly HostName[] = ['org', 'partnerCenter'];
const TIMES = [MINUTE, 2 * MINUTE, 11 * MINUTE, HOUR, 7 * HOUR, DAY];

const hostOf = ({ deal }: Draw): HostName => HOSTS[deal % 2] ?? 'org';

/** Events are lost, doubled, late, or as usual. */
const EVENTS = [
  { dropChance: 1, duplicateChance: 0, delayMs: [1, 2_000] },
  { dropChance: 0, duplicateChance: 1, delayMs: [1, 2_000] },
  { dropChance: 0, duplicateChance: 0.5, delayMs: [20_000, 90_000] },
  { dropChance: 0.05, duplicateChance: 0.1, delayMs: [1, 2_000] },
] as const;

export const setEvents = ({ world }: Stage, way: number): void => {
  const { delayMs, ...chances } = EVENTS[way % EVENTS.length] ?? EVENTS[3];
  Object.assign(world.partnerCenter.switches.webhooks, chances, { delayMs: [...delayMs] });
};
export const USUAL_EVENTS = 3;

export const NATURE: readonly Kind[] = [
  {
    name: 'time passes',
    weight: 12,
    isWaiting: true,
    play: ({ world }, { way }) => world.pass(TIMES[way % TIMES.length] ?? MINUTE),
  },
  {
    name: 'weather',
    weight: 2,
    isWaiting: true,
    play: ({ world }, draw) =>
      turnWeather(world, hostOf(draw), WEATHERS[draw.way % WEATHERS.length] ?? refuses),
  },
  {
    name: 'clear sky',
    weight: 3,
    isWaiting: true,
    play: ({ world }, draw) => clearUp(world, hostOf(draw)),
  },
  {
    name: 'stop the bridge',
    weight: 1,
    isWaiting: true,
    when: ({ isBridgeUp }) => isBridgeUp,
    then: (model) => void (model.isBridgeUp = false),
    play: ({ world }) => world.stopBridge(),
  },
  {
    // In the middle of whatever it does when that call comes.
    name: 'the bridge dies',
    weight: 2,
    when: ({ isBridgeUp }) => isBridgeUp,
    then: (model) => void (model.isBridgeUp = false),
    play: ({ world }) => world.crashBridge(),
  },
  {
    name: 'start the bridge',
    weight: 4,
    isWaiting: true,
    when: ({ isBridgeUp }) => !isBridgeUp,
    then: (model) => void (model.isBridgeUp = true),
    async play(stage) {
      stage.schedule.flush();
      for (const host of HOSTS) await clearUp(stage.world, host);
      await stage.world.startBridge();
    },
  },
  { name: 'events', weight: 2, play: (stage, { way }) => setEvents(stage, way) },
  {
    name: 'switch',
    weight: 2,
    play: (stage, { deal, way }) => setSwitch(stage, deal, way % 2 === 0 ? 'Off' : 'On'),
  },
  { name: 'mapping row', weight: 2, play: (stage, { deal, way }) => setMapping(stage, deal, way) },
];

export async function calmDown(stage: Stage): Promise<void> {
  stage.schedule.flush();
  setEvents(stage, USUAL_EVENTS);
  for (const host of HOSTS) await clearUp(stage.world, host);
}
