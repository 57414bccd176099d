/** What a browser carries between two pages: sealed, so that it is nothing to read and nothing to forge. */
import { randomBytes } from 'node:crypto';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Clock } from '../../sync/ports.ts';
import { SESSION_LIVES_MS } from './setup-desk.ts';

const Visit = Type.Object({
  /** Null for a visitor who has not shown a token yet. */
  generation: Type.Union([Type.Integer(), Type.Null()]),
  /** Stands in every form of this browser's pages. */
  csrf: Type.String(),
  /** Milliseconds since 1970: a session ends then, however much it is used. */
  endsAt: Type.Integer(),
  /** What the consent flow wants back from this very browser. */
  consent: Type.Optional(Type.String()),
  /** To be shown on the next page. */
  notice: Type.Optional(
    Type.Object({ tone: Type.Enum(['good', 'warn', 'bad']), text: Type.String() }),
  ),
});
export type Visit = Static<typeof Visit>;

export type Sessions = {
  begin(generation: number | null): Visit;
  seal(visit: Visit): Promise<string>;
  /** Undefined for whatever is not a live session of ours. */
  open(sealed: string): Promise<Visit | undefined>;
};

const ISSUER = 'co-sell-bridge';

/** `keys`: 32 bytes each; the first seals, all open. */
export function createSessions({
  keys,
  audience,
  clock,
}: {
  keys: readonly Uint8Array[];
  audience: string;
  clock: Clock;
}): Sessions {
  const [current] = keys;
  if (!current) throw new TypeError('expected at least one key for sessions');
  const expected = {
    issuer: ISSUER,
    audience,
    requiredClaims: ['exp'],
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  };

  return {
    begin: (generation) => ({
      generation,
      csrf: randomBytes(32).toString('base64url'),
      endsAt: clock.now() + SESSION_LIVES_MS,
    }),

    seal: (visit) =>
      new EncryptJWT({ visit })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setIssuer(ISSUER)
        .setAudience(audience)
        .setExpirationTime(Math.floor(visit.endsAt / 1000))
        .encrypt(current),

    async open(sealed) {
      for (const key of keys) {
        const currentDate = new Date(clock.now());
        const opened = await jwtDecrypt(sealed, key, { ...expected, currentDate }).catch(refused);
        const visit = opened?.payload['visit'];
        if (Value.Check(Visit, visit)) return visit;
      }
      return undefined;
    },
  };
}

/** Anything but jose's own refusal is a fault of ours and must be seen. */
function refused(error: unknown): undefined {
  if (!(error instanceof errors.JOSEError)) throw error;
}
