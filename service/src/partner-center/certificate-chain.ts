import type { Certificate } from './certificate.ts';
import { WebhookRefused } from './webhook-refused.ts';

/** Certificates we ship or were configured with; nothing is ever fetched to complete a chain. */
export type Authorities = {
  roots: readonly Certificate[];
  intermediates: readonly Certificate[];
};

/** Leaf, four intermediates and a root: longer chains of Microsoft do not exist. */
const LONGEST_CHAIN = 6;
const STRONG_HASHES: ReadonlySet<string> = new Set(['SHA-256', 'SHA-384', 'SHA-512']);
const SMALLEST_RSA_BITS = 2048;

/**
 * Accepts a leaf that leads to one of our roots by valid signatures, with every certificate on the way valid now
 * and allowed to do what it did. Revocation is not checked: it would mean asking hosts a certificate names.
 * @param now milliseconds since 1970
 * @throws WebhookRefused 401 with the first problem of the first chain found.
 */
export function requireTrusted(leaf: Certificate, authorities: Authorities, now: number): void {
  const chains = chainsFrom([leaf], authorities);
  if (chains.length === 0) {
    throw refused('certificate-untrusted', 'a certificate issued below a root we ship');
  }
  const problems = chains.map((chain) => problemOf(chain, now));
  const first = problems[0];
  if (first !== undefined && problems.every((problem) => problem !== undefined)) {
    throw refused(first.code, first.expected);
  }
}

/** Every way up to a root, by name, key identifier and signature; there are few, the pool is ours. */
function chainsFrom(chain: Certificate[], authorities: Authorities): Certificate[][] {
  const last = chain[chain.length - 1];
  if (last === undefined || chain.length >= LONGEST_CHAIN) return [];
  const finished = authorities.roots
    .filter((root) => isIssuedBy(last, root))
    .map((root) => [...chain, root]);
  const longer = authorities.intermediates
    .filter((issuer) => !chain.includes(issuer) && isIssuedBy(last, issuer))
    .flatMap((issuer) => chainsFrom([...chain, issuer], authorities));
  return [...finished, ...longer];
}

function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  return (
    certificate.native.checkIssued(issuer.native) &&
    certificate.native.verify(issuer.native.publicKey)
  );
}

type Problem = { code: string; expected: string };

function problemOf(chain: Certificate[], now: number): Problem | undefined {
  return chain
    .map((certificate, depth) => {
      const isRoot = depth === chain.length - 1;
      return (
        dateProblem(certificate, now) ??
        strengthProblem(certificate, isRoot) ??
        (depth === 0 ? leafProblem(certificate) : authorityProblem(certificate, depth - 1))
      );
    })
    .find((problem) => problem !== undefined);
}

function dateProblem(certificate: Certificate, now: number): Problem | undefined {
  if (now > certificate.notAfter) {
    return { code: 'certificate-expired', expected: 'a chain that has not expired' };
  }
  if (now < certificate.notBefore) {
    return { code: 'certificate-not-yet-valid', expected: 'a chain that is valid already' };
  }
  return undefined;
}

function strengthProblem(certificate: Certificate, isRoot: boolean): Problem | undefined {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.native.publicKey;
  const isSmall =
    asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) < SMALLEST_RSA_BITS;
  // Nobody relies on the signature a root puts on itself.
  const isWeaklySigned = !isRoot && !STRONG_HASHES.has(certificate.signatureHash);
  return isSmall || isWeaklySigned
    ? { code: 'certificate-weak', expected: 'RSA keys of 2,048 bits and SHA-2 signatures' }
    : undefined;
}

function leafProblem(leaf: Certificate): Problem | undefined {
  if (leaf.native.publicKey.asymmetricKeyType !== 'rsa') {
    return { code: 'certificate-key', expected: 'a certificate with an RSA key' };
  }
  const isFit = !leaf.isAuthority && leaf.maySignData !== false && !hasUnknown(leaf);
  return isFit
    ? undefined
    : { code: 'certificate-use', expected: 'a certificate meant for signing data' };
}

/**
 * OpenSSL's `checkIssued` looks at key usage as well; the rule stands here because it is ours.
 * @param below how many authorities stand between this one and the leaf
 */
function authorityProblem(issuer: Certificate, below: number): Problem | undefined {
  const isFit =
    issuer.isAuthority &&
    issuer.maySignCertificates !== false &&
    below <= (issuer.pathLength ?? Infinity) &&
    !hasUnknown(issuer);
  return isFit
    ? undefined
    : { code: 'certificate-authority', expected: 'issuers that may issue certificates' };
}

const hasUnknown = (certificate: Certificate) => certificate.unknownCritical.length > 0;

function refused(code: string, expected: string): WebhookRefused {
  return new WebhookRefused(401, code, `Expected ${expected}.`);
}
