import { describe, expect, it } from 'vitest';
import { CannotStart, HostFault } from '../../../service/src/errors.ts';
import { createPartnerCenterClient } from '../../../service/src/partner-center/client.ts';
import { PUBLISHED_PATHS } from '../../../service/src/partner-center/published-paths.ts';
import {
  ID,
  NOW,
  GUID,
  ETAG,
  referral,
  refusal,
  CREATE,
  PATCH,
  GET,
  LIST,
  start,
  failureOf,
} from './client-under-test.ts';
import { answer } from './stub-server.ts';

describe('a request to Partner Center', () => {
  it('carries the token, both correlation headers and JSON', async () => {
    const { client, seen } = await start(answer(200, referral()));
    await client.get(ID.toUpperCase());
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'GET',
      url: `/v1.0/engagements/referrals/${ID}`,
      headers: {
        authorization: 'Bearer old-token',
        accept: 'application/json',
        'content-type': 'application/json',
        'client-request-id': expect.stringMatching(GUID),
        'ms-correlationid': ID,
      },
    });
  });

  it('keeps properties it does not know and lower-cases the ids', async () => {
    const { client } = await start(answer(200, referral({ id: ID.toUpperCase() })));
    expect(await client.get(ID)).toEqual(referral());
  });

  it('renews the token once after a 401 and then succeeds', async () => {
    const { client, seen, renewals } = await start(
      answer(401, refusal('unauthenticated')),
      answer(201, referral()),
    );
    await client.create({ name: 'Deal' });
    expect(renewals).toEqual([false, true]);
    expect(seen.map((request) => request.headers.authorization)).toEqual([
      'Bearer old-token',
      'Bearer new-token',
    ]);
  });

  it('gives up after the second 401', async () => {
    const { client, seen } = await start(answer(401, refusal('unauthenticated')));
    expect(await failureOf(client.get(ID))).toMatchObject({ code: 'partner-center-unauthorized' });
    expect(seen).toHaveLength(2);
  });

  it.each([{ error: { code: '900421' } }, { code: 900421, description: 'MFA' }])(
    'does not renew a token that lacks MFA (%j)',
    async (body) => {
      const { client, seen } = await start(answer(401, body));
      const failure = await failureOf(client.get(ID));
      expect(failure).toBeInstanceOf(HostFault);
      expect(failure).toMatchObject({ code: 'partner-center-mfa' });
      expect(seen).toHaveLength(1);
    },
  );

  it('follows no redirect, with or without a token', async () => {
    const elsewhere = await start(answer(200, referral()));
    for (const status of [301, 302, 307, 308]) {
      const { client, seen } = await start(answer(status, '', { Location: elsewhere.url }));
      for (const work of [GET, LIST, CREATE, PATCH]) {
        const failure = await failureOf(work(client));
        expect(failure).toMatchObject({ code: 'partner-center-redirected', outcomeUnknown: false });
      }
      expect(seen).toHaveLength(4);
    }
    expect(elsewhere.seen).toHaveLength(0);
  });

  it.each(['ftp://x', 'https://x/path', 'https://u:p@x', 'no url', 'https://x?y'])(
    'cannot start with the base URL %s',
    (baseUrl) => {
      expect(() =>
        createPartnerCenterClient({
          baseUrl,
          allowedHosts: [],
          accessToken: async () => 'token',
          requestTimeoutMs: 1,
          clock: { now: () => NOW, sleep: async () => undefined },
        }),
      ).toThrow(CannotStart);
    },
  );
});

describe('ids', () => {
  it.each(['../other', '', `${ID}/..`, `${ID}?x`, 'msft', `${ID}\n`])(
    'that are no GUID (%j) are refused before anything is sent',
    async (id) => {
      const { client, seen } = await start(answer(200, referral()));
      expect(await failureOf(client.get(id))).toBeInstanceOf(TypeError);
      expect(await failureOf(client.listEngagement(id))).toBeInstanceOf(TypeError);
      const patch = client.patch({ id, eTag: ETAG }, [{ op: 'add', path: '/team', value: [] }]);
      expect(await failureOf(patch)).toBeInstanceOf(TypeError);
      expect(seen).toHaveLength(0);
    },
  );
});

describe('a patch', () => {
  const operations = [{ op: 'replace' as const, path: '/details/notes', value: 'x' }];

  it('asks for the result, only if nobody changed the referral', async () => {
    const { client, seen } = await start(answer(200, referral()));
    expect(await client.patch({ id: ID, eTag: ETAG }, operations)).toEqual(referral());
    expect(seen[0]).toMatchObject({ method: 'PATCH', url: `/v1.0/engagements/referrals/${ID}` });
    expect(seen[0]?.headers).toMatchObject({ 'if-match': ETAG, prefer: 'return=representation' });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(operations);
  });

  it('answers undefined when the service answers 204 although asked', async () => {
    const { client } = await start(answer(204));
    expect(await client.patch({ id: ID, eTag: ETAG }, operations)).toBeUndefined();
  });

  it('may name every published path', async () => {
    const { client, seen } = await start(answer(204));
    const all = PUBLISHED_PATHS.map((path) => ({ op: 'replace' as const, path, value: null }));
    await client.patch({ id: ID, eTag: ETAG }, all);
    expect(seen).toHaveLength(1);
  });

  it.each([
    '/name',
    '/team/-',
    '/customerProfile/team/-',
    '/details/requirements/solutions/-',
    '/team/0',
    '/registrations/-',
    '/inviteContext/notes',
    'status',
    '/status/',
    '',
    '/__proto__',
  ])('of %s is refused before anything is sent', async (path) => {
    const { client, seen } = await start(answer(204));
    const patch = client.patch({ id: ID, eTag: ETAG }, [
      ...operations,
      { op: 'replace', path, value: 'x' },
    ]);
    expect(await failureOf(patch)).toBeInstanceOf(TypeError);
    expect(seen).toHaveLength(0);
  });

  it('without operations or with an unknown one is refused before anything is sent', async () => {
    const { client, seen } = await start(answer(204));
    const remove = [{ op: 'remove', path: '/team', value: null }] as unknown as typeof operations;
    for (const wrong of [[], remove]) {
      const patch = client.patch({ id: ID, eTag: ETAG }, wrong);
      expect(await failureOf(patch)).toBeInstanceOf(TypeError);
    }
    expect(seen).toHaveLength(0);
  });
});

describe('a create', () => {
  it.each([200, 201])('accepts %i and answers the referral', async (status) => {
    const { client, seen } = await start(answer(status, referral()));
    expect(await client.create({ name: 'Deal', details: { dealValue: 1.5 } })).toEqual(referral());
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/v1.0/engagements/referrals' });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ name: 'Deal', details: { dealValue: 1.5 } });
  });
});
