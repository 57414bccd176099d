import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { CannotStart } from '../../../service/src/errors.ts';
import { createWebhookVerifier } from '../../../service/src/partner-center/webhook-signature.ts';
import { WebhookRefused } from '../../../service/src/partner-center/webhook-refused.ts';
import type { WebhookTrust } from '../../../service/src/partner-center/webhook-trust.ts';
import {
  authority,
  crlOnly,
  encipheringOnly,
  issue,
  makeChain,
  makeEcKeys,
  makeKeys,
  notAuthority,
  NOW,
  signatureOf,
  signingOnly,
  SUBJECT,
  unknownCritical,
  type Issued,
} from './test-authority.ts';

const HOST = 'certificates.example';
const URL_ = `https://${HOST}/cert/${SUBJECT}.cer`;
const ID = '1a2b3c4d-0000-4000-8000-0123456789ab';

type Chain = Awaited<ReturnType<typeof makeChain>>;
type Call = {
  body: Buffer;
  headers: Record<string, string | string[] | undefined>;
  /** What the certificate host serves, whatever is asked. */
  served: Buffer;
};
type World = Chain & { trust: WebhookTrust; call: (changes?: Partial<Call>) => Call };

let world: World;
beforeAll(async () => {
  const chain = await makeChain();
  world = { ...chain, trust: trustIn(chain.root, chain.issuer), call: callBy(chain.leaf) };
});

function trustIn(root: Issued, ...intermediates: Issued[]): WebhookTrust {
  return {
    roots: [root.pem],
    intermediates: intermediates.map((each) => each.pem),
    certificateHosts: [HOST],
    subject: SUBJECT,
    issuerOrganization: 'Microsoft Corporation',
  };
}

const bodyOf = (changes: Record<string, unknown> = {}) =>
  Buffer.from(
    JSON.stringify({
      EventName: 'referral-updated',
      ResourceUri: `https://api.partnercenter.microsoft.com/engagements/v1/referrals/${ID}`,
      ResourceName: 'referral',
      AuditUri: null,
      ResourceChangeUtcDate: '2026-03-01T11:59:39.5485487+00:00',
      ...changes,
    }),
  );

/** A correct call by the owner of a certificate. Given another body, it is signed as well. */
const callBy =
  (signer: Issued) =>
  (changes: Partial<Call> = {}): Call => {
    const body = changes.body ?? bodyOf();
    return {
      body,
      served: Buffer.from(signer.pem),
      ...changes,
      headers: {
        authorization: `Signature ${signatureOf(body, signer.keys)}`,
        'x-ms-certificate-url': URL_,
        'x-ms-signature-algorithm': 'rsa-sha256',
        ...changes.headers,
      },
    };
  };

async function verify(call: Call, trust = world.trust, now = NOW) {
  const verifier = createWebhookVerifier(trust, {
    clock: { now: () => now },
    fetchCertificate: async () => call.served,
  });
  return verifier(call.body, call.headers);
}

async function refusalOf(work: Promise<unknown>): Promise<WebhookRefused> {
  const outcome = await work.then(
    () => new Error('expected a refusal, but the call was accepted'),
    (error: unknown) => error,
  );
  if (!(outcome instanceof WebhookRefused)) throw outcome;
  return outcome;
}

