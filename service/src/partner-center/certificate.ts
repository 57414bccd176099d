import { X509Certificate } from 'node:crypto';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  ParsedCertificate,
} from './x509.ts';

/** What the chain check needs to know of a certificate. `native` verifies signatures with OpenSSL. */
export type Certificate = {
  native: X509Certificate;
  /** Milliseconds since 1970; valid from the first to the last, both included. */
  notBefore: number;
  notAfter: number;
  isAuthority: boolean;
  /** How many authorities may follow below this one; undefined for any number. */
  pathLength: number | undefined;
  /** Undefined when the certificate does not restrict what its key is for. */
  maySignData: boolean | undefined;
  maySignCertificates: boolean | undefined;
  commonNames: string[];
  issuerOrganizations: string[];
  /** Hash of the signature *on* this certificate, like `SHA-256`; empty when it has none of its own. */
  signatureHash: string;
  /** Critical extensions nobody here understands: RFC 5280 section 4.2 says to refuse such a certificate. */
  unknownCritical: string[];
};

/**
 * One certificate, in DER or as a single PEM block, with nothing before, after or beside it.
 * @throws Error when it is anything else.
 */
export function parseCertificate(bytes: Buffer): Certificate {
  const der = bytes.subarray(0, 5).toString('latin1') === '-----' ? derOfPem(bytes) : bytes;
  const native = new X509Certificate(der);
  if (!native.raw.equals(der))
    throw new Error('expected one certificate, got more bytes than that');
  return factsOf(native, new ParsedCertificate(der));
}

function derOfPem(bytes: Buffer): Buffer {
  const match = SINGLE_PEM.exec(bytes.toString('latin1'));
  if (match?.[1] === undefined) throw new Error('expected exactly one PEM certificate');
  return Buffer.from(match[1], 'base64');
}
const SINGLE_PEM =
  /^-----BEGIN CERTIFICATE-----\r?\n([A-Za-z0-9+/=\r\n]+?)\r?\n-----END CERTIFICATE-----\s*$/;

function factsOf(native: X509Certificate, parsed: ParsedCertificate): Certificate {
  const extensions = Array.from(parsed.extensions);
  const types = extensions.map((extension) => extension.type);
  if (new Set(types).size !== types.length) throw new Error('an extension is there twice');
  const constraints = parsed.getExtension(BasicConstraintsExtension);
  const usages = parsed.getExtension(KeyUsagesExtension)?.usages;
  const may = (flag: number) => (usages === undefined ? undefined : (usages & flag) !== 0);
  return {
    native,
    notBefore: parsed.notBefore.getTime(),
    notAfter: parsed.notAfter.getTime(),
    isAuthority: constraints?.ca ?? false,
    pathLength: constraints?.pathLength,
    maySignData: may(KeyUsageFlags.digitalSignature),
    maySignCertificates: may(KeyUsageFlags.keyCertSign),
    commonNames: parsed.subjectName.getField('CN'),
    issuerOrganizations: parsed.issuerName.getField('O'),
    signatureHash: hashOf(parsed.signatureAlgorithm),
    unknownCritical: extensions
      .filter((extension) => extension.critical && !UNDERSTOOD.has(extension.type))
      .map((extension) => extension.type),
  };
}

function hashOf({ hash }: { hash?: unknown }): string {
  if (typeof hash === 'string') return hash;
  return typeof hash === 'object' && hash !== null && 'name' in hash ? String(hash.name) : '';
}

/** Basic constraints, key usage, extended key usage, subject alternative name, certificate policies. */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  '2.5.29.19',
  '2.5.29.15',
  '2.5.29.37',
  '2.5.29.17',
  '2.5.29.32',
]);
