import { describe, expect, it } from 'vitest';
import {
  HostFault,
  PairFault,
  ReferralUnreadable,
  StaleReferral,
} from '../../../service/src/errors.ts';
import {
  ID,
  ENGAGEMENT,
  referral,
  refusal,
  CREATE,
  PATCH,
  GET,
  LIST,
  start,
  failureOf,
  type Write,
} from './client-under-test.ts';
import { answer, cutConnection, cutInBody, hang, type Behaviour } from './stub-server.ts';

describe('an answer that is no success', () => {
  const unknown = { outcomeUnknown: true };
  const known = { outcomeUnknown: false };
  const cases: [string, Write, Behaviour, new (...a: never[]) => Error, Record<string, unknown>][] = [
    ['get 404', GET, answer(404, refusal('itemNotFound')), ReferralUnreadable, { code: 'referral-not-found' }],
    ['get 410', GET, answer(410), ReferralUnreadable, { code: 'referral-not-found' }],
    ['get 403', GET, answer(403, refusal('accessDenied')), ReferralUnreadable, { code: 'referral-forbidden' }],
    ['get 403 claims', GET, answer(403, { error: 'insufficent_claims' }), HostFault, { code: 'partner-center-claims' }],
    ['get 403 claims (header)', GET, answer(403, {}, { 'WWW-Authenticate': 'Bearer error="insufficient_claims"' }), HostFault, { code: 'partner-center-claims' }],
    ['get 500', GET, answer(500, refusal('generalException')), HostFault, { code: 'partner-center-server-error', serverError: true, ...known }],
    ['get 204', GET, answer(204), HostFault, { code: 'partner-center-malformed', ...known }],
    ['get cut', GET, cutConnection, HostFault, { code: 'partner-center-unreachable', ...known }],
    ['get hanging', GET, hang, HostFault, { code: 'partner-center-timeout', ...known }],
    ['list 403', LIST, answer(403, refusal('accessDenied')), PairFault, { code: 'partner-center-forbidden' }],
    ['list 404', LIST, answer(404), PairFault, { code: 'partner-center-not-found' }],
    ['create 400', CREATE, answer(400, refusal('invalidRequest', 'Solution ID is required')), PairFault, { code: 'partner-center-invalid', message: 'Solution ID is required' }],
    ['create 403', CREATE, answer(403, refusal('accessDenied')), PairFault, { code: 'partner-center-forbidden' }],
    ['create 403 claims', CREATE, answer(403, refusal('insufficent_claims')), HostFault, { code: 'partner-center-claims', ...known }],
    ['create 409', CREATE, answer(409, refusal('invalidRequest')), PairFault, { code: 'partner-center-conflict' }],
    ['create 412', CREATE, answer(412, refusal('preconditionFailed')), PairFault, { code: 'partner-center-refused' }],
    ['create 422', CREATE, answer(422, refusal('invalidRequest')), PairFault, { code: 'partner-center-invalid' }],
    ['create 429', CREATE, answer(429, { statusCode: 429, message: 'Try again in 57 seconds.' }, { 'Retry-After': '57' }), HostFault, { code: 'partner-center-throttled', retryAfterSeconds: 57, ...known }],
    ['create 408', CREATE, answer(408), HostFault, { code: 'partner-center-timeout', ...unknown }],
    ['create 500', CREATE, answer(500, 'oops'), HostFault, { code: 'partner-center-server-error', serverError: true, ...unknown }],
    ['create 503', CREATE, answer(503, '', { 'Retry-After': '9' }), HostFault, { code: 'partner-center-unavailable', retryAfterSeconds: 9, serverError: false, ...unknown }],
    ['create 504', CREATE, answer(504), HostFault, { code: 'partner-center-server-error', ...unknown }],
    ['create 202', CREATE, answer(202), HostFault, { code: 'partner-center-malformed', ...unknown }],
    ['create 200 without a body', CREATE, answer(200, ''), HostFault, { code: 'partner-center-malformed', ...unknown }],
    ['create cut', CREATE, cutConnection, HostFault, { code: 'partner-center-unreachable', ...unknown }],
    ['create cut in the answer', CREATE, cutInBody, HostFault, { code: 'partner-center-unreachable', ...unknown }],
    ['create hanging', CREATE, hang, HostFault, { code: 'partner-center-timeout', ...unknown }],
    ['patch 412', PATCH, answer(412, refusal('preconditionFailed')), StaleReferral, { code: 'stale-referral' }],
    ['patch 409 resourceModified', PATCH, answer(409, { error: { code: 'invalidRequest', innerError: { code: 'resourceModified' } } }), StaleReferral, { code: 'stale-referral' }],
    ['patch 409', PATCH, answer(409, refusal('invalidRequest')), PairFault, { code: 'partner-center-conflict' }],
    ['patch 400', PATCH, answer(400, refusal('invalidRequest')), PairFault, { code: 'partner-center-invalid' }],
    ['patch 404', PATCH, answer(404, refusal('itemNotFound')), PairFault, { code: 'partner-center-not-found' }],
    ['patch 429', PATCH, answer(429), HostFault, { code: 'partner-center-throttled', retryAfterSeconds: undefined, ...known }],
    ['patch 502', PATCH, answer(502), HostFault, { code: 'partner-center-server-error', ...unknown }],
    ['patch cut', PATCH, cutConnection, HostFault, { code: 'partner-center-unreachable', ...unknown }],
    ['patch hanging', PATCH, hang, HostFault, { code: 'partner-center-timeout', ...unknown }],
    ['patch 200 of another referral', PATCH, answer(200, referral({ id: ENGAGEMENT })), HostFault, { code: 'partner-center-malformed', ...unknown }],
  ]; // prettier-ignore

  it.each(cases)('%s becomes the right fault', async (_name, work, behaviour, type, fields) => {
    const { client } = await start(behaviour);
    const failure = await failureOf(work(client));
    expect(failure).toBeInstanceOf(type);
    expect(failure).toMatchObject(fields);
  });

  it('keeps at most 1,000 characters of the server’s message, and its codes and request id as the cause', async () => {
    const body = refusal('invalidRequest', 'x'.repeat(5000));
    const { client } = await start(answer(400, body, { 'Request-ID': ENGAGEMENT }));
    const failure = await failureOf(client.create({}));
    expect(failure.message).toHaveLength(1000);
    expect(failure.cause).toMatchObject({
      status: 400,
      serverCodes: ['invalidRequest'],
      requestId: ENGAGEMENT,
    });
  });

  it.each([
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['999999', 3600],
    ['soon', undefined],
  ])('reads Retry-After %s as %s seconds', async (header, seconds) => {
    const { client } = await start(answer(429, {}, { 'Retry-After': header }));
    expect(await failureOf(client.get(ID))).toMatchObject({
      code: 'partner-center-throttled',
      retryAfterSeconds: seconds,
    });
  });

  it.each([
    ['no JSON', 'hello'],
    ['an array', []],
    ['null', 'null'],
    ['an id that is no GUID', referral({ id: '../x' })],
    ['no engagement', referral({ engagementId: null })],
    ['an empty eTag', referral({ eTag: '' })],
    ['an eTag unfit for a header', referral({ eTag: '"a"\r\nx: y' })],
    ['a status that is no string', referral({ status: 3 })],
    ['no substatus', referral({ substatus: undefined })],
    ['an organisation that is no string', referral({ organizationId: 7 })],
    ['a time that is no time', referral({ updatedDateTime: 'yesterday' })],
  ])('refuses a malformed referral: %s', async (_name, body) => {
    const { client } = await start(answer(200, body));
    expect(await failureOf(client.get(ID))).toMatchObject({ code: 'partner-center-malformed' });
    expect(await failureOf(client.create({}))).toMatchObject({
      code: 'partner-center-malformed',
      outcomeUnknown: true,
    });
  });

  it('knows that a request which found no server was not carried out', async () => {
    const { client, stop } = await start(answer(200, referral()));
    await stop();
    expect(await failureOf(CREATE(client))).toMatchObject({
      code: 'partner-center-unreachable',
      outcomeUnknown: false,
    });
  });

  it('ends at once when the caller aborts, and says whether the request was on its way', async () => {
    const abort = new AbortController();
    const { client, seen } = await start(() => abort.abort());
    expect(await failureOf(client.create({}, abort.signal))).toMatchObject({
      code: 'partner-center-aborted',
      outcomeUnknown: true,
    });
    expect(await failureOf(client.create({}, abort.signal))).toMatchObject({
      code: 'partner-center-aborted',
      outcomeUnknown: false,
    });
    expect(seen).toHaveLength(1);
  });
});