describe('a webhook call that is Microsoft’s', () => {
  it('names the referral and the moment of the change', async () => {
    expect(await verify(world.call())).toEqual({
      eventName: 'referral-updated',
      referralId: ID,
      resourceUri: `https://api.partnercenter.microsoft.com/engagements/v1/referrals/${ID}`,
      changedAt: '2026-03-01T11:59:39.5485487Z',
    });
  });

  it('may carry its signature in x-ms-signature, and write the scheme as it likes', async () => {
    const signature = signatureOf(bodyOf(), world.leaf.keys);
    for (const headers of [
      { authorization: undefined, 'x-ms-signature': `SIGNATURE ${signature}` },
      { authorization: 'Bearer of-some-gateway', 'x-ms-signature': `signature ${signature}` },
    ]) {
      expect(await verify(world.call({ headers }))).toMatchObject({ referralId: ID });
    }
  });

  it('may serve its certificate as DER', async () => {
    const served = Buffer.from(world.leaf.certificate.rawData);
    expect(await verify(world.call({ served }))).toMatchObject({ referralId: ID });
  });

  it('may have a certificate that says nothing about the use of its key', async () => {
    const leaf = await issue({ keys: world.leaf.keys, issuer: world.issuer, extensions: [] });
    expect(await verify(callBy(leaf)())).toMatchObject({ referralId: ID });
  });

  it('may come by any of several intermediates and roots, expired ones among them', async () => {
    const expired = await issue({
      name: world.issuer.name,
      keys: world.issuer.keys,
      issuer: world.root,
      days: [-50, -1],
      extensions: authority(0),
    });
    const trust = trustIn(world.root, expired, world.issuer);
    expect(await verify(world.call(), trust)).toMatchObject({ referralId: ID });
  });

  it.each([
    ['test-created', `http://api.partnercenter.microsoft.com/webhooks/v1/registration/x/${ID}`],
    ['subscription-updated', 'anything'],
    ['__proto__', ''],
  ])('names no referral for %s', async (EventName, ResourceUri) => {
    const notification = await verify(world.call({ body: bodyOf({ EventName, ResourceUri }) }));
    expect(notification).toEqual({
      eventName: EventName,
      resourceUri: ResourceUri,
      changedAt: '2026-03-01T11:59:39.5485487Z',
    });
  });

  it.each([
    'referral-created',
    'referral-updated',
    'related-referral-created',
    'related-referral-updated',
  ])('names a referral, in lower case, for %s', async (EventName) => {
    const ResourceUri = `http://evil.example/${ID.toUpperCase()}`;
    const body = bodyOf({ EventName, ResourceUri });
    expect(await verify(world.call({ body }))).toMatchObject({ referralId: ID });
  });

  it.each([
    ['2026-03-01T12:14:59Z', '2026-03-01T12:14:59Z'],
    ['2026-03-01T13:00:00.5+02:00', '2026-03-01T11:00:00.5Z'],
    ['2018-02-17T00:05:39.5485487+00:00', '2018-02-17T00:05:39.5485487Z'],
  ])('changed at %s is read as %s', async (ResourceChangeUtcDate, changedAt) => {
    const body = bodyOf({ ResourceChangeUtcDate });
    expect(await verify(world.call({ body }))).toMatchObject({ changedAt });
  });
});

describe('a renewed certificate', () => {
  it('under the same URL is noticed by the next call it signed, at most a minute later', async () => {
    const renewed = await issue({ keys: await makeKeys(), issuer: world.issuer });
    let now = NOW;
    let served = world.leaf;
    const verifier = createWebhookVerifier(world.trust, {
      clock: { now: () => now },
      fetchCertificate: async () => Buffer.from(served.pem),
    });
    const old = world.call();
    const fresh = callBy(renewed)();
    expect(await verifier(old.body, old.headers)).toMatchObject({ referralId: ID });

    served = renewed;
    const early = await refusalOf(verifier(fresh.body, fresh.headers));
    expect(early).toMatchObject({ code: 'signature-wrong' });
    now += 60_000;
    expect(await verifier(fresh.body, fresh.headers)).toMatchObject({ referralId: ID });
    const late = await refusalOf(verifier(old.body, old.headers));
    expect(late).toMatchObject({ code: 'signature-wrong' });
  });

  it('is fetched before a cached one is refused as expired', async () => {
    const expiring = await issue({
      keys: world.leaf.keys,
      issuer: world.issuer,
      days: [-1, 0.001],
    });
    let now = NOW;
    let served = expiring;
    const verifier = createWebhookVerifier(world.trust, {
      clock: { now: () => now },
      fetchCertificate: async () => Buffer.from(served.pem),
    });
    const call = world.call();
    expect(await verifier(call.body, call.headers)).toMatchObject({ referralId: ID });
    now += 120_000;
    served = world.leaf;
    expect(await verifier(call.body, call.headers)).toMatchObject({ referralId: ID });
  });
});

