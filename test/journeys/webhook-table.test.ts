/** Webhooks that are forged, malformed, signed with a wrong certificate or sent again, over HTTP, against the bridge process. */
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deal, makeDeal, referralOf } from './deals.ts';
import { startRig, type Rig } from './rig.ts';
import {
  signedBy,
  startSecondAuthority,
  type CertificateName,
  type SecondAuthority,
} from './second-authority.ts';
import { noticeOf, pairCounts, send, type Call } from './webhook-calls.ts';

let rig: Rig;
let authority: SecondAuthority;
let dealId: string;
const folder = mkdtempSync(join(tmpdir(), 'co-sell-trust-'));

beforeAll(async () => {
  const trustFile = join(folder, 'trust.json');
  rig = await startRig({ seed: 41, start: false, settings: { WEBHOOK_TRUST_FILE: trustFile } });
  authority = await startSecondAuthority();
  writeFileSync(trustFile, JSON.stringify(authority.trustedBeside(rig.partnerCenter.webhookTrust)));
  await rig.start();
  dealId = makeDeal(rig.org);
  await rig.quiet();
});
afterAll(async () => {
  await rig?.stop();
  await authority?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A call signed by the simulator's authority. */
async function signed(body: string | Buffer): Promise<Call> {
  return { body, headers: await rig.partnerCenter.signNotification(body) };
}
const good = () => signed(JSON.stringify(noticeOf(randomUUID())));
const notice = (changes: Record<string, unknown>) =>
  signed(JSON.stringify(noticeOf(randomUUID(), changes)));
const withHeaders = async (headers: Record<string, string | undefined>): Promise<Call> => {
  const call = await good();
  const merged = Object.entries({ ...call.headers, ...headers });
  return {
    ...call,
    headers: Object.fromEntries(
      merged.filter((pair): pair is [string, string] => pair[1] !== undefined),
    ),
  };
};
const by = (name: CertificateName) => async (): Promise<Call> => {
  const body = Buffer.from(JSON.stringify(noticeOf(randomUUID())));
  return { body, headers: signedBy(authority, name, body) };
};
const certificateAt = (url: () => string) => () => withHeaders({ 'X-MS-Certificate-Url': url() });
const ownUrl = () => rig.partnerCenter.certificateUrl;

type Row = { what: string; call: () => Promise<Call>; status: number; code: string };

const FORGED: Row[] = [
  {
    what: 'without a signature',
    call: () => withHeaders({ Authorization: undefined }),
    status: 401,
    code: 'signature-missing',
  },
  {
    what: 'with a bearer token instead of a signature',
    call: () => withHeaders({ Authorization: 'Bearer abc' }),
    status: 401,
    code: 'signature-scheme',
  },
  {
    what: 'with two signatures',
    call: () => withHeaders({ Authorization: 'Signature QUJD, Signature QUJD' }),
    status: 401,
    code: 'signature-scheme',
  },
  {
    what: 'with a signature that is no base64',
    call: () => withHeaders({ Authorization: 'Signature %%%%' }),
    status: 401,
    code: 'signature-encoding',
  },
  {
    what: 'with a signature of another size',
    call: () => withHeaders({ Authorization: 'Signature QUJD' }),
    status: 401,
    code: 'signature-wrong',
  },
  {
    what: 'with the signature of another body',
    call: async () => ({ ...(await good()), body: JSON.stringify(noticeOf(randomUUID())) }),
    status: 401,
    code: 'signature-wrong',
  },
  {
    what: 'with a blank added after signing',
    call: async () => {
      const call = await good();
      return { ...call, body: `${String(call.body)} ` };
    },
    status: 401,
    code: 'signature-wrong',
  },
  {
    what: "signed with a stranger's key that names the right certificate",
    call: async () => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const body = JSON.stringify(noticeOf(randomUUID()));
      const signature = sign('RSA-SHA256', Buffer.from(body), privateKey).toString('base64');
      return { ...(await withHeaders({ Authorization: `Signature ${signature}` })), body };
    },
    status: 401,
    code: 'signature-wrong',
  },
  {
    what: 'with a hash instead of a signature',
    call: async () => {
      const call = await good();
      const hash = createHash('sha256').update(String(call.body)).digest('base64');
      return { ...call, headers: { ...call.headers, Authorization: `Signature ${hash}` } };
    },
    status: 401,
    code: 'signature-wrong',
  },
  {
    what: 'that says rsa-sha1',
    call: () => withHeaders({ 'X-MS-Signature-Algorithm': 'rsa-sha1' }),
    status: 401,
    code: 'signature-sha1',
  },
  {
    what: 'that says none',
    call: () => withHeaders({ 'X-MS-Signature-Algorithm': 'none' }),
    status: 401,
    code: 'signature-algorithm',
  },
  {
    what: 'that names no algorithm',
    call: () => withHeaders({ 'X-MS-Signature-Algorithm': undefined }),
    status: 400,
    code: 'header-missing',
  },
  {
    what: 'that names no certificate',
    call: () => withHeaders({ 'X-MS-Certificate-Url': undefined }),
    status: 400,
    code: 'header-missing',
  },
];

const BY_OTHER_CERTIFICATES: Row[] = [
  {
    what: 'whose certificate is no URL',
    call: certificateAt(() => '/cert.cer'),
    status: 401,
    code: 'certificate-url',
  },
  {
    what: 'whose certificate comes over http',
    call: certificateAt(() => ownUrl().replace('https:', 'http:')),
    status: 401,
    code: 'certificate-url-scheme',
  },
  {
    what: 'whose certificate URL has a user',
    call: certificateAt(() => ownUrl().replace('https://', 'https://a:b@')),
    status: 401,
    code: 'certificate-url-user',
  },
  {
    what: 'whose certificate is at another host',
    call: certificateAt(() => 'https://certificates.example/cert.cer'),
    status: 401,
    code: 'certificate-url-host',
  },
  {
    what: 'whose certificate is at a host that only begins like ours',
    call: certificateAt(() => 'https://127.0.0.1.example/cert.cer'),
    status: 401,
    code: 'certificate-url-host',
  },
  {
    what: 'whose certificate is on another port',
    call: certificateAt(() => 'https://127.0.0.1:1/cert.cer'),
    status: 401,
    code: 'certificate-url-host',
  },
  {
    what: 'whose certificate is not there',
    call: certificateAt(() => authority.urlOf('nothing')),
    status: 401,
    code: 'certificate-not-found',
  },
  {
    what: 'whose certificate has moved',
    call: certificateAt(() => authority.urlOf('moved')),
    status: 401,
    code: 'certificate-redirected',
  },
  {
    what: 'whose certificate is too large',
    call: certificateAt(() => authority.urlOf('too-large')),
    status: 401,
    code: 'certificate-too-large',
  },
  {
    what: 'whose certificate is none',
    call: certificateAt(() => authority.urlOf('no-certificate')),
    status: 401,
    code: 'certificate-unreadable',
  },
  {
    what: 'whose certificate cannot be fetched now',
    call: certificateAt(() => authority.urlOf('broken')),
    status: 503,
    code: 'certificate-unavailable',
  },
  {
    what: 'that names another good certificate than it is signed by',
    call: certificateAt(() => authority.urlOf('good')),
    status: 401,
    code: 'signature-wrong',
  },
  {
    what: 'by an expired certificate',
    call: by('expired'),
    status: 401,
    code: 'certificate-expired',
  },
  {
    what: 'by a certificate that is not valid yet',
    call: by('not-yet-valid'),
    status: 401,
    code: 'certificate-not-yet-valid',
  },
  {
    what: 'by a certificate of another name',
    call: by('other-subject'),
    status: 401,
    code: 'certificate-subject',
  },
  {
    what: 'by a certificate of two names',
    call: by('two-names'),
    status: 401,
    code: 'certificate-subject',
  },
  {
    what: 'by a certificate of another issuer',
    call: by('other-issuer'),
    status: 401,
    code: 'certificate-issuer',
  },
  {
    what: 'by a certificate that vouches for itself',
    call: by('self-signed'),
    status: 401,
    code: 'certificate-untrusted',
  },
  {
    what: "by a certificate below a stranger's root",
    call: by('foreign-root'),
    status: 401,
    code: 'certificate-untrusted',
  },
  {
    what: 'by a certificate with a small key',
    call: by('small-key'),
    status: 401,
    code: 'certificate-weak',
  },
  {
    what: 'by an elliptic key',
    call: by('elliptic'),
    status: 401,
    code: 'certificate-key',
  },
  {
    what: 'by a certificate for other uses',
    call: by('an-authority'),
    status: 401,
    code: 'certificate-use',
  },
];

const MALFORMED: Row[] = [
  { what: 'with an empty body', call: () => signed(''), status: 400, code: 'body-empty' },
  {
    what: 'that is no JSON',
    call: () => signed('{"EventName":'),
    status: 400,
    code: 'body-no-json',
  },
  {
    what: 'with a byte order mark',
    call: () => signed(`\ufeff${JSON.stringify(noticeOf(randomUUID()))}`),
    status: 400,
    code: 'body-no-json',
  },
  {
    what: 'that is no UTF-8',
    call: () => signed(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])),
    status: 400,
    code: 'body-no-json',
  },
  { what: 'that is a list', call: () => signed('[]'), status: 400, code: 'body-no-object' },
  { what: 'that is null', call: () => signed('null'), status: 400, code: 'body-no-object' },
  {
    what: 'without an event',
    call: () => notice({ EventName: undefined }),
    status: 400,
    code: 'body-property',
  },
  {
    what: 'whose event is a number',
    call: () => notice({ EventName: 7 }),
    status: 400,
    code: 'body-property',
  },
  {
    what: 'whose event is a page long',
    call: () => notice({ EventName: 'x'.repeat(2_000) }),
    status: 400,
    code: 'body-property',
  },
  {
    what: 'without a resource',
    call: () => notice({ ResourceUri: undefined }),
    status: 400,
    code: 'body-property',
  },
  {
    what: 'whose resource has no GUID',
    call: () => notice({ ResourceUri: 'https://api.partnercenter.microsoft.com/v1/referrals/1' }),
    status: 400,
    code: 'body-resource-uri',
  },
  {
    what: 'whose resource has a query',
    call: () => notice({ ResourceUri: `https://host.example/${randomUUID()}?x=1` }),
    status: 400,
    code: 'body-resource-uri',
  },
  {
    what: 'whose resource walks upwards',
    call: () => notice({ ResourceUri: `https://host.example/a/../${randomUUID()}` }),
    status: 400,
    code: 'body-resource-uri',
  },
  {
    what: 'without a time',
    call: () => notice({ ResourceChangeUtcDate: undefined }),
    status: 400,
    code: 'body-property',
  },
  {
    what: 'whose time has no offset',
    call: () => notice({ ResourceChangeUtcDate: '2026-06-01T10:00:00' }),
    status: 400,
    code: 'body-time',
  },
  {
    what: 'whose time is still to come',
    call: () => notice({ ResourceChangeUtcDate: '2999-01-01T00:00:00Z' }),
    status: 400,
    code: 'body-time-ahead',
  },
  {
    what: 'larger than any notification',
    call: () => notice({ AuditUri: 'x'.repeat(70_000) }),
    status: 413,
    code: 'body-too-large',
  },
  {
    what: 'sent with PUT',
    call: async () => ({ ...(await good()), method: 'PUT' }),
    status: 405,
    code: 'method-not-allowed',
  },
  {
    what: 'sent to another address',
    call: async () => ({ ...(await good()), path: '/webhooks/partner-center/x' }),
    status: 404,
    code: 'no-such-route',
  },
];

