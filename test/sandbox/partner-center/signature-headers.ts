/** The headers of a signed event: RSA PKCS#1 v1.5 with SHA-256 over the raw body. */
import type { Authority } from './certificates.ts';

/** `inMsHeader`: the registration asked for `x-ms-signature` instead of `Authorization`. */
export const signatureHeaders =
  ({ leaf }: Authority, certificateUrl: string) =>
  (inMsHeader: boolean) =>
  async (body: Buffer): Promise<Record<string, string>> => ({
    'Content-Type': 'application/json',
    [inMsHeader ? 'x-ms-signature' : 'Authorization']: `Signature ${await leaf.sign(body)}`,
    'X-MS-Certificate-Url': certificateUrl,
    'X-MS-Signature-Algorithm': 'rsa-sha256',
  });
