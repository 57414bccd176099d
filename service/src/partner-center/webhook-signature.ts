import { constants, verify as verifySignature } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../sync/ports.ts';
import type { Certificate } from './certificate.ts';
import { requireTrusted } from './certificate-chain.ts';
import { createCertificateSource } from './certificate-source.ts';
import { allowedCertificateUrl } from './certificate-url.ts';
import { createFetchCertificate, type FetchCertificate } from './fetch-certificate.ts';
import { parseNotification, type Notification } from './notification.ts';
import { readSignatureHeaders } from './webhook-headers.ts';
import { WebhookRefused } from './webhook-refused.ts';
import { readAuthorities, readCertificateHosts, type WebhookTrust } from './webhook-trust.ts';

export type WebhookVerifier = (
  rawBody: Buffer,
  headers: IncomingHttpHeaders,
) => Promise<Notification>;

/**
 * Checks that a webhook call is Microsoft's, by the steps of Microsoft's published sample and stricter: the exact
 * body bytes are verified, the certificate comes from an exact host, chains to a root we ship, and is the one
 * pinned by name. Only the body is signed and it may be replayed for ever, so a notification only ever means "look".
 * @returns a verifier that throws WebhookRefused (400, 401, 503).
 * @throws CannotStart when the trust settings cannot be used.
 */
export function createWebhookVerifier(
  trust: WebhookTrust,
  deps: { clock: Pick<Clock, 'now'>; fetchCertificate?: FetchCertificate },
): WebhookVerifier {
  const { clock, fetchCertificate = createFetchCertificate(trust.tlsCa) } = deps;
  const authorities = readAuthorities(trust);
  const hosts = readCertificateHosts(trust);
  const source = createCertificateSource(fetchCertificate, clock);

  return async (rawBody, headers) => {
    if (!Buffer.isBuffer(rawBody) || rawBody.length === 0) {
      throw new WebhookRefused(400, 'body-empty', 'Expected a JSON body; got none.');
    }
    const { signature, certificateUrl } = readSignatureHeaders(headers);
    const url = allowedCertificateUrl(certificateUrl, hosts);
    const certificate = await source.get(url);
    const problem = problemOf(() => requireSigned(certificate, rawBody, signature));
    if (problem) {
      // Microsoft renews the certificate under the same URL: ask once more before refusing.
      const renewed = await source.refresh(url);
      if (!renewed) throw problem;
      requireSigned(renewed, rawBody, signature);
    }
    return parseNotification(rawBody, clock.now());
  };

  function requireSigned(certificate: Certificate, rawBody: Buffer, signature: Buffer): void {
    requireTrusted(certificate, authorities, clock.now());
    requireName(certificate.issuerOrganizations, trust.issuerOrganization, 'issuer');
    requireName(certificate.commonNames, trust.subject, 'subject');
    const key = { key: certificate.native.publicKey, padding: constants.RSA_PKCS1_PADDING };
    if (!verifySignature('RSA-SHA256', rawBody, key, signature)) {
      throw new WebhookRefused(401, 'signature-wrong', 'Signature verification failed.');
    }
  }
}

/** Names are compared as values of the distinguished name: a substring could stand in any other part of it. */
function requireName(values: readonly string[], expected: string, what: 'issuer' | 'subject') {
  if (values.length === 1 && values[0] === expected) return;
  throw new WebhookRefused(
    401,
    `certificate-${what}`,
    `Expected the certificate's ${what} to be "${expected}".`,
  );
}

function problemOf(check: () => void): WebhookRefused | undefined {
  try {
    check();
    return undefined;
  } catch (problem) {
    if (problem instanceof WebhookRefused) return problem;
    throw problem;
  }
}
