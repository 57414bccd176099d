/** One org with its own pages for the tests of a file, a bridge that is a real HTTP server, and people who are signed in. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createClock, type SimClock } from '../../kit/clock.ts';
import { START } from '../org-under-test.ts';
import { startOrg, type OrgSim, type StartOptions } from '../server.ts';

export type UiAnswer = { status: number; text: string; body: unknown; headers: Headers };
export type Person = {
  get(path: string): Promise<UiAnswer>;
  post(path: string, body?: unknown): Promise<UiAnswer>;
  patch(path: string, body: unknown): Promise<UiAnswer>;
  delete(path: string): Promise<UiAnswer>;
};
export type Heard = {
  method: string;
  path: string;
  headers: Record<string, unknown>;
  body: string;
};
export type Bridge = {
  url: string;
  heard: Heard[];
  /** What it answers from now on. */
  answer: { status: number; body: unknown };
};

export type LightningUnderTest = {
  org: OrgSim;
  clock: SimClock;
  bridge: Bridge;
  signIn(name: 'anna' | 'mona' | 'adam' | 'sam'): Promise<Person>;
};

export const ORG_KEY = 'key-of-the-org';
export const OPERATIONS_KEY = 'key-of-operations';

const RUNG = { status: 202, body: { rung: 1 } };

/** Read the returned object inside tests only. The bridge hears nothing of tests before. */
export function lightningForAllTests(options: Partial<StartOptions> = {}): LightningUnderTest {
  const held = {} as LightningUnderTest;
  let server: Server;
  beforeAll(async () => {
    const bridge: Bridge = { url: '', heard: [], answer: RUNG };
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        const { method = '', url: path = '', headers } = request;
        bridge.heard.push({ method, path, headers, body });
        response.writeHead(bridge.answer.status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(bridge.answer.body));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    bridge.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const clock = createClock({ mode: 'manual', start: START });
    const org = await startOrg({
      clock,
      lightning: {},
      bridge: {
        url: bridge.url,
        key: ORG_KEY,
        operations: { url: bridge.url, key: OPERATIONS_KEY },
      },
      ...options,
    });
    Object.assign(held, { org, clock, bridge });
    held.signIn = async (name) => {
      const username = `${name}@partner.example`;
      const answer = await callUi(org.url, 'POST', 'session', { body: { username } });
      const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      return personOf(org.url, cookie);
    };
  });
  beforeEach(() => {
    held.bridge.heard.length = 0;
    held.bridge.answer = RUNG;
  });
  afterAll(async () => {
    await held.org.stop();
    held.clock.stop();
    server.closeAllConnections();
    server.close();
  });
  return held;
}

function personOf(url: string, cookie: string): Person {
  const call = (method: string, path: string, body?: unknown) =>
    callUi(url, method, path, { cookie, body });
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
    delete: (path) => call('DELETE', path),
  };
}

type Given = { cookie?: string; body?: unknown; headers?: Record<string, string> };

/** A text is sent as it is. */
export async function callUi(
  url: string,
  method: string,
  path: string,
  { cookie, body, headers = { 'X-Lightning-Request': '1' } }: Given = {},
): Promise<UiAnswer> {
  const response = await fetch(`${url}/lightning/api/${path}`, {
    method,
    headers: {
      ...headers,
      ...(cookie === undefined ? {} : { Cookie: cookie }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, text, body: parsed, headers: response.headers };
}