describe('a webhook call is refused', () => {
  type Case = [
    name: string,
    status: 400 | 401,
    code: string,
    call: () => Partial<Call> | Promise<Call>,
  ];
  const headers = (changes: Record<string, string | string[] | undefined>) => () => ({
    headers: changes,
  });
  const url = (text: string) => headers({ 'x-ms-certificate-url': text });
  const served = (bytes: string | Buffer) => () => ({ served: Buffer.from(bytes) });
  const body = (changes: Record<string, unknown>) => () => ({ body: bodyOf(changes) });
  const rawBody = (text: string) => () => ({ body: Buffer.from(text, 'latin1') });
  const leafWith = (wanted: Partial<Parameters<typeof issue>[0]>) => async () =>
    callBy(await issue({ keys: world.leaf.keys, issuer: world.issuer, ...wanted }))();
  const uri = (path: string) => body({ ResourceUri: `https://api.example/v1/referrals/${path}` });

  // prettier-ignore
  const cases: Case[] = [
    ['without a signature', 401, 'signature-missing', headers({ authorization: undefined })],
    ['with a bearer token instead', 401, 'signature-scheme', headers({ authorization: 'Bearer abc' })],
    ['with an empty signature', 401, 'signature-scheme', headers({ authorization: 'Signature ' })],
    ['with two signature headers', 401, 'signature-scheme', headers({ authorization: undefined, 'x-ms-signature': ['Signature YQ==', 'Signature YQ=='] })],
    ['with joined signatures', 401, 'signature-scheme', headers({ authorization: undefined, 'x-ms-signature': 'Signature YQ==, Signature YQ==' })],
    ['with a signature that is no base64', 401, 'signature-encoding', headers({ authorization: 'Signature ***' })],
    ['with URL-safe base64', 401, 'signature-encoding', headers({ authorization: 'Signature ab-_' })],
    ['with unpadded base64', 401, 'signature-encoding', headers({ authorization: 'Signature YQ' })],
    ['with base64 that has spare bits', 401, 'signature-encoding', headers({ authorization: 'Signature YR==' })],
    ['with an endless signature', 401, 'signature-encoding', headers({ authorization: `Signature ${'A'.repeat(4096)}` })],
    ['with a short signature', 401, 'signature-wrong', headers({ authorization: 'Signature YQ==' })],
    ['without a certificate URL', 400, 'header-missing', headers({ 'x-ms-certificate-url': undefined })],
    ['with two certificate URLs', 400, 'header-missing', headers({ 'x-ms-certificate-url': [URL_, URL_] })],
    ['without an algorithm', 400, 'header-missing', headers({ 'x-ms-signature-algorithm': undefined })],
    ['signed with SHA-1', 401, 'signature-sha1', () => ({ headers: { authorization: `Signature ${signatureOf(bodyOf(), world.leaf.keys, 'RSA-SHA1')}`, 'x-ms-signature-algorithm': 'rsa-sha1' } })],
    ['signed with SHA-1 that claims SHA-256', 401, 'signature-wrong', () => ({ headers: { authorization: `Signature ${signatureOf(bodyOf(), world.leaf.keys, 'RSA-SHA1')}` } })],
    ['with another algorithm', 401, 'signature-algorithm', headers({ 'x-ms-signature-algorithm': 'rsa-sha512' })],
    ['with an algorithm of three parts', 401, 'signature-algorithm', headers({ 'x-ms-signature-algorithm': 'rsa-sha256-x' })],
    ['with no algorithm at all', 401, 'signature-algorithm', headers({ 'x-ms-signature-algorithm': 'none' })],

    ['with an http URL', 401, 'certificate-url-scheme', url(URL_.replace('https', 'http'))],
    ['with a file URL', 401, 'certificate-url-scheme', url('file:///etc/passwd')],
    ['with a relative URL', 401, 'certificate-url', url('/cert/x.cer')],
    ['with an endless URL', 401, 'certificate-url', url(`https://${HOST}/${'a'.repeat(3000)}`)],
    ['with a URL with a backslash', 401, 'certificate-url', url(`https://${HOST}\\@evil.example/`)],
    ['with a URL with a blank', 401, 'certificate-url', url(` ${URL_}`)],
    ['with a host that has ours as its beginning', 401, 'certificate-url-host', url(`https://${HOST}.evil.example/x`)],
    ['with a host that has ours as its end', 401, 'certificate-url-host', url(`https://evil-${HOST}/x`)],
    ['with a host below ours', 401, 'certificate-url-host', url(`https://a.${HOST}/x`)],
    ['with our host and a dot', 401, 'certificate-url-host', url(`https://${HOST}./x`)],
    ['with a look-alike host', 401, 'certificate-url-host', url('https://certificates.examp1e/x')],
    ['with another port', 401, 'certificate-url-host', url(`https://${HOST}:8443/x`)],
    ['with an address of this machine', 401, 'certificate-url-host', url('https://127.0.0.1/x')],
    ['with a user in the URL', 401, 'certificate-url-user', url(`https://user@${HOST}/x`)],
    ['with our host as the user', 401, 'certificate-url-user', url(`https://${HOST}@evil.example/x`)],

    ['with garbage for a certificate', 401, 'certificate-unreadable', served('garbage')],
    ['with an empty certificate', 401, 'certificate-unreadable', served('')],
    ['with a PEM of garbage', 401, 'certificate-unreadable', served('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')],
    ['with a PEM of another kind', 401, 'certificate-unreadable', () => ({ served: Buffer.from(world.leaf.pem.replaceAll('CERTIFICATE', 'PUBLIC KEY')) })],
    ['with two certificates', 401, 'certificate-unreadable', () => ({ served: Buffer.from(world.leaf.pem + world.issuer.pem) })],
    ['with two DER certificates', 401, 'certificate-unreadable', () => ({ served: Buffer.concat([Buffer.from(world.leaf.certificate.rawData), Buffer.from(world.issuer.certificate.rawData)]) })],
    ['with text before the certificate', 401, 'certificate-unreadable', () => ({ served: Buffer.from(`-----\n${world.leaf.pem}`) })],
    ['with a truncated certificate', 401, 'certificate-unreadable', () => ({ served: Buffer.from(world.leaf.certificate.rawData).subarray(0, 500) })],
    ['with an oversize certificate', 401, 'certificate-too-large', () => ({ served: Buffer.concat([Buffer.from(world.leaf.pem), Buffer.alloc(17_000, 10)]) })],
    ['with an expired certificate', 401, 'certificate-expired', leafWith({ days: [-20, -1] })],
    ['with a certificate that is not valid yet', 401, 'certificate-not-yet-valid', leafWith({ days: [1, 20] })],
    ['with another subject', 401, 'certificate-subject', leafWith({ name: 'O=Microsoft Corporation, CN=other.microsoft.com' })],
    ['with our subject as a part', 401, 'certificate-subject', leafWith({ name: `CN=${SUBJECT}.evil.example` })],
    ['with our subject in another attribute', 401, 'certificate-subject', leafWith({ name: `O=CN\\=${SUBJECT}, CN=evil.example` })],
    ['with two subjects', 401, 'certificate-subject', leafWith({ name: `CN=${SUBJECT}, CN=evil.example` })],
    ['with no subject', 401, 'certificate-subject', leafWith({ name: 'O=Microsoft Corporation' })],
    ['with a self-signed certificate', 401, 'certificate-untrusted', leafWith({ issuer: undefined })],
    ['with a self-signed authority', 401, 'certificate-untrusted', leafWith({ issuer: undefined, extensions: authority() })],
    ['with a certificate not meant for signing', 401, 'certificate-use', leafWith({ extensions: [encipheringOnly()] })],
    ['with an authority as its certificate', 401, 'certificate-use', leafWith({ extensions: [...authority(), signingOnly()].slice(0, 1) })],
    ['with a critical extension nobody knows', 401, 'certificate-use', leafWith({ extensions: [signingOnly(), unknownCritical()] })],
    ['with an extension that is there twice', 401, 'certificate-unreadable', leafWith({ extensions: [signingOnly(), encipheringOnly()] })],

    ['whose body was changed', 401, 'signature-wrong', () => ({ ...world.call(), body: bodyOf({ EventName: 'referral-created' }) })],
    ['whose body has a blank more', 401, 'signature-wrong', () => ({ ...world.call(), body: Buffer.from(`${bodyOf()} `) })],
    ['without a body', 400, 'body-empty', rawBody('')],
    ['with a byte order mark', 400, 'body-no-json', () => ({ body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bodyOf()]) })],
    ['with truncated JSON', 400, 'body-no-json', rawBody('{"EventName":"referral-upd')],
    ['with bytes that are no UTF-8', 400, 'body-no-json', rawBody('{"EventName":"\xff"}')],
    ['with an array for a body', 400, 'body-no-object', rawBody('[]')],
    ['with null for a body', 400, 'body-no-object', rawBody('null')],
    ['without an event name', 400, 'body-property', body({ EventName: undefined })],
    ['with an event name that is no text', 400, 'body-property', body({ EventName: { length: 1 } })],
    ['with an endless event name', 400, 'body-property', body({ EventName: 'a'.repeat(101) })],
    ['without a resource', 400, 'body-property', body({ ResourceUri: undefined })],
    ['with a resource that is no GUID', 400, 'body-resource-uri', uri('123')],
    ['with a resource that ends in a slash', 400, 'body-resource-uri', uri(`${ID}/`)],
    ['with a resource that walks', 400, 'body-resource-uri', uri(`../admin/${ID}`)],
    ['with a resource that walks in code', 400, 'body-resource-uri', uri(`%2e%2e/${ID}`)],
    ['with a resource after a query', 400, 'body-resource-uri', uri(`x?y=/${ID}`)],
    ['with a resource after a fragment', 400, 'body-resource-uri', uri(`#/${ID}`)],
    ['with a resource with a line break', 400, 'body-resource-uri', uri(`${ID}\n`)],
    ['with a resource that is no URL', 400, 'body-resource-uri', body({ ResourceUri: ID })],
    ['without a time', 400, 'body-property', body({ ResourceChangeUtcDate: null })],
    ['with a time that is none', 400, 'body-time', body({ ResourceChangeUtcDate: 'yesterday' })],
    ['with a time without an offset', 400, 'body-time', body({ ResourceChangeUtcDate: '2026-03-01T11:59:39' })],
    ['with a month 13', 400, 'body-time', body({ ResourceChangeUtcDate: '2026-13-01T11:59:39Z' })],
    ['with a time in the future', 400, 'body-time-ahead', body({ ResourceChangeUtcDate: '2026-03-01T12:15:01Z' })],
  ];

  it.each(cases)('%s', async (_name, status, code, change) => {
    const changes = await change();
    const call = 'served' in changes && 'body' in changes ? (changes as Call) : world.call(changes);
    expect(await refusalOf(verify(call))).toMatchObject({ status, code });
  });

  it('before anything is fetched when its headers are wrong', async () => {
    let fetched = 0;
    const verifier = createWebhookVerifier(world.trust, {
      clock: { now: () => NOW },
      fetchCertificate: async () => {
        fetched += 1;
        return Buffer.from(world.leaf.pem);
      },
    });
    for (const change of [
      { 'x-ms-certificate-url': 'https://evil.example/x' },
      { 'x-ms-signature-algorithm': 'rsa-sha1' },
      { authorization: undefined },
    ]) {
      const call = world.call({ headers: change });
      await refusalOf(verifier(call.body, call.headers));
    }
    expect(fetched).toBe(0);
  });
});

