/** How a host is down: every way in turns. */
import { DAY, type HostName, type World } from './world.ts';

export type Weather = (world: World, host: HostName) => void | Promise<void>;

export const refuses: Weather = (world, host) => world.relays[host].close();
export const answers =
  (status: number, retryAfter?: number): Weather =>
  (world, host) =>
    world[host].faults.add({
      do: 'status',
      status,
      times: 0,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
export const hangs: Weather = (world, host) => {
  world[host].faults.add({ do: 'hang', times: 0 });
  world.setHanging(host, true);
};
/** Reads are answered; writes are carried out, and nobody learns of it. */
export const losesAnswersToWrites: Weather = (world, host) => {
  const path = host === 'org' ? 'apexrest' : 'referrals';
  for (const method of ['POST', 'PATCH']) {
    world[host].faults.add({ method, path, do: 'commit-then-drop', times: 0 });
  }
};

/** Reads are answered, writes are not carried out: maintenance, as hosts announce it. */
export const takesNoWrites =
  (status: number): Weather =>
  (world, host) => {
    const path = host === 'org' ? 'apexrest/cosell/v1/changes' : 'referrals';
    for (const method of ['POST', 'PATCH']) {
      world[host].faults.add({ method, path, do: 'status', status, times: 0 });
    }
  };

export type Turn = { from: number; weather: Weather };

/** From when on, in milliseconds after the beginning. */
export const WEEK_OF_WEATHER: readonly Turn[] = [
  { from: 0, weather: losesAnswersToWrites },
  { from: DAY / 12, weather: refuses },
  { from: 1 * DAY, weather: answers(503) },
  { from: 2 * DAY, weather: hangs },
  { from: 3 * DAY, weather: answers(401) },
  { from: 4 * DAY, weather: answers(429, 5_400) },
  { from: 5 * DAY, weather: answers(500) },
  { from: 6 * DAY, weather: refuses },
];

export const READ_ONLY_WEEK: readonly Turn[] = [
  { from: 0, weather: takesNoWrites(503) },
  // A 500 of our own Apex would be the fault of one record's automation; this one comes from in front of it.
  {
    from: 2 * DAY,
    weather: (world, host) => takesNoWrites(host === 'org' ? 504 : 500)(world, host),
  },
  { from: 4 * DAY, weather: takesNoWrites(502) },
];

export async function clearUp(world: World, host: HostName): Promise<void> {
  world[host].faults.clear();
  world.setHanging(host, false);
  await world.relays[host].open();
}

export async function turnWeather(world: World, host: HostName, weather: Weather): Promise<void> {
  await clearUp(world, host);
  await weather(world, host);
}
