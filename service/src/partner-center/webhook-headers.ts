import type { IncomingHttpHeaders } from 'node:http';
import { WebhookRefused } from './webhook-refused.ts';

export type SignatureHeaders = { signature: Buffer; certificateUrl: string };

/** 4,096 bits need 684 characters; more is no signature Microsoft makes. */
const LONGEST_SIGNATURE = 2048;

/**
 * What the three signature headers say. The signature stands in `Authorization`, or in `x-ms-signature` when the
 * registration asked for that; wherever it stands, the scheme must be `Signature`.
 * @throws WebhookRefused 400 for a missing header, 401 for anything that is no signature of the kind we accept.
 */
export function readSignatureHeaders(headers: IncomingHttpHeaders): SignatureHeaders {
  const signature = readSignature(headers);
  const certificateUrl = requireHeader(headers, 'X-MS-Certificate-Url');
  requireAlgorithm(requireHeader(headers, 'X-MS-Signature-Algorithm'));
  return { signature, certificateUrl };
}

function readSignature(headers: IncomingHttpHeaders): Buffer {
  const values = [headers.authorization, headers['x-ms-signature']].filter(
    (value) => value !== undefined,
  );
  if (values.length === 0) {
    throw new WebhookRefused(
      401,
      'signature-missing',
      'Expected a signature in Authorization or x-ms-signature; got neither.',
    );
  }
  for (const value of values) {
    // A header sent twice arrives as an array or joined with a comma; neither passes.
    const match = typeof value === 'string' ? /^signature (\S+)$/i.exec(value) : null;
    if (match?.[1] !== undefined) return decodeBase64(match[1]);
  }
  throw new WebhookRefused(
    401,
    'signature-scheme',
    'Expected "Signature" and one base64 text; got another scheme.',
  );
}

/** Buffer.from skips what is no base64; only a text that encodes back to itself is accepted. */
function decodeBase64(text: string): Buffer {
  const bytes = Buffer.from(text.slice(0, LONGEST_SIGNATURE + 1), 'base64');
  if (text.length > LONGEST_SIGNATURE || bytes.toString('base64') !== text) {
    throw new WebhookRefused(401, 'signature-encoding', 'Expected a signature in strict base64.');
  }
  return bytes;
}

function requireHeader(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name.toLowerCase()];
  if (typeof value !== 'string' || value === '') {
    throw new WebhookRefused(400, 'header-missing', `Request header ${name} missing.`);
  }
  return value;
}

/**
 * Exactly `rsa-sha256`. Microsoft's sample would also take `rsa-sha1`, but whoever can make two bodies with one
 * SHA-1 hash could have the harmless one signed and send us the other.
 */
function requireAlgorithm(algorithm: string): void {
  if (algorithm === 'rsa-sha256') return;
  const isSha1 = algorithm.toLowerCase() === 'rsa-sha1';
  throw new WebhookRefused(
    401,
    isSha1 ? 'signature-sha1' : 'signature-algorithm',
    isSha1
      ? 'Expected rsa-sha256; rsa-sha1 is refused, because SHA-1 collisions can be made.'
      : 'Expected X-MS-Signature-Algorithm rsa-sha256.',
  );
}
