import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HostFault } from '../../../../service/src/errors.ts';
import { HEALTH, OPERATIONS_KEY } from '../fake-bridge.ts';
import { startSetup } from './browser.ts';
import { AUTHORITY_URL, PUBLIC_URL, REGISTERED } from './setup-under-test.ts';

async function signedIn(given: Parameters<typeof startSetup>[0] = {}) {
  const setup = await startSetup(given);
  const browser = setup.browser();
  await browser.signIn(await setup.issueToken());
  setup.acts.length = 0;
  return { ...setup, browser };
}

describe('the sign-in page', () => {
  it('is where a stranger is led, and a token leads from there to the set-up', async () => {
    const setup = await startSetup();
    const browser = setup.browser();
    const first = await browser.open('/setup');
    expect([first.statusCode, first.headers.location]).toEqual([303, '/setup/sign-in']);
    const answer = await browser.signIn(await setup.issueToken());
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/setup']);
    expect((await browser.open('/setup')).body).toContain('<h1>Set-up and health</h1>');
  });

  it('says that a token is wrong, and shows nothing else', async () => {
    const setup = await startSetup();
    await setup.issueToken();
    const browser = setup.browser();
    const answer = await browser.signIn('<wrong>');
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain('role="alert"');
    expect(answer.body).not.toContain('wrong>');
    expect((await browser.open('/setup')).statusCode).toBe(303);
  });

  it('takes five tries a minute from one address', async () => {
    const setup = await startSetup();
    const token = await setup.issueToken();
    const statuses: number[] = [];
    for (const one of [...Array<string>(5).fill('wrong'), token])
      statuses.push((await setup.browser().signIn(one)).statusCode);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('leads on whoever is signed in', async () => {
    const { browser } = await signedIn();
    expect((await browser.open('/setup/sign-in')).headers.location).toBe('/setup');
    expect((await browser.open('/setup')).statusCode).toBe(200);
  });

  it('gives a new session and a new proof, so that nobody can have planted them', async () => {
    const setup = await startSetup();
    const browser = setup.browser();
    await browser.open('/setup/sign-in');
    const before = [browser.cookie, browser.csrf];
    await browser.signIn(await setup.issueToken());
    expect(browser.cookie).not.toBe(before[0]);
    expect(browser.csrf).not.toBe(before[1]);
  });
});

describe('the cookie', () => {
  it('is out of reach for scripts, other sites and plain connections', async () => {
    const answer = await (await startSetup()).browser().open('/setup/sign-in');
    const [value = '', ...attributes] = String(answer.headers['set-cookie']).split('; ');
    expect(value).toMatch(/^__Host-co-sell-setup=[\w.-]+$/);
    expect(attributes.toSorted()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
  });

  it('needs no https where the bridge has none', async () => {
    const setup = await startSetup({ publicUrl: 'http://127.0.0.1:8080' });
    const answer = await setup.browser().open('/setup/sign-in');
    expect(String(answer.headers['set-cookie'])).toMatch(/^co-sell-setup=/);
  });

  it('of a browser that signed out opens nothing any more, nor do the others', async () => {
    const { browser, app } = await signedIn();
    const { cookie } = browser;
    expect((await browser.send('/setup/sign-out')).headers.location).toBe('/setup/sign-in');
    const again = await app.inject({ url: '/setup', headers: { cookie } });
    expect([again.statusCode, again.headers.location]).toEqual([303, '/setup/sign-in']);
  });

  it('ends after an hour, however much it is used', async () => {
    const { browser, advance } = await signedIn();
    for (let minute = 0; minute < 59; minute += 10) {
      await browser.send('/setup/webhook/test');
      expect((await browser.open('/setup')).statusCode).toBe(200);
      advance(10 * 60_000);
    }
    expect((await browser.open('/setup')).statusCode).toBe(303);
  });
});

describe('every page', () => {
  it('allows nothing but its own style and forms', async () => {
    const { browser } = await signedIn();
    for (const answer of [
      await browser.open('/setup'),
      await (await startSetup()).browser().open('/setup/sign-in'),
      await browser.send('/setup/connect'),
      await browser.send('/setup/connect', {}, { origin: 'https://evil.example' }),
    ]) {
      const style = /<style>([^]*?)<\/style>/.exec(answer.body)?.[1] ?? '';
      const hash = createHash('sha256').update(style).digest('base64');
      expect(answer.headers).toMatchObject({
        'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'referrer-policy': expect.stringMatching(/^(same-origin|no-referrer)$/),
      });
      expect(answer.body).not.toMatch(/<script|<img|<link|style="|\son\w+="|https?:\/\/(?!login)/);
      expect(answer.body).toMatch(/<html lang="en">[^]*<main>\s*<h1>[^]*<\/main>/);
    }
  });

  it('labels each field, and each section by its heading', async () => {
    const { browser } = await signedIn();
    const page = (await browser.open('/setup')).body;
    for (const [, id] of page.matchAll(/aria-labelledby="([^"]+)"/g))
      expect(page).toContain(`<h2 id="${id}">`);
    const signIn = (await (await startSetup()).browser().open('/setup/sign-in')).body;
    expect(signIn).toMatch(/<label for="token">[^]*<input\s+id="token"/);
  });
});

describe('the health page', () => {
  it('says what is wrong, who repairs it and how, and keeps markup of others out', async () => {
    const { browser, app, bridge } = await signedIn();
    expect(app).toBeDefined();
    expect(bridge.calls.map(({ name }) => name)).toContain('health');
    const { body } = await browser.open('/setup');
    expect(body).toContain('Needs to be connected again');
    expect(body).toContain('The sign-in is refused until a person connects again.');
    expect(body).toContain('For you, the bridge admin: Connect again.');
    expect(body).toContain('bridge.example');
    expect(body).toMatch(new RegExp(`<dt>open</dt>\\s*<dd>${HEALTH.pairs.open}</dd>`));
  });

  it.each([
    ['registered', ['test', 'register']],
    ['missing', ['register']],
    ['foreign', ['take-back']],
    ['unknown', ['register']],
  ] as const)('offers for a webhook that is %s the right buttons', async (state, buttons) => {
    const { app, bridge, browser } = await signedIn();
    const health = {
      ...HEALTH,
      webhook: { ...REGISTERED, ...NO_ADVICE, state, registeredHost: '<b>x' },
    };
    bridge.answer({ health: async () => health });
    const { body } = await browser.open('/setup');
    expect(app).toBeDefined();
    expect([...body.matchAll(/\/setup\/webhook\/([\w-]+)"/g)].map(([, act]) => act)).toEqual(
      buttons,
    );
    expect(body).not.toContain('<b>x');
  });

  it.each([
    ['register', 'register'],
    ['test', 'test'],
  ])('sends its button %s to the desk, once, and shows what came of it', async (button, act) => {
    const { browser, acts } = await signedIn();
    const answer = await browser.send(`/setup/webhook/${button}`);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/setup']);
    expect((await browser.open('/setup')).body).toContain('role="status"');
    expect((await browser.open('/setup')).body).not.toContain('role="status"');
    expect(acts).toEqual([act]);
  });

  it('takes a webhook back only from somebody else', async () => {
    const foreign = await signedIn({ webhook: { ...REGISTERED, state: 'foreign' } });
    await foreign.browser.send('/setup/webhook/take-back');
    expect(foreign.acts).toEqual(['register']);
    const own = await signedIn();
    await own.browser.send('/setup/webhook/take-back');
    expect((await own.browser.open('/setup')).body).toContain('There is nothing to take back');
    expect(own.acts).toEqual([]);
  });
});

const NO_ADVICE = { message: 'x', who: 'nobody', fix: 'x' } as const;

describe('connecting Partner Center', () => {
  const QUERY = '?code=abc&state=s1';
  const FINISH = 'finish {"state":"kept-by-the-browser","query":{"code":"abc","state":"s1"}}';

  it('leads to Microsoft and back, and shows that it is connected', async () => {
    const { browser, acts } = await signedIn();
    const going = await browser.send('/setup/connect');
    expect(going.body).toContain(AUTHORITY_URL.replaceAll('&', '&#38;'));
    expect(going.headers['referrer-policy']).toBe('no-referrer');
    const back = await browser.open(`/setup/callback${QUERY}`);
    expect([back.statusCode, back.headers.location]).toEqual([303, '/setup']);
    expect((await browser.open('/setup')).body).toContain('Partner Center is connected.');
    expect(acts).toEqual(['begin', FINISH]);
  });

  it('asks the flow once: the way back cannot be walked twice, nor by a browser that never left', async () => {
    const { browser, acts } = await signedIn();
    await browser.send('/setup/connect');
    await browser.open(`/setup/callback${QUERY}`);
    await browser.open(`/setup/callback${QUERY}`);
    expect((await browser.open('/setup')).body).toContain('No sign-in at Microsoft was waiting');
    expect(acts).toEqual(['begin', FINISH]);
  });

  it.each([
    'error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/script%3E',
    'error=server_error&error_description=Call+0900-555',
  ])('shows a sentence of ours for %s, and none of theirs', async (query) => {
    const finish = async () => ({ kind: 'refused', code: 'partner-center-forbidden' }) as const;
    const { browser } = await signedIn({ finish });
    await browser.send('/setup/connect');
    await browser.open(`/setup/callback?${query}`);
    const { body } = await browser.open('/setup');
    expect(body).toContain('role="alert"');
    expect(body).toContain('Partner Center does not show this referral');
    expect(body).not.toMatch(/alert\(1\)|0900|access_denied|server_error/);
  });

  it('shows a page with a sentence when Microsoft does not answer', async () => {
    const begin = () =>
      Promise.reject(new HostFault('partnerCenter', 'partner-center-unreachable'));
    const { browser } = await signedIn({ begin });
    const answer = await browser.send('/setup/connect');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      503,
      'text/html; charset=utf-8',
    ]);
    expect(answer.body).toContain('Partner Center does not answer as it should.');
  });
});

describe('a set-up token of the operations API', () => {
  it('is given once and kept by no cache', async () => {
    const { app } = await startSetup();
    const headers = { authorization: `Bearer ${OPERATIONS_KEY}` };
    const answer = await app.inject({ method: 'POST', url: '/v1/operations/setup-token', headers });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json()).toEqual({
      token: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: '2026-06-01T00:15:00.000Z',
    });
  });

  it('is in no log line, neither given nor tried', async () => {
    const { lines, issueToken, browser } = await startSetup();
    const token = await issueToken();
    await browser().signIn(`${token}x`);
    await browser().signIn(token);
    expect(lines.join('')).toContain('/setup/sign-in');
    expect(lines.join('')).not.toContain(token);
    expect(lines.join('')).not.toContain(PUBLIC_URL);
  });
});
