/**
 * A second authority the bridge is told to trust beside the simulator's, so that a test can hold every kind of
 * certificate: expired, of other names, for other uses. It serves them over https, and misbehaves at some addresses.
 */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { WebhookTrust } from '../sandbox/partner-center/server.ts';
import {
  authority,
  issue,
  makeChain,
  makeEcKeys,
  makeKeys,
  pemOfKey,
  signatureOf,
  tlsServer,
  type Issued,
} from '../service/partner-center/test-authority.ts';

const MICROSOFT = 'C=US, O=Microsoft Corporation';
/** Days after the other tests' standing clock: long over, long to come, and valid whenever this runs. */
const OVER: [number, number] = [-50, -40];
const TO_COME: [number, number] = [9_000, 10_000];
const VALID: [number, number] = [-10, 9_000];

export type SecondAuthority = {
  /** Certificates by the last part of their address; the keys sign. */
  certificates: Record<CertificateName, Issued>;
  urlOf(name: string): string;
  /** The simulator's trust with this authority added. */
  trustedBeside(trust: WebhookTrust): WebhookTrust;
  stop(): Promise<void>;
};
export type CertificateName =
  | 'good'
  | 'expired'
  | 'not-yet-valid'
  | 'other-subject'
  | 'other-issuer'
  | 'self-signed'
  | 'foreign-root'
  | 'small-key'
  | 'elliptic'
  | 'an-authority'
  | 'two-names';

/** The answers of addresses that hold no certificate. */
const MISBEHAVING: Record<
  string,
  { status: number; headers?: Record<string, string>; body?: string }
> = {
  moved: { status: 302, headers: { location: '/good' } },
  'too-large': { status: 200, body: 'x'.repeat(20_000) },
  'no-certificate': { status: 200, body: 'hello' },
  broken: { status: 500 },
};

export async function startSecondAuthority(): Promise<SecondAuthority> {
  const { root, issuer } = await longLivedChain();
  const certificates = await issueAll(root, issuer);
  const tlsKeys = await makeKeys();
  const tls = await issue({
    name: 'CN=127.0.0.1',
    keys: tlsKeys,
    issuer,
    days: VALID,
    extensions: tlsServer('127.0.0.1'),
  });
  const server = createServer(
    { key: pemOfKey(tlsKeys), cert: `${tls.pem}\n${issuer.pem}` },
    (request, response) => {
      const name = String(request.url).slice(1);
      const odd = MISBEHAVING[name];
      if (odd) return void response.writeHead(odd.status, odd.headers).end(odd.body);
      const found = Object.entries(certificates).find(([key]) => key === name)?.[1];
      response.writeHead(found ? 200 : 404).end(found?.pem);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    certificates,
    urlOf: (name) => `https://${host}/${name}`,
    trustedBeside: (trust) => ({
      ...trust,
      roots: [...trust.roots, root.pem],
      intermediates: [...trust.intermediates, issuer.pem],
      certificateHosts: [...trust.certificateHosts, host],
      tlsCa: `${trust.tlsCa}\n${root.pem}`,
    }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function longLivedChain() {
  const [rootKeys, issuerKeys] = await Promise.all([makeKeys(), makeKeys()]);
  const root = await issue({
    name: 'C=US, O=Second, CN=Second Root',
    keys: rootKeys,
    days: VALID,
    extensions: authority(),
  });
  const issuer = await issue({
    name: `${MICROSOFT}, CN=Second Issuing CA`,
    keys: issuerKeys,
    issuer: root,
    days: VALID,
    extensions: authority(0),
  });
  return { root, issuer };
}

async function issueAll(root: Issued, issuer: Issued): Promise<Record<CertificateName, Issued>> {
  const keys = await makeKeys();
  const days = VALID;
  const foreign = await makeChain();
  return {
    good: await issue({ keys, issuer, days }),
    expired: await issue({ keys, issuer, days: OVER }),
    'not-yet-valid': await issue({ keys, issuer, days: TO_COME }),
    'other-subject': await issue({ name: `${MICROSOFT}, CN=api.example`, keys, issuer, days }),
    // Straight below the root, whose organisation is another.
    'other-issuer': await issue({ keys, issuer: root, days }),
    'self-signed': await issue({ keys, days }),
    'foreign-root': await issue({ keys, issuer: foreign.issuer, days }),
    'small-key': await issue({ keys: await makeKeys({ bits: 1024 }), issuer, days }),
    elliptic: await issue({ keys: await makeEcKeys(), issuer, days }),
    'an-authority': await issue({ keys, issuer, days, extensions: authority(0) }),
    'two-names': await issue({
      name: `${MICROSOFT}, CN=pcnotifications-dispatch.microsoft.com, CN=evil.example`,
      keys,
      issuer,
      days,
    }),
  };
}

/** Headers that sign a body with the key of one of these certificates. */
export function signedBy(
  { certificates, urlOf }: SecondAuthority,
  name: CertificateName,
  body: Buffer,
): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    Authorization: `Signature ${signatureOf(body, certificates[name].keys)}`,
    'X-MS-Certificate-Url': urlOf(name),
    'X-MS-Signature-Algorithm': 'rsa-sha256',
  };
}
