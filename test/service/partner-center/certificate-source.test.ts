import { createServer, type Server } from 'node:https';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCertificateSource } from '../../../service/src/partner-center/certificate-source.ts';
import { createFetchCertificate } from '../../../service/src/partner-center/fetch-certificate.ts';
import { WebhookRefused } from '../../../service/src/partner-center/webhook-refused.ts';
import {
  authority,
  issue,
  makeChain,
  makeKeys,
  NOW,
  pemOfKey,
  tlsServer,
} from './test-authority.ts';

const URL_A = new URL('https://certificates.example/a.cer');
const SECOND = 1000;
const MINUTE = 60 * SECOND;

let chain: Awaited<ReturnType<typeof makeChain>>;
beforeAll(async () => {
  chain = await makeChain();
});

function startSource(answerOf: (url: URL, n: number) => Promise<string> | string) {
  const state = { now: NOW, fetched: [] as string[] };
  const source = createCertificateSource(
    async (url) => {
      state.fetched.push(url.href);
      return Buffer.from(await answerOf(url, state.fetched.length));
    },
    { now: () => state.now },
  );
  return { source, state };
}

async function refusalOf(work: Promise<unknown>): Promise<WebhookRefused> {
  const outcome = await work.then(
    () => new Error('expected a refusal'),
    (error: unknown) => error,
  );
  if (!(outcome instanceof WebhookRefused)) throw outcome;
  return outcome;
}

const down = () => Promise.reject(new Error('connect ECONNREFUSED'));

describe('certificates by URL', () => {
  it('are fetched once an hour', async () => {
    const { source, state } = startSource(() => chain.leaf.pem);
    const first = await source.get(URL_A);
    state.now += 60 * MINUTE - 1;
    expect(await source.get(URL_A)).toBe(first);
    expect(state.fetched).toHaveLength(1);
    state.now += 1;
    await source.get(URL_A);
    expect(state.fetched).toHaveLength(2);
  });

  it('are fetched once for calls that come together', async () => {
    const { source, state } = startSource(() => chain.leaf.pem);
    const found = await Promise.all([source.get(URL_A), source.get(URL_A), source.get(URL_A)]);
    expect(new Set(found).size).toBe(1);
    expect(state.fetched).toHaveLength(1);
  });

  it('that could not be fetched are not asked for again within half a minute', async () => {
    const { source, state } = startSource((_url, n) => (n === 1 ? down() : chain.leaf.pem));
    for (let call = 0; call < 2; call += 1) {
      expect(await refusalOf(source.get(URL_A))).toMatchObject({
        status: 503,
        code: 'certificate-unavailable',
      });
    }
    expect(state.fetched).toHaveLength(1);
    state.now += 30 * SECOND;
    expect(await source.get(URL_A)).toMatchObject({ isAuthority: false });
  });

  it('are refreshed at most once a minute', async () => {
    const { source, state } = startSource(
      (_url, n) => [chain.leaf, chain.issuer][n - 1]?.pem ?? '',
    );
    const old = await source.get(URL_A);
    expect(await source.refresh(URL_A)).toBeUndefined();
    state.now += MINUTE;
    const renewed = await source.refresh(URL_A);
    expect(renewed).not.toBe(old);
    expect(await source.get(URL_A)).toBe(renewed);
    expect(await source.refresh(URL_A)).toBeUndefined();
    expect(state.fetched).toHaveLength(2);
  });

  it('stay good when a refresh finds the host down, and are not refreshed at every call', async () => {
    const { source, state } = startSource((_url, n) => (n === 1 ? chain.leaf.pem : down()));
    const good = await source.get(URL_A);
    state.now += MINUTE;
    expect(await refusalOf(source.refresh(URL_A))).toMatchObject({ status: 503 });
    expect(await source.get(URL_A)).toBe(good);
    expect(await source.refresh(URL_A)).toBeUndefined();
    expect(state.fetched).toHaveLength(2);
  });

  it('are kept for the sixteen URLs used last', async () => {
    const { source, state } = startSource(() => chain.leaf.pem);
    await source.get(URL_A);
    for (let n = 0; n < 15; n += 1) await source.get(new URL(`?${n}`, URL_A));
    await source.get(URL_A);
    await source.get(new URL('?15', URL_A));
    await source.get(URL_A);
    expect(state.fetched).toHaveLength(17);
    await source.get(new URL('?0', URL_A));
    expect(state.fetched).toHaveLength(18);
  });

  it('are fetched from four URLs at once; a fifth is turned away', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { source, state } = startSource(() => gate.then(() => chain.leaf.pem));
    const waiting = [0, 1, 2, 3].map((n) => source.get(new URL(`?${n}`, URL_A)));
    expect(await refusalOf(source.get(URL_A))).toMatchObject({ status: 503 });
    release();
    await Promise.all(waiting);
    expect(state.fetched).toHaveLength(4);
    await source.get(URL_A);
    expect(state.fetched).toHaveLength(5);
  });
});

describe('fetching a certificate', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  async function serve(listener: RequestListener): Promise<URL> {
    const keys = await makeKeys();
    const { pem } = await issue({
      name: 'CN=127.0.0.1',
      keys,
      issuer: chain.root,
      // TLS is checked by the machine's own clock.
      days: [-3650, 3650],
      extensions: tlsServer('127.0.0.1'),
    });
    const server = createServer({ key: pemOfKey(keys), cert: pem }, listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/cert/x.cer`);
  }

  /** The authority of the test's TLS server, valid whenever the test runs. */
  const fetchWithTrust = async () => {
    const { pem } = await issue({ ...chain.root, days: [-3650, 3650], extensions: authority() });
    return createFetchCertificate(pem);
  };

  it('answers the bytes', async () => {
    const url = await serve((_request, response) => response.end(chain.leaf.pem));
    const bytes = await (await fetchWithTrust())(url);
    expect(bytes.toString()).toBe(chain.leaf.pem);
  });

  it('refuses a server nobody vouches for', async () => {
    let asked = 0;
    const url = await serve((_request, response) => {
      asked += 1;
      response.end();
    });
    await expect(createFetchCertificate()(url)).rejects.toMatchObject({
      code: expect.stringMatching(/CERT|SELF_SIGNED|ISSUER|VERIFY/),
    });
    expect(asked).toBe(0);
  });

  it.each([
    [301, 401, 'certificate-redirected'],
    [302, 401, 'certificate-redirected'],
    [307, 401, 'certificate-redirected'],
    [403, 401, 'certificate-not-found'],
    [404, 401, 'certificate-not-found'],
    [204, 401, 'certificate-not-found'],
    [429, 503, 'certificate-unavailable'],
    [500, 503, 'certificate-unavailable'],
    [503, 503, 'certificate-unavailable'],
  ])('answered with %i is refused with %i', async (answered, status, code) => {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(answered, { Location: '/elsewhere.cer' }).end();
    });
    expect(await refusalOf((await fetchWithTrust())(url))).toMatchObject({ status, code });
    expect(asked).toEqual(['/cert/x.cer']);
  });

  it('stops reading when it gets more than a certificate', async () => {
    const url = await serve((_request, response) => {
      // Never ends: whoever reads to the end hangs.
      const more = () => response.write(Buffer.alloc(8192, 65), () => setImmediate(more));
      more();
    });
    expect(await refusalOf((await fetchWithTrust())(url))).toMatchObject({
      code: 'certificate-too-large',
    });
  });
});
