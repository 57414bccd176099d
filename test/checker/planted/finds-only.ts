/** Histories with one mistake each: it is found under its name, and nowhere else. */
import { describe, expect, it } from 'vitest';
import { check } from '../checker.ts';
import { found, sharedDeal } from '../deals-for-tests.ts';
import type { Told } from '../deals-for-tests.ts';
import type { FindingClass } from '../verdict.ts';

export type Mistake = {
  title: string;
  /** A shared deal if not given. */
  begin?: () => Told;
  happens: (told: Told) => void;
  /** What the sentences must name. */
  says: RegExp;
  /** How many findings; 1 if not given. */
  times?: number;
};

export function findsOnly(name: FindingClass, mistakes: Mistake[]): void {
  describe(`${name} is`, () => {
    it.each(mistakes)('$title', ({ begin, happens, says, times = 1 }) => {
      const told = begin?.() ?? sharedDeal();
      expect(found(check(told.end())), 'before the mistake').toEqual({});
      happens(told);
      const verdict = check(told.end());
      const sentences = verdict[name].map(({ sentence }) => sentence);

      expect(found(verdict), sentences.join('\n')).toEqual({ [name]: times });
      expect(sentences.join('\n')).toMatch(says);
    });
  });
}
