/** The end of a process, over real connections. */
import { Agent, request } from 'node:http';
import { expect, it } from 'vitest';
import { serve } from '../../../service/src/http/serve.ts';
import { createLog } from '../../../service/src/log.ts';
import { asOrg, createTestApp, RECORD_ID } from './fake-bridge.ts';

const settled = { settled: true, state: 'open', syncStatus: 'Synced', error: null } as const;

it('a stop first says not ready, then refuses calls, and answers the one in hand', async () => {
  const work = Promise.withResolvers<typeof settled>();
  const { app, bridge } = await createTestApp({ bridge: { syncNow: () => work.promise } });
  const parts = {
    app,
    bridge,
    store: { close: async () => undefined },
    log: createLog({ level: 'silent' }),
  };
  const drain = Promise.withResolvers<undefined>();
  const close = app.close.bind(app);
  // The pause between "not ready" and "closed" ends when the test has looked.
  Object.assign(app, { close: () => drain.promise.then(() => close()) });
  const { address, stop } = await serve(parts, { host: '127.0.0.1', port: 0 });
  const inHand = fetch(`${address}/v1/records/${RECORD_ID}/sync`, {
    method: 'POST',
    headers: asOrg,
  });
  await expect.poll(() => bridge.calls.map(({ name }) => name)).toContain('syncNow');

  const stopped = stop();
  const ready = await fetch(`${address}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { ready: false, reasons: ['stopping'] },
  ]);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);

  drain.resolve(undefined);
  await expect.poll(() => statusOnNewConnection(address)).toBe('ECONNREFUSED');
  work.resolve(settled);
  const answer = await inHand;
  expect([answer.status, await answer.json()]).toEqual([200, settled]);
  await stopped;
});

function statusOnNewConnection(address: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const call = request(`${address}/healthz`, { agent: new Agent() }, (answer) => {
    answer.resume();
    resolve(String(answer.statusCode));
  });
  call.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
  call.end();
  return promise;
}