describe('a webhook is refused and makes no pair', () => {
  it.for([...FORGED, ...BY_OTHER_CERTIFICATES, ...MALFORMED])(
    '$what: $status $code',
    async ({ call, status, code }) => {
      const before = await pairCounts(rig);
      const answer = await send(rig, await call());
      expect(answer).toMatchObject({ status, code });
      expect(answer.retryAfter !== null).toBe(status === 503);
      expect(await pairCounts(rig)).toEqual(before);
    },
  );

  it('although the same call, unspoiled, is taken and looked at', async () => {
    for (const call of [await good(), await by('good')()]) {
      // While Partner Center is away, a stub stays and can be counted.
      rig.partnerCenter.faults.add({ do: 'status', status: 503, times: 0 });
      const before = await pairCounts(rig);
      expect(await send(rig, call)).toMatchObject({ status: 202, code: undefined });
      expect(await pairCounts(rig)).toEqual({ ...before, stub: before.stub + 1 });
      rig.partnerCenter.faults.clear();
      await rig.quiet();
      expect(await pairCounts(rig)).toEqual({ ...before, stub: 0 });
    }
  });
});

describe('a correct webhook', () => {
  it.for(['test-created', 'invoice-ready'])(
    'about nothing of ours (%s) makes no pair',
    async (EventName) => {
      const before = await pairCounts(rig);
      expect(await send(rig, await notice({ EventName }))).toMatchObject({ status: 202 });
      expect(await pairCounts(rig)).toEqual(before);
    },
  );

  it('sent again, however often, changes nothing on either side', async () => {
    const { id } = referralOf(rig, dealId);
    rig.partnerCenter.asPartnerPortal(id, { dealValue: 43_210 });
    await rig.quiet();
    expect(deal(rig, dealId)['Amount']).toBe(43_210);
    const notices = rig.partnerCenter.deliveries().map((delivery) => delivery.notice);
    expect(notices.length).toBeGreaterThan(1);
    const journals = () => [rig.org.journal.entries(), rig.partnerCenter.journal.entries()];
    const before = { journals: journals(), pairs: await pairCounts(rig) };
    for (let again = 0; again < 20; again++) {
      for (const one of notices) {
        const answer = await send(rig, await signed(JSON.stringify(one)));
        expect(answer).toMatchObject({ status: 202 });
      }
    }
    await rig.quiet();
    expect(journals()).toEqual(before.journals);
    expect(await pairCounts(rig)).toEqual(before.pairs);
  });
});
