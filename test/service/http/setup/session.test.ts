import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSessions } from '../../../../service/src/http/setup/session.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const HOUR = 3_600_000;
const KEY = randomBytes(32);
const at = (now: number, keys = [KEY], audience = 'https://bridge.example') =>
  createSessions({
    keys,
    audience,
    clock: { now: () => now, sleep: () => Promise.reject(new Error('unused')) },
  });
const sealed = async () => {
  const visit = {
    ...at(NOW).begin(3),
    consent: 'kept',
    notice: { tone: 'good', text: 'Done.' },
  } as const;
  return { visit, text: await at(NOW).seal(visit) };
};

describe('a session', () => {
  it('comes back as it was, and shows nothing meanwhile', async () => {
    const { visit, text } = await sealed();
    expect(await at(NOW + HOUR - 1_000).open(text)).toEqual(visit);
    for (const part of text.split('.'))
      expect(Buffer.from(part, 'base64url').toString('latin1')).not.toMatch(/kept|Done|csrf/);
  });

  it.each([
    ['an hour later', at(NOW + HOUR)],
    ['by another key', at(NOW, [randomBytes(32)])],
    ['at another bridge', at(NOW, [KEY], 'https://other.example')],
  ])('does not open %s', async (_what, sessions) => {
    expect(await sessions.open((await sealed()).text)).toBeUndefined();
  });

  it('opens by an older key during a rotation', async () => {
    const { visit, text } = await sealed();
    expect(await at(NOW, [randomBytes(32), KEY]).open(text)).toEqual(visit);
  });

  it('does not open when any character of it was changed, or any was cut off', async () => {
    const { text } = await sealed();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.constantFrom('A', 'B', '.', ''),
        async (n, put) => {
          // The last character of a part may carry bits that nobody reads.
          fc.pre(text[n] !== put && !/^.?(\.|$)/.test(text.slice(n + 1)));
          const changed = text.slice(0, n) + put + text.slice(n + 1);
          expect(await at(NOW).open(changed)).toBeUndefined();
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each(['', 'x', '....', 'a.b.c.d.e', `${'eyJhbGciOiJub25lIn0'}.e30.`])(
    'is not %j',
    async (text) => {
      expect(await at(NOW).open(text)).toBeUndefined();
    },
  );
});
