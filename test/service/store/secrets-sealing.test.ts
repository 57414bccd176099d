import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CannotStart, SecretUnreadable } from '../../../service/src/errors.ts';
import { deriveKeys, parseSealingKeys, seal, unseal } from '../../../service/src/store/sealing.ts';
import { keyText } from './sealing-keys.ts';

const keys = parseSealingKeys([keyText('new'), keyText('old')].join(','));
const place = fc.record({ name: fc.string(), version: fc.nat() });

describe('sealing', () => {
  it('opens to the same text at its own place, and nowhere else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), place, place, (text, mine, other) => {
        const sealed = seal(text, mine, keys);
        expect(unseal(sealed, mine, keys)).toBe(text);
        fc.pre(mine.name !== other.name || mine.version !== other.version);
        expect(() => unseal(sealed, other, keys)).toThrow(SecretUnreadable);
      }),
    );
  });

  it('refuses whatever is no sealed text with its own error, never with another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (nonce, body) => {
        const at = { name: 'tokens', version: 1 };
        for (const text of [body, `v1.new.${nonce}.${body}`]) {
          expect(() => unseal(text, at, keys)).toThrow(SecretUnreadable);
        }
      }),
    );
  });

  it('never makes the same text twice', () => {
    const texts = Array.from({ length: 200 }, () => seal('x', { name: 'a', version: 1 }, keys));
    expect(new Set(texts).size).toBe(200);
  });
});

const base64 = (bytes: number[]) => Buffer.from(bytes).toString('base64');
const random = keyText('a').slice(2);

describe('SEALING_KEYS', () => {
  const mistakes: [what: string, text: string][] = [
    ['nothing', ''],
    ['a key without a name', random],
    ['a name that is no name', `my key:${random}`],
    ['a key that is no base64', `a:${random.slice(0, -1)}`],
    ['base64 of the URL alphabet', `a:-${random.slice(1)}`],
    ['16 bytes', `a:${base64([...Buffer.from(random, 'base64')].slice(0, 16))}`],
    ['33 bytes', `a:${base64([...Buffer.from(random, 'base64'), 7])}`],
    ['a key of zeros, as in examples', `a:${base64(Array<number>(32).fill(0))}`],
    ['two keys of one name', `${keyText('a')},${keyText('b').replace('b:', 'a:')}`],
    ['a comma too many', `${keyText('a')},`],
  ];
  it.each(mistakes)('refuses %s without repeating it', (_what, text) => {
    const failure = (() => {
      try {
        return parseSealingKeys(text);
      } catch (error) {
        return error;
      }
    })();
    if (!(failure instanceof CannotStart)) throw new Error('Expected it to be refused.');
    expect(failure).toMatchObject({ code: 'sealing-keys' });
    expect(failure.message).toContain('openssl rand -base64 32');
    expect(failure.message).not.toContain(random.slice(0, 12));
  });

  it('cannot be seen when somebody logs them', () => {
    expect(JSON.stringify(keys) + inspect(keys, { depth: 9 })).not.toContain(random.slice(0, 12));
  });

  it('give other keys for other purposes, the same ones each time', () => {
    expect(deriveKeys(keys, 'sessions')).toEqual(deriveKeys(keys, 'sessions'));
    const all = [...deriveKeys(keys, 'sessions'), ...deriveKeys(keys, 'states')];
    expect(new Set(all.map((key) => Buffer.from(key).toString('hex'))).size).toBe(4);
    expect(all.every((key) => key.length === 32)).toBe(true);
  });
});
