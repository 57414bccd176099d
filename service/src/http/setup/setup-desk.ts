/**
 * Who may come in at /setup: one sealed row of the store, so that every replica knows the same tokens, the same
 * sessions and the same count of wrong tries. The row holds hashes of tokens, never a token.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { SecretUnreadable } from '../../errors.ts';
import type { Secrets } from '../../sync/connection.ts';
import type { Clock } from '../../sync/ports.ts';

export type SetupToken = { token: string; expiresAt: string };
export type Redeemed =
  { kind: 'opened'; generation: number } | { kind: 'refused' } | { kind: 'locked' };

export type SetupDesk = {
  /** A new one-time token. It also opens again what too many wrong tries have locked. */
  issueToken(): Promise<SetupToken>;
  redeem(token: string): Promise<Redeemed>;
  /** Sessions of another generation are over. */
  generation(): Promise<number>;
  isSomebodySignedIn(): Promise<boolean>;
  /** Ends every session. */
  signOut(): Promise<void>;
};

export const TOKEN_LIVES_MS = 15 * 60_000;
export const SESSION_LIVES_MS = 60 * 60_000;
/** Of an hour, by all addresses together. A token has 256 bits: this is for the log's sake, not for the odds. */
const MOST_WRONG_TRIES = 20;
const TRIES_COUNT_FOR_MS = 60 * 60_000;
/** Each replica issues one at its start. */
const MOST_TOKENS = 16;
const ROW = 'setup-desk';

type Row = {
  generation: number;
  signedInUntil: number;
  tokens: { hash: string; expiresAt: number }[];
  wrongTries: number[];
  locked: boolean;
};
type Step<T> = { row?: Row; answer: T };

const EMPTY: Row = { generation: 1, signedInUntil: 0, tokens: [], wrongTries: [], locked: false };

export function createSetupDesk({ secrets, clock }: { secrets: Secrets; clock: Clock }): SetupDesk {
  /** Replaces the row by compare-and-set; whoever is second decides again on the newer row. */
  async function change<T>(decide: (row: Row) => Step<T>): Promise<T> {
    for (;;) {
      const { row, version } = await readRow(secrets);
      const { row: next, answer } = decide(row);
      if (!next || (await secrets.write(ROW, JSON.stringify(next), version))) return answer;
    }
  }

  return {
    issueToken() {
      const token = randomBytes(32).toString('base64url');
      const expiresAt = clock.now() + TOKEN_LIVES_MS;
      return change((row) => {
        const tokens = [...live(row, clock.now()), { hash: hashOf(token), expiresAt }];
        return {
          row: { ...row, tokens: tokens.slice(-MOST_TOKENS), wrongTries: [], locked: false },
          answer: { token, expiresAt: new Date(expiresAt).toISOString() },
        };
      });
    },
    redeem: (token) => change((row) => redeem(row, token, clock.now())),
    generation: async () => (await readRow(secrets)).row.generation,
    isSomebodySignedIn: async () => (await readRow(secrets)).row.signedInUntil > clock.now(),
    signOut: () =>
      change((row) => ({
        row: { ...row, generation: row.generation + 1, signedInUntil: 0 },
        answer: undefined,
      })),
  };
}

function redeem(row: Row, token: string, now: number): Step<Redeemed> {
  if (row.locked) return { answer: { kind: 'locked' } };
  const tokens = live(row, now);
  // Where no token is live there is nothing to guess, and a stranger's tries cost no write.
  if (tokens.length === 0) return { answer: { kind: 'refused' } };
  if (!isAmong(token, tokens)) return wrongTry({ ...row, tokens }, now);
  const opened = { tokens: [], wrongTries: [], signedInUntil: now + SESSION_LIVES_MS };
  return {
    row: { ...row, ...opened },
    answer: { kind: 'opened', generation: row.generation },
  };
}

function wrongTry(row: Row, now: number): Step<Redeemed> {
  const wrongTries = [...row.wrongTries.filter((at) => at > now - TRIES_COUNT_FOR_MS), now];
  const locked = wrongTries.length >= MOST_WRONG_TRIES;
  return {
    row: { ...row, wrongTries, locked, tokens: locked ? [] : row.tokens },
    answer: { kind: locked ? 'locked' : 'refused' },
  };
}

/** All are compared, in constant time each. */
function isAmong(token: string, tokens: Row['tokens']): boolean {
  const hash = Buffer.from(hashOf(token), 'hex');
  return tokens.filter((one) => timingSafeEqual(Buffer.from(one.hash, 'hex'), hash)).length > 0;
}

const live = (row: Row, now: number) => row.tokens.filter(({ expiresAt }) => expiresAt > now);
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

async function readRow(secrets: Secrets): Promise<{ row: Row; version: number | null }> {
  try {
    const found = await secrets.read(ROW);
    if (!found) return { row: EMPTY, version: null };
    return { row: JSON.parse(found.text) as Row, version: found.version };
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    // A lost key must not lock the administrator out: all tokens and sessions end, and new ones can be made.
    return { row: { ...EMPTY, generation: error.version + 1 }, version: error.version };
  }
}
