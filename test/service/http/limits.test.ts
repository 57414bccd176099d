/** What only a real connection shows: senders that are slow, cut off, endless or no HTTP at all. */
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { expectProblem } from './expect-problem.ts';
import { createTestApp, ORG_ID, ORG_KEY, RECORD_ID, type TestApp } from './fake-bridge.ts';

let running: TestApp['app'] | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function listen(options: Parameters<typeof createTestApp>[0] = {}) {
  const test = await createTestApp(options);
  running = test.app;
  await test.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = test.app.server.address() as AddressInfo;
  return { ...test, port };
}

const HEAD = [
  'POST /v1/records/changed HTTP/1.1',
  'Host: 127.0.0.1',
  `Authorization: Bearer ${ORG_KEY}`,
  `X-Co-Sell-Org: ${ORG_ID}`,
  'Content-Type: application/json',
];

/** Everything the server says until it hangs up. */
function conversation(socket: Socket): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let said = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    said += String(chunk);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => resolve(said));
  return promise;
}

function parse(said: string): Parameters<typeof expectProblem>[0] {
  const [head = '', body = ''] = said.split('\r\n\r\n');
  const [status = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.split(': ')[0]?.toLowerCase() ?? '', line.split(': ')[1] ?? '']),
  );
  return { statusCode: Number(status.split(' ')[1]), headers, body };
}

const QUICK = { requestTimeoutMs: 200, checkIntervalMs: 50 };

describe('a connection', () => {
  it('whose body comes too slowly is told so and closed', async () => {
    const { port, bridge } = await listen({ limits: QUICK });
    const socket = connect(port, '127.0.0.1');
    const said = conversation(socket);
    socket.write([...HEAD, 'Content-Length: 100', '', '{"ids":'].join('\r\n'));
    expectProblem(parse(await said), 408, 'request-timeout');
    expect(bridge.calls.map((call) => call.name)).not.toContain('recordsChanged');
  });

  it('whose headers come too slowly is told so and closed', async () => {
    const { port } = await listen({ limits: QUICK });
    const socket = connect(port, '127.0.0.1');
    const said = conversation(socket);
    socket.write('POST /webhooks/partner-center HTTP/1.1\r\nHost: x\r\n');
    expectProblem(parse(await said), 408, 'request-timeout');
  });

  it('that announces too much is refused before it is sent', async () => {
    const { port } = await listen();
    const socket = connect(port, '127.0.0.1');
    const said = conversation(socket);
    socket.write([...HEAD, 'Content-Length: 1000000000', 'Connection: close', '', ''].join('\r\n'));
    expectProblem(parse(await said), 413, 'body-too-large');
  });

  it('that sends too much without announcing it is cut off', async () => {
    const { port, bridge } = await listen();
    const socket = connect(port, '127.0.0.1');
    const said = conversation(socket);
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const head = [...HEAD, 'Transfer-Encoding: chunked', 'Connection: close', '', ''];
    socket.write(head.join('\r\n') + chunk.repeat(4));
    expectProblem(parse(await said), 413, 'body-too-large');
    expect(bridge.calls.map((call) => call.name)).not.toContain('recordsChanged');
  });

  it('with endless headers is refused', async () => {
    const { port } = await listen();
    const socket = connect(port, '127.0.0.1');
    const said = conversation(socket);
    socket.write(`GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`);
    expectProblem(parse(await said), 431, 'headers-too-large');
  });

  it('that speaks no HTTP is refused', async () => {
    const { port } = await listen();
    const socket = connect(port, '127.0.0.1');
    const said = conversation(socket);
    socket.write('HELO bridge\r\n\r\n');
    expectProblem(parse(await said), 400, 'malformed-request');
  });

  it('that is cut in the middle of a body does nothing and leaves the server well', async () => {
    const { port, bridge } = await listen();
    const socket = connect(port, '127.0.0.1');
    const said = conversation(socket);
    socket.write([...HEAD, 'Content-Length: 100', '', '{"ids":'].join('\r\n'), () =>
      socket.resetAndDestroy(),
    );
    await said;
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(answer.status).toBe(200);
    expect(bridge.calls.map((call) => call.name)).not.toContain('recordsChanged');
  });
});

describe('a route', () => {
  it('that takes too long is given up with a problem body', async () => {
    const never = Promise.withResolvers<never>();
    const { port } = await listen({
      limits: { handlerTimeoutMs: 50 },
      bridge: { syncNow: () => never.promise },
    });
    const response = await fetch(`http://127.0.0.1:${port}/v1/records/${RECORD_ID}/sync`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ORG_KEY}`, 'x-co-sell-org': ORG_ID },
    });
    const headers = Object.fromEntries(response.headers);
    expectProblem(
      { statusCode: response.status, headers, body: await response.text() },
      503,
      'busy',
    );
  });
});
