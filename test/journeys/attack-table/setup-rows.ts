import { randomBytes } from 'node:crypto';
import { PUBLIC_URL } from '../../service/http/setup/setup-under-test.ts';
import { OPERATIONS_KEY } from '../../service/http/fake-bridge.ts';
import type { Row } from './row.ts';
import type { SetupDoor } from './setup-door.ts';

export const FOREIGN_FORMS: Row<SetupDoor>[] = [
  {
    what: 'a form without its proof',
    attack: (at) => at.connect({}),
    status: 403,
    code: 'foreign-form',
  },
  {
    what: 'a form with the proof of another session',
    attack: (at) => at.connect({ csrf: randomBytes(32).toString('base64url') }),
    status: 403,
    code: 'foreign-form',
  },
  {
    what: "a form from another site's page",
    attack: (at) =>
      at.connect(
        { csrf: at.csrf },
        { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      ),
    status: 403,
    code: 'foreign-form',
  },
  {
    what: 'a form from a sister domain',
    attack: (at) =>
      at.connect(
        { csrf: at.csrf },
        { origin: 'https://evil.bridge.example', 'sec-fetch-site': 'same-site' },
      ),
    status: 403,
    code: 'foreign-form',
  },
  {
    what: 'a form from a page without an origin',
    attack: (at) =>
      at.connect({ csrf: at.csrf }, { origin: 'null', 'sec-fetch-site': 'cross-site' }),
    status: 403,
    code: 'foreign-form',
  },
  {
    what: 'a form whose origin only begins like ours',
    attack: (at) => at.connect({ csrf: at.csrf }, { origin: `${PUBLIC_URL}.evil.example` }),
    status: 403,
    code: 'foreign-form',
  },
  {
    what: 'a form with the proof in the address',
    attack: (at) => at.form(`/setup/connect?csrf=${at.csrf}`, {}),
    status: 403,
    code: 'foreign-form',
  },
  {
    what: 'a form sent as JSON',
    attack: (at) => at.connect({ csrf: at.csrf }, { 'content-type': 'application/json' }),
    status: 415,
    code: 'unsupported-media-type',
  },
  {
    what: 'a form that is too large',
    attack: (at) => at.connect({ csrf: at.csrf, x: 'x'.repeat(5_000) }),
    status: 413,
    code: 'body-too-large',
  },
  {
    what: 'a form with more than belongs there',
    attack: (at) => at.connect({ csrf: at.csrf, url: 'https://evil.example' }),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'a form read instead of sent',
    attack: (at) => at.page('/setup/connect', { cookie: at.cookie }),
    status: 405,
    code: 'method-not-allowed',
  },
  {
    what: 'a sign-in form without a visit before',
    attack: (at) => at.form('/setup/sign-in', { csrf: at.csrf, token: at.token }, { cookie: '' }),
    status: 403,
    code: 'foreign-form',
  },
];

export const SESSIONS: Row<SetupDoor>[] = [
  { what: 'no session', attack: (at) => at.readWith(''), status: 303 },
  {
    what: 'a session with one character changed',
    attack: (at) =>
      at.readWith(
        at.cookie.replace(/.{9}$/, (end) => `${end.startsWith('A') ? 'B' : 'A'}${end.slice(1)}`),
      ),
    status: 303,
  },
  { what: 'a session cut short', attack: (at) => at.readWith(at.cookie.slice(0, -1)), status: 303 },
  {
    what: 'a session sealed with another key',
    attack: async (at) => at.readWith(await at.sealed(randomBytes(32), 1)),
    status: 303,
  },
  {
    what: 'a session that ended an hour after it began',
    attack: async (at) =>
      at.readWith(await at.sealed(at.key, 1, at.setup.deps.clock.now() - 3_600_000)),
    status: 303,
  },
  {
    what: 'a session of before somebody signed out',
    attack: async (at) => at.readWith(await at.sealed(at.key, 0)),
    status: 303,
  },
  {
    what: "a visitor's session",
    attack: async (at) => at.readWith(await at.sealed(at.key, null)),
    status: 303,
  },
  {
    what: 'a session in the clear',
    attack: (at) =>
      at.readWith(`__Host-co-sell-setup=${Buffer.from('{"generation":1}').toString('base64url')}`),
    status: 303,
  },
  {
    what: 'a session under the name without its prefix',
    attack: (at) => at.readWith(at.cookie.replace('__Host-', '')),
    status: 303,
  },
  {
    what: 'a set-up token asked for without a key',
    attack: (at) => at.call({ method: 'POST', path: '/v1/operations/setup-token' }),
    status: 401,
    code: 'no-key',
  },
  {
    what: 'an act with a session that is none',
    attack: (at) => at.form('/setup/webhook/register', { csrf: at.csrf }, { cookie: 'x=y' }),
    status: 401,
    code: 'no-session',
  },
  {
    what: 'an operations key instead of a session',
    attack: (at) => at.page('/setup', { authorization: `Bearer ${OPERATIONS_KEY}` }),
    status: 303,
  },
];

export const CALLBACKS: Row<SetupDoor>[] = [
  {
    what: 'an answer of Microsoft in a browser that never left',
    attack: (at) => at.page('/setup/callback?code=x&state=y', { cookie: at.cookie }),
    status: 303,
  },
  {
    what: 'an answer of Microsoft in a browser that is not signed in',
    attack: (at) => at.page('/setup/callback?code=x&state=y'),
    status: 303,
  },
  {
    what: 'an answer with two codes',
    attack: (at) => at.page('/setup/callback?code=x&code=y', { cookie: at.cookie }),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'an answer with a code of ten thousand characters',
    attack: (at) => at.page(`/setup/callback?code=${'x'.repeat(10_000)}`, { cookie: at.cookie }),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'an answer asked for with HEAD',
    attack: (at) =>
      at.call({ method: 'HEAD', path: '/setup/callback?code=x', headers: { cookie: at.cookie } }),
    status: 405,
  },
  {
    what: 'an answer that says where to go on',
    attack: (at) =>
      at.page('/setup/callback?redirect_uri=https://evil.example&next=//evil.example', {
        cookie: at.cookie,
      }),
    status: 303,
  },
];

export const SLOW: Row<SetupDoor>[] = [
  {
    what: 'a header that never ends',
    attack: (at) => at.send('GET /setup HTTP/1.1\r\nHost: x\r\nX-A: '),
    status: 408,
    code: 'request-timeout',
  },
  {
    what: 'a body that never comes',
    attack: (at) =>
      at.send('POST /webhooks/partner-center HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{'),
    status: 408,
    code: 'request-timeout',
  },
];