describe('a chain is refused', () => {
  /** A chain whose intermediate is made as the case says, while we trust root and intermediate. */
  async function refusalWith(
    wanted: Partial<Parameters<typeof issue>[0]>,
    more: { trust?: (issuer: Issued) => WebhookTrust } = {},
  ) {
    const issuer = await issue({
      name: world.issuer.name,
      keys: world.issuer.keys,
      issuer: world.root,
      extensions: authority(),
      ...wanted,
    });
    const leaf = await issue({ keys: world.leaf.keys, issuer });
    const trust = more.trust?.(issuer) ?? trustIn(world.root, issuer);
    return refusalOf(verify(callBy(leaf)(), trust));
  }

  it('with an expired intermediate', async () => {
    expect(await refusalWith({ days: [-50, -1] })).toMatchObject({ code: 'certificate-expired' });
  });

  it('with an intermediate that is not valid yet', async () => {
    const code = 'certificate-not-yet-valid';
    expect(await refusalWith({ days: [1, 50] })).toMatchObject({ code });
  });

  it('with an expired root', async () => {
    const call = world.call();
    const leaf = await issue({ keys: world.leaf.keys, issuer: world.root, days: [-10, 5000] });
    const trust = { ...world.trust, issuerOrganization: 'Root Trust' };
    const later = NOW + 1001 * 86_400_000;
    const work = verify({ ...call, served: Buffer.from(leaf.pem) }, trust, later);
    expect(await refusalOf(work)).toMatchObject({ code: 'certificate-expired' });
  });

  it.each([
    ['another organisation', 'C=US, O=Evil Corporation, CN=Test Issuing CA 01'],
    ['an organisation that begins like it', 'O=Microsoft Corporation Ltd, CN=x'],
    ['the organisation in another attribute', 'O=Evil, CN=O\\=Microsoft Corporation'],
    ['two organisations', 'O=Microsoft Corporation, O=Evil, CN=x'],
    ['no organisation', 'CN=Microsoft Corporation'],
    ['the organisation in other letters', 'O=MICROSOFT CORPORATION, CN=x'],
  ])('whose issuer has %s', async (_what, name) => {
    expect(await refusalWith({ name })).toMatchObject({ status: 401, code: 'certificate-issuer' });
  });

  it('whose intermediate is no authority', async () => {
    const plain = await refusalWith({ extensions: [notAuthority()] });
    const silent = await refusalWith({ extensions: [] });
    for (const refusal of [plain, silent]) {
      expect(['certificate-authority', 'certificate-untrusted']).toContain(refusal.code);
    }
  });

  it('whose intermediate may not sign certificates', async () => {
    const extensions = [...authority().slice(0, 1), crlOnly()];
    const { code } = await refusalWith({ extensions });
    expect(['certificate-authority', 'certificate-untrusted']).toContain(code);
  });

  it('whose intermediate has a critical extension nobody knows', async () => {
    const extensions = [...authority(), unknownCritical()];
    expect(await refusalWith({ extensions })).toMatchObject({ code: 'certificate-authority' });
  });

  it('that another signing certificate was used to issue', async () => {
    const forged = await issue({ keys: await makeKeys(), issuer: world.leaf });
    const trust = trustIn(world.root, world.issuer, world.leaf);
    const { code } = await refusalOf(verify(callBy(forged)(), trust));
    expect(['certificate-authority', 'certificate-untrusted']).toContain(code);
  });

  it('that is longer than an authority allows', async () => {
    const keys = await makeKeys();
    const below = await issue({
      name: 'O=Microsoft Corporation, CN=Below',
      keys,
      issuer: world.issuer,
      extensions: authority(),
    });
    const leaf = await issue({ keys: world.leaf.keys, issuer: below });
    const trust = trustIn(world.root, world.issuer, below);
    const refusal = await refusalOf(verify(callBy(leaf)(), trust));
    expect(refusal).toMatchObject({ code: 'certificate-authority' });
  });

  it('that leads to another root of the same names', async () => {
    const other = await makeChain();
    expect(await verify(callBy(other.leaf)(), trustIn(other.root, other.issuer))).toBeDefined();
    for (const trust of [world.trust, trustIn(world.root, other.issuer)]) {
      const refusal = await refusalOf(verify(callBy(other.leaf)(), trust));
      expect(refusal).toMatchObject({ code: 'certificate-untrusted' });
    }
  });

  it('whose intermediate we do not have: nothing is fetched to complete it', async () => {
    const refusal = await refusalOf(verify(world.call(), trustIn(world.root)));
    expect(refusal).toMatchObject({ code: 'certificate-untrusted' });
  });

  it('signed with SHA-1', async () => {
    const keys = await makeKeys({ hash: 'SHA-1' });
    expect(await refusalWith({ keys })).toMatchObject({ code: 'certificate-weak' });
  });

  it('with an RSA key below 2,048 bits', async () => {
    const leaf = await issue({ keys: await makeKeys({ bits: 1024 }), issuer: world.issuer });
    const refusal = await refusalOf(verify(callBy(leaf)()));
    expect(refusal).toMatchObject({ code: 'certificate-weak' });
    expect(await refusalWith({ keys: await makeKeys({ bits: 1024 }) })).toMatchObject({
      code: 'certificate-weak',
    });
  });

  it('with a key that is not RSA', async () => {
    const leaf = await issue({ keys: await makeEcKeys(), issuer: world.issuer });
    const refusal = await refusalOf(verify(world.call({ served: Buffer.from(leaf.pem) })));
    expect(refusal).toMatchObject({ code: 'certificate-key' });
  });

  it('when the body was signed with another key', async () => {
    const authorization = `Signature ${signatureOf(bodyOf(), await makeKeys())}`;
    const refusal = await refusalOf(verify(world.call({ headers: { authorization } })));
    expect(refusal).toMatchObject({ status: 401, code: 'signature-wrong' });
  });
});

