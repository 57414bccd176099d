import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createSessions } from '../../../service/src/http/setup/session.ts';
import { createTestApp, OPERATIONS_KEY, type TestApp } from '../../service/http/fake-bridge.ts';
import { createSetupUnderTest, PUBLIC_URL } from '../../service/http/setup/setup-under-test.ts';
import { call, sendBytes, type Heard, type Plain } from './calls.ts';

type Headers = Record<string, string>;
type Fields = Record<string, string>;

/** The set-up door of a listening app, and a browser that is signed in there. */
export type SetupDoor = {
  app: TestApp;
  setup: ReturnType<typeof createSetupUnderTest>;
  /** What sessions are sealed with. */
  key: Uint8Array;
  token: string;
  cookie: string;
  csrf: string;
  call(plain: Plain): Promise<Heard>;
  send(bytes: string | Buffer): Promise<Heard>;
  page(path: string, headers?: Headers): Promise<Heard>;
  form(path: string, fields: Fields, headers?: Headers): Promise<Heard>;
  connect(fields: Fields, headers?: Headers): Promise<Heard>;
  readWith(cookie: string): Promise<Heard>;
  issueToken(): Promise<string>;
  /** A cookie of a session sealed as said. */
  sealed(key: Uint8Array, generation: number | null, bornAt?: number): Promise<string>;
  stop(): Promise<unknown>;
};

/** So quick that a slow sender can be waited for. */
const QUICK = { requestTimeoutMs: 300, checkIntervalMs: 50 };

export async function openSetupDoor(): Promise<SetupDoor> {
  const key = randomBytes(32);
  const setup = createSetupUnderTest({ sessionKeys: [key] });
  const app = await createTestApp({ setup: setup.deps, limits: QUICK });
  await app.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.app.server.address() as AddressInfo;

  const door: SetupDoor = {
    ...{ app, setup, key, token: '', cookie: '', csrf: '' },
    call: (plain) => call(port, plain),
    send: (bytes) => sendBytes(port, bytes),
    page: (path, headers = {}) => call(port, { path, headers }),
    form: (path, fields, headers = {}) =>
      call(port, {
        method: 'POST',
        path,
        headers: { ...FORM_HEADERS, cookie: door.cookie, ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
    connect: (fields, headers) => door.form('/setup/connect', fields, headers),
    readWith: (cookie) => door.page('/setup', { cookie }),
    async issueToken() {
      const headers = { authorization: `Bearer ${OPERATIONS_KEY}` };
      const path = '/v1/operations/setup-token';
      const { body } = await door.call({ method: 'POST', path, headers });
      return (JSON.parse(body) as { token: string }).token;
    },
    async sealed(by, generation, bornAt = setup.deps.clock.now()) {
      const clock = { ...setup.deps.clock, now: () => bornAt };
      const sessions = createSessions({ keys: [by], audience: PUBLIC_URL, clock });
      const visit = { ...sessions.begin(generation), csrf: door.csrf };
      return `__Host-co-sell-setup=${await sessions.seal(visit)}`;
    },
    stop: () => app.app.close(),
  };
  await signIn(door);
  setup.acts.length = 0;
  return door;
}

export const cookieOf = ({ headers }: Heard): string => headers['set-cookie']?.split(';')[0] ?? '';
export const csrfOf = ({ body }: Heard): string =>
  /name="csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';

const FORM_HEADERS = {
  origin: PUBLIC_URL,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/x-www-form-urlencoded',
};

async function signIn(door: SetupDoor): Promise<void> {
  door.token = await door.issueToken();
  const visitor = await door.page('/setup/sign-in');
  door.cookie = cookieOf(visitor);
  const opened = await door.form('/setup/sign-in', { csrf: csrfOf(visitor), token: door.token });
  if (opened.headers['location'] !== '/setup') throw new Error(`not signed in: ${opened.status}`);
  door.cookie = cookieOf(opened);
  door.csrf = csrfOf(await door.readWith(door.cookie));
}
