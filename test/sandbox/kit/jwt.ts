/** JSON Web Tokens for the simulators: written, read, and checked against one key. No claim is judged here. */
import { constants, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export type Claims = Record<string, unknown>;
export type Jwt = { header: Claims; claims: Claims; signed: string; signature: Buffer };
export type JwtAlgorithm = 'RS256' | 'PS256';

export function writeJwt(header: Claims, claims: Claims, key: KeyObject): string {
  const signed = `${encode({ alg: 'RS256', typ: 'JWT', ...header })}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}

/** Undefined for everything that is no token of three parts with two JSON objects. */
export function readJwt(text: string): Jwt | undefined {
  const parts = text.split('.');
  if (parts.length !== 3 || !parts.every((part) => /^[\w-]+$/.test(part))) return undefined;
  const [head = '', body = '', signature = ''] = parts;
  const header = decode(head);
  const claims = decode(body);
  if (!header || !claims) return undefined;
  return {
    header,
    claims,
    signed: `${head}.${body}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** The algorithm is the caller's choice, never only the token's. */
export function isSignedBy(jwt: Jwt, key: KeyObject, algorithm: JwtAlgorithm): boolean {
  if (jwt.header['alg'] !== algorithm) return false;
  const padding =
    algorithm === 'PS256'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
      : { padding: constants.RSA_PKCS1_PADDING };
  return verify('sha256', Buffer.from(jwt.signed), { key, ...padding }, jwt.signature);
}

const encode = (value: Claims): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decode(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}