describe('any change', () => {
  it('of one byte of the body is refused', async () => {
    const call = world.call();
    const change = fc.tuple(fc.nat(call.body.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, async ([at, flip]) => {
        const body = Buffer.from(call.body);
        body[at] = (body[at] ?? 0) ^ flip;
        expect(await refusalOf(verify({ ...call, body }))).toMatchObject({
          code: 'signature-wrong',
        });
      }),
    );
  });

  it('of one byte of the signature is refused', async () => {
    const call = world.call();
    const signature = Buffer.from(signatureOf(call.body, world.leaf.keys), 'base64');
    const change = fc.tuple(fc.nat(signature.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, async ([at, flip]) => {
        const changed = Buffer.from(signature);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const authorization = `Signature ${changed.toString('base64')}`;
        const headers = { ...call.headers, authorization };
        expect(await refusalOf(verify({ ...call, headers }))).toMatchObject({
          code: 'signature-wrong',
        });
      }),
    );
  });

  it('of one character of the encoded signature is refused', async () => {
    const call = world.call();
    const text = signatureOf(call.body, world.leaf.keys);
    const change = fc.tuple(fc.nat(text.length - 1), fc.string({ maxLength: 2 }));
    await fc.assert(
      fc.asyncProperty(change, async ([at, character]) => {
        fc.pre(text.slice(at, at + 1) !== character);
        const authorization = `Signature ${text.slice(0, at)}${character}${text.slice(at + 1)}`;
        const headers = { ...call.headers, authorization };
        expect((await refusalOf(verify({ ...call, headers }))).status).toBe(401);
      }),
    );
  });

  it('of the certificate is refused', async () => {
    const der = Buffer.from(world.leaf.certificate.rawData);
    const change = fc.tuple(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, async ([at, flip]) => {
        const served = Buffer.from(der);
        served[at] = (served[at] ?? 0) ^ flip;
        expect((await refusalOf(verify(world.call({ served })))).status).toBe(401);
      }),
    );
  });

  it('of the headers ends in a refusal, never in another error', async () => {
    const headers = fc.record({
      authorization: fc.option(fc.string(), { nil: undefined }),
      'x-ms-signature': fc.option(fc.oneof(fc.string(), fc.array(fc.string())), { nil: undefined }),
      'x-ms-certificate-url': fc.option(fc.oneof(fc.webUrl(), fc.string()), { nil: undefined }),
      'x-ms-signature-algorithm': fc.option(fc.string(), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(headers, async (changes) => {
        expect([400, 401]).toContain(
          (await refusalOf(verify(world.call({ headers: changes })))).status,
        );
      }),
    );
  });
});

describe('the trust settings', () => {
  it.each([
    ['no root', { roots: [] }],
    ['a root that is no certificate', { roots: ['hello'] }],
    ['an intermediate that is no certificate', { intermediates: ['-----BEGIN CERTIFICATE-----'] }],
    ['a host with a path', { certificateHosts: ['a.example/cert'] }],
    ['a host with a scheme', { certificateHosts: ['https://a.example'] }],
    ['an empty host', { certificateHosts: [''] }],
  ])('with %s stop the start with a sentence', (_what, changes) => {
    const start = () =>
      createWebhookVerifier({ ...world.trust, ...changes }, { clock: { now: () => NOW } });
    expect(start).toThrow(CannotStart);
    expect(start).toThrow(/webhook trust/);
  });

  it('may hold several certificates in one text, and hosts with ports', async () => {
    const trust = {
      ...world.trust,
      intermediates: [`${world.leaf.pem}${world.issuer.pem}`],
      certificateHosts: ['127.0.0.1:8443', `${HOST}:443`],
    };
    expect(await verify(world.call(), trust)).toMatchObject({ referralId: ID });
  });
});
