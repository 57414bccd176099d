import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referralIdIn } from '../../../service/src/domain/referral-id.ts';

const ID = '3c1f7a52-8f0e-4a7d-9a55-0d6f2b7c9e41';

describe('an identifier that a person wrote', () => {
  it('is read in any case, with blanks around it and in braces', () => {
    const blanks = fc.stringMatching(/^[ \t\n]{0,3}$/);
    fc.assert(
      fc.property(fc.uuid(), fc.boolean(), fc.boolean(), blanks, (id, isUpper, inBraces, blank) => {
        const written = isUpper ? id.toUpperCase() : id;
        expect(referralIdIn(`${blank}${inBraces ? `{${written}}` : written}${blank}`)).toBe(id);
      }),
    );
  });

  it('is read with blanks in the braces', () => {
    expect(referralIdIn(`{ ${ID} }`)).toBe(ID);
  });

  it.each([
    ['nothing', ' '],
    ['a part of one', ID.slice(1)],
    ['two of them', `${ID} ${ID}`],
    ['one in a sentence', `it is ${ID}`],
    ['an open brace', `{${ID}`],
    ['its end in braces', `${ID.slice(0, 4)}{${ID.slice(4)}}`],
    ['its beginning in braces', `{${ID.slice(0, 4)}}${ID.slice(4)}`],
    ['other characters', ID.replace('3', 'g')],
    ['no dashes', ID.replaceAll('-', '')],
  ])('is none when it is %s', (_what, text) => {
    expect(referralIdIn(text)).toBeUndefined();
  });
});
