import { beforeEach, describe, expect, it } from 'vitest';
import { SecretUnreadable } from '../../../../service/src/errors.ts';
import { announceSetupToken } from '../../../../service/src/http/setup/announce.ts';
import { createSetupDesk, type SetupDesk } from '../../../../service/src/http/setup/setup-desk.ts';
import { createMemorySecrets, createSetupUnderTest, PUBLIC_URL } from './setup-under-test.ts';

const MINUTE = 60_000;
let setup: ReturnType<typeof createSetupUnderTest>;
let desk: SetupDesk;
beforeEach(() => {
  setup = createSetupUnderTest();
  desk = createSetupDesk(setup.deps);
});

const kindsOf = async (tokens: string[]) => {
  const kinds: string[] = [];
  for (const token of tokens) kinds.push((await desk.redeem(token)).kind);
  return kinds;
};

describe('a set-up token', () => {
  it('opens once', async () => {
    const { token } = await desk.issueToken();
    expect(await kindsOf([token, token])).toEqual(['opened', 'refused']);
  });

  it.each([
    [15 * MINUTE - 1, 'opened'],
    [15 * MINUTE, 'refused'],
  ])('after %i ms is %s', async (ms, kind) => {
    const { token } = await desk.issueToken();
    setup.advance(ms);
    expect(await kindsOf([token])).toEqual([kind]);
  });

  it('is not in the store, nor is any part of it', async () => {
    const { token } = await desk.issueToken();
    const stored = JSON.stringify([...setup.rows]);
    expect(stored).toContain('"tokens\\":[{');
    for (let at = 0; at + 8 <= token.length; at++)
      expect(stored).not.toContain(token.slice(at, at + 8));
  });

  it('of another replica opens too, and the first one used ends the others', async () => {
    const [one, other] = [await desk.issueToken(), await createSetupDesk(setup.deps).issueToken()];
    expect(await kindsOf([one.token, other.token])).toEqual(['opened', 'refused']);
  });

  it('used by two at the same moment opens for one of them', async () => {
    const { token } = await desk.issueToken();
    const second = createSetupDesk(setup.deps);
    const outcomes = await Promise.all([desk.redeem(token), second.redeem(token)]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['opened', 'refused']);
  });

  it('is guessed at twenty times in an hour, then nothing opens until a new one is made', async () => {
    const { token } = await desk.issueToken();
    const guesses = Array.from({ length: 20 }, (_, n) => `guess ${n}`);
    expect(await kindsOf(guesses)).toEqual([...Array<string>(19).fill('refused'), 'locked']);
    expect(await kindsOf([token])).toEqual(['locked']);
    const next = await desk.issueToken();
    expect(await kindsOf([token, next.token])).toEqual(['refused', 'opened']);
  });

  it('is not locked by wrong tries that are spread over more than an hour', async () => {
    for (let round = 0; round < 30; round++) {
      await desk.issueToken();
      expect(await kindsOf(['wrong'])).toEqual(['refused']);
      setup.advance(4 * MINUTE);
    }
  });

  it('that is not there costs the store no write when it is guessed at', async () => {
    await kindsOf(['wrong', 'wrong']);
    expect(setup.rows.size).toBe(0);
  });
});

describe('sessions of the desk', () => {
  it('of every browser end when one signs out', async () => {
    const { token } = await desk.issueToken();
    const opened = await desk.redeem(token);
    expect(opened).toEqual({ kind: 'opened', generation: await desk.generation() });
    expect(await desk.isSomebodySignedIn()).toBe(true);
    await desk.signOut();
    expect(opened).not.toMatchObject({ generation: await desk.generation() });
    expect(await desk.isSomebodySignedIn()).toBe(false);
  });

  it('and tokens end when the row cannot be read any more, and new ones can be made', async () => {
    const secrets = createMemorySecrets();
    const row = { text: '', version: 7 };
    secrets.rows.set('setup-desk', row);
    const read = async (name: string) => {
      const found = secrets.rows.get(name);
      if (found === row) throw new SecretUnreadable({ name, version: 7 }, 'unknown-key');
      return found;
    };
    desk = createSetupDesk({ secrets: { ...secrets, read }, clock: setup.deps.clock });
    const before = await desk.generation();
    const { token } = await desk.issueToken();
    expect(before).toBeGreaterThan(1);
    expect(await desk.redeem(token)).toEqual({ kind: 'opened', generation: before });
  });
});

describe('at the start', () => {
  const announced = async () => {
    const written: string[] = [];
    await announceSetupToken({ desk, publicUrl: PUBLIC_URL, write: (text) => written.push(text) });
    return written.join('');
  };

  it('a token is written, with where and until when it opens', async () => {
    const text = await announced();
    const [, , token = ''] = text.split('\n');
    expect(text).toContain(`${PUBLIC_URL}/setup`);
    expect(text).toContain('2026-06-01T00:15:00.000Z');
    expect(await kindsOf([token])).toEqual(['opened']);
  });

  it('nothing is written while somebody is signed in, and again an hour later', async () => {
    const { token } = await desk.issueToken();
    await desk.redeem(token);
    expect(await announced()).toBe('');
    setup.advance(60 * MINUTE);
    expect(await announced()).toMatch(/\n[\w-]{43}\n$/);
  });
});
