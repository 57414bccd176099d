import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFaults, installFaults, type Faults } from './faults.ts';

let app: FastifyInstance;
let faults: Faults;
let main: string;

beforeEach(async () => {
  app = fastify({ forceCloseConnections: true });
  faults = createFaults(() => '2026-06-01T00:00:00Z');
  installFaults(app, faults);
  app.get('/here', async () => ({ next: `${main}/there` }));
  main = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(() => app.close());

const json = async (url: string) => (await (await fetch(url)).json()) as unknown;

it('a door leads to the same simulator, which names the door as its own address', async () => {
  const door = await faults.openDoor(main);
  expect(door.url).not.toBe(main);
  expect(await json(`${main}/here`)).toEqual({ next: `${main}/there` });
  expect(await json(`${door.url}/here`)).toEqual({ next: `${door.url}/there` });
  expect(faults.calls()).toHaveLength(2);
});

it('a kill is told the door that the call came through', async () => {
  const doors = [await faults.openDoor(main), await faults.openDoor(main)];
  const told: number[] = [];
  const pid = (door: number) => {
    told.push(door);
    // Nobody has this id: what is to be seen here is whom it would have been.
    return 2 ** 30;
  };
  faults.add({ do: 'pass', times: 0, kill: { pid, when: 'answer' } });
  for (const { url } of doors) await json(`${url}/here`);
  await expect.poll(() => told).toEqual(doors.map(({ port }) => port));
});

it('there is no door to an address where nobody listens', async () => {
  await expect(faults.openDoor('http://127.0.0.1:1')).rejects.toThrow('http://127.0.0.1:1');
});

it('a door is closed with its simulator', async () => {
  const door = await faults.openDoor(main);
  await json(`${door.url}/here`);
  await app.close();
  await expect(fetch(`${door.url}/here`)).rejects.toThrow();
});
