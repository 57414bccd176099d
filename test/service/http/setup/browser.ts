/** A browser in front of the pages: it keeps its cookie, and sends forms as browsers do unless a test says otherwise. */
import type { LightMyRequestResponse } from 'fastify';
import { createTestApp } from '../fake-bridge.ts';
import { createSetupUnderTest, PUBLIC_URL } from './setup-under-test.ts';

type Headers = Record<string, string | undefined>;
export type Form = Record<string, string>;

export async function startSetup(given: Parameters<typeof createSetupUnderTest>[0] = {}) {
  const setup = createSetupUnderTest(given);
  const test = await createTestApp({ setup: setup.deps });
  const desk = async () => {
    const headers = { authorization: 'Bearer operations-key-0123456789-0123456789' };
    const issued = await test.app.inject({
      method: 'POST',
      url: '/v1/operations/setup-token',
      headers,
    });
    return issued.json().token as string;
  };
  return { ...test, ...setup, issueToken: desk, browser: () => createBrowser(test.app) };
}

export function createBrowser(app: Awaited<ReturnType<typeof createTestApp>>['app']) {
  let cookie = '';
  let csrf = '';

  function remember(answer: LightMyRequestResponse): LightMyRequestResponse {
    const [set] = [answer.headers['set-cookie'] ?? []].flat();
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    csrf = /name="csrf" value="([^"]+)"/.exec(answer.body)?.[1] ?? csrf;
    return answer;
  }

  const browser = {
    get cookie() {
      return cookie;
    },
    get csrf() {
      return csrf;
    },
    carry: (other: string) => void (cookie = other),
    open: async (url: string, headers: Headers = {}) =>
      remember(await app.inject({ method: 'GET', url, headers: { cookie, ...headers } })),
    send: async (url: string, form: Form = {}, headers: Headers = {}) =>
      remember(
        await app.inject({
          method: 'POST',
          url,
          headers: {
            cookie,
            origin: PUBLIC_URL,
            'sec-fetch-site': 'same-origin',
            'content-type': 'application/x-www-form-urlencoded',
            ...headers,
          },
          payload: new URLSearchParams({ csrf, ...form }).toString(),
        }),
      ),
    async signIn(token: string) {
      await browser.open('/setup/sign-in');
      const answer = await browser.send('/setup/sign-in', { token });
      await browser.open('/setup');
      return answer;
    },
  };
  return browser;
}
