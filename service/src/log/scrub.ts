/**
 * Secrets and addresses inside a text, by their looks. The second net: what is known to be secret is redacted by its
 * name, and what belongs to a record is not logged at all.
 */
const PATTERNS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/-----BEGIN [^-]*-----[\s\S]*?(?:-----END [^-]*-----|$)/g, '[pem]'],
  [/\b(Bearer|Basic)\s+[^\s"',]+/gi, '$1 [redacted]'],
  // JSON Web Tokens, signed and encrypted.
  [/\beyJ[\w-]{4,}(?:\.[\w-]*){1,4}/g, '[token]'],
  // Sessions of Salesforce; grants and refresh tokens of Entra.
  [/\b00D\w{12,15}![\w.]+/g, '[token]'],
  [/\b[01M]\.[A-Za-z0-9]{2,4}A[\w.*!$-]{20,}/g, '[token]'],
  // User and password of an address, then its query and fragment.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"']*@/gi, '$1[redacted]@'],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s?#"']*)[?#][^\s"']*/gi, '$1?[redacted]'],
  [/[^\s"<>(),;:@\\]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, '[address]'],
];

/** The longest text a line needs; anything longer is content. */
const LONGEST = 1_000;

export function scrub(text: string): string {
  // Cut first: a pattern on a text of megabytes takes its time.
  let rest = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  for (const [pattern, instead] of PATTERNS) rest = rest.replace(pattern, instead);
  return rest.toWellFormed();
}
