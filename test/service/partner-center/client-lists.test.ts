import { describe, expect, it } from 'vitest';
import { HostFault } from '../../../service/src/errors.ts';
import { nextPageUrl, odataString } from '../../../service/src/partner-center/pages.ts';
import { ENGAGEMENT, referral, refusal, start, failureOf, all } from './client-under-test.ts';
import { answer, type Behaviour } from './stub-server.ts';

describe('a list', () => {
  /** A page whose next link is made from the server's own `host:port`. */
  const page =
    (rows: unknown[], next?: (host: string) => string): Behaviour =>
    (request, response) => {
      const nextLink = next?.(request.headers.host ?? '');
      answer(200, { value: rows, ...(nextLink ? { '@odata.nextLink': nextLink } : {}) })(
        request,
        response,
      );
    };
  const other = referral({ id: ENGAGEMENT });

  it('of an engagement is read to its last page', async () => {
    const { client, seen } = await start(
      page([referral()], (host) => `http://${host}/v1.0/engagements/referrals?$skiptoken=a%2Bb`),
      page([other]),
    );
    expect(await client.listEngagement(ENGAGEMENT.toUpperCase())).toEqual([referral(), other]);
    expect(seen.map((request) => decodeURIComponent(request.url))).toEqual([
      `/v1.0/engagements/referrals?$filter=engagementId eq '${ENGAGEMENT}'`,
      '/v1.0/engagements/referrals?$skiptoken=a+b',
    ]);
    expect(seen[1]?.url).toContain('a%2Bb');
  });

  it.each(['createdDateTime', 'updatedDateTime'] as const)(
    'newest first is ordered by %s and read page by page, only as far as wanted',
    async (order) => {
      const { client, seen } = await start(page([referral()], (host) => `http://${host}/next`));
      for await (const rows of client.listNewest(order)) {
        expect(rows).toEqual([referral()]);
        break;
      }
      expect(seen.map((request) => decodeURIComponent(request.url))).toEqual([
        `/v1.0/engagements/referrals?$orderby=${order} desc`,
      ]);
    },
  );

  it('falls back to its own path and the skip token when the next link leads nowhere', async () => {
    const { client, seen } = await start(
      page([referral()], (host) => `http://${host}/v1.0/referrals?$skiptoken=a%26b`),
      answer(404, refusal('itemNotFound')),
      page([other]),
    );
    expect(await all(client.listNewest('updatedDateTime'))).toEqual([referral(), other]);
    expect(seen[2]?.url).toBe('/v1.0/engagements/referrals?$skiptoken=a%26b');
  });

  it('fails when neither the next link nor the skip token leads anywhere', async () => {
    const { client, seen } = await start(
      page([referral()], (host) => `http://${host}/v1.0/referrals?$skiptoken=a`),
      answer(404, refusal('itemNotFound')),
    );
    expect(await failureOf(all(client.listNewest('updatedDateTime')))).toMatchObject({
      code: 'partner-center-not-found',
    });
    expect(seen).toHaveLength(3);
  });

  it('never follows a next link to another host, nor shows it the token', async () => {
    const foreign = await start(answer(200, { value: [] }));
    const links = [
      () => `${foreign.url}/v1.0/engagements/referrals?$skiptoken=a`,
      () => 'https://evil.example/x',
      (host: string) => `http://user@${host}/x`,
      (host: string) => `http://${host}.evil.example/x`,
      (host: string) => `http://${host}@evil.example/x`,
      (host: string) => `ftp://${host}/x`,
      (host: string) => `https://${host}/x`,
      () => '//evil.example/x',
      () => 'http://',
      () => 'javascript:1',
    ];
    for (const link of links) {
      const { client, seen } = await start(page([referral()], link));
      const failure = await failureOf(client.listEngagement(ENGAGEMENT));
      expect(failure).toBeInstanceOf(HostFault);
      expect(failure).toMatchObject({ code: 'partner-center-foreign-link' });
      expect(seen).toHaveLength(1);
    }
    expect(foreign.seen).toHaveLength(0);
  });

  it('that names itself as its next page ends with a fault, not in a loop', async () => {
    const { client, seen } = await start(page([referral()], (host) => `http://${host}/next`));
    expect(await failureOf(client.listEngagement(ENGAGEMENT))).toMatchObject({
      code: 'partner-center-malformed',
    });
    expect(seen).toHaveLength(2);
  });

  it('that never ends is given up after 1,000 pages', async () => {
    let n = 0;
    const { client, seen } = await start(page([], (host) => `http://${host}/next?${n++}`));
    expect(await failureOf(client.listEngagement(ENGAGEMENT))).toMatchObject({
      code: 'partner-center-malformed',
    });
    expect(seen).toHaveLength(1000);
  });

  it.each([[{}], [{ value: {} }], [{ value: [7] }], [{ value: [], '@odata.nextLink': 7 }]])(
    'of an unknown shape (%j) is malformed',
    async (body) => {
      const { client } = await start(answer(200, body));
      expect(await failureOf(client.listEngagement(ENGAGEMENT))).toMatchObject({
        code: 'partner-center-malformed',
      });
    },
  );
});

describe('the URL of a next page', () => {
  const source = {
    listUrl: new URL('https://api.example/v1.0/engagements/referrals'),
    allowedHosts: new Set(['api.example', 'pages.example:8443']),
  };

  it.each([
    [
      'http://api.example/v1.0/referrals?$skiptoken=a',
      'https://api.example/v1.0/referrals?$skiptoken=a',
    ],
    ['http://api.example:80/x', 'https://api.example/x'],
    ['https://pages.example:8443/x', 'https://pages.example:8443/x'],
    ['/x?y', 'https://api.example/x?y'],
  ])('%s is read as %s', (link, expected) => {
    expect(nextPageUrl(link, source).href).toBe(expected);
  });

  it.each(['https://pages.example/x', 'https://api.example:8443/x', 'https://api.example.evil/x'])(
    '%s is foreign',
    (link) => {
      expect(() => nextPageUrl(link, source)).toThrow(HostFault);
    },
  );

  it('doubles the quotes of OData strings', () => {
    expect(odataString("O'Neil' or 1 eq 1")).toBe("'O''Neil'' or 1 eq 1'");
  });
});
