/** The keys tokens are signed with: one current, older ones published until they are dropped. */
import { createHash, createPublicKey, generateKeyPair } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { writeJwt } from '../kit/jwt.ts';
import type { Claims } from '../kit/jwt.ts';

export type PublishedKey = JsonWebKey & { kid: string; use: 'sig'; alg: 'RS256' };
export type SigningKeys = {
  sign(claims: Claims): string;
  published(): PublishedKey[];
  /** A new current key; `dropOld` takes the others out of the published ones, so that their tokens fail. */
  rotate(dropOld: boolean): Promise<void>;
};

type Key = { kid: string; privateKey: KeyObject; published: PublishedKey };

export async function createSigningKeys(): Promise<SigningKeys> {
  let keys: [Key, ...Key[]] = [await createKey()];
  return {
    sign: (claims) => writeJwt({ kid: keys[0].kid, x5t: keys[0].kid }, claims, keys[0].privateKey),
    published: () => keys.map(({ published }) => published),
    async rotate(dropOld) {
      const fresh = await createKey();
      keys = dropOld ? [fresh] : [fresh, ...keys];
    },
  };
}

async function createKey(): Promise<Key> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const kid = createHash('sha1').update(String(jwk.n)).digest('base64url');
  return { kid, privateKey, published: { ...jwk, kid, use: 'sig', alg: 'RS256' } };
}
