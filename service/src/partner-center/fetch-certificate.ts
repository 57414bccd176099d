import { rootCertificates } from 'node:tls';
import { Agent, request } from 'undici';
import { WebhookRefused } from './webhook-refused.ts';

/** Reads a certificate file. Rejects with WebhookRefused when it can say why, with anything else when it cannot. */
export type FetchCertificate = (url: URL) => Promise<Buffer>;

/** A certificate has some 2 KiB. */
export const LARGEST_CERTIFICATE_BYTES = 16 * 1024;
const FETCH_TIMEOUT_MS = 5_000;

/**
 * Over https, without redirects, and no more than a certificate's size.
 * @param tlsCa PEM of an authority trusted for this connection besides the public ones (a sandbox's own).
 */
export function createFetchCertificate(tlsCa?: string): FetchCertificate {
  const dispatcher = new Agent(tlsCa ? { connect: { ca: [...rootCertificates, tlsCa] } } : {});
  return async (url) => {
    const { statusCode, body } = await request(url, {
      dispatcher,
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    if (statusCode !== 200) {
      await body.dump({ limit: LARGEST_CERTIFICATE_BYTES });
      throw refusalOf(statusCode);
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_CERTIFICATE_BYTES) throw certificateTooLarge();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  };
}

export function certificateTooLarge(): WebhookRefused {
  return new WebhookRefused(401, 'certificate-too-large', 'Expected a certificate below 16 KiB.');
}

function refusalOf(status: number): WebhookRefused {
  if (status >= 300 && status < 400) {
    return new WebhookRefused(
      401,
      'certificate-redirected',
      'Expected the certificate itself; redirects are not followed.',
    );
  }
  if (status >= 500 || status === 429) return certificateUnavailable();
  return new WebhookRefused(401, 'certificate-not-found', 'There is no certificate at that URL.');
}

export function certificateUnavailable(cause?: unknown): WebhookRefused {
  return new WebhookRefused(
    503,
    'certificate-unavailable',
    'The certificate could not be fetched now; send the notification again later.',
    { cause },
  );
}
