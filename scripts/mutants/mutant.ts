/** A mistake in the package's Apex that a programmer could make, and that its tests ought to notice. */
import type { Edit } from '../planted/edit.ts';

/** `file` is below force-app/main/default. */
export type Mutant = Edit & {
  /** In one sentence: what goes wrong by it. */
  breaks: string;
  /** Of one that survives, and of no other. */
  judgement?: Judgement;
};

export type Judgement = {
  verdict: 'equivalent' | 'no Apex test can' | 'beyond the sandbox' | 'worth a test';
  why: string;
};

export type Outcome =
  /** `by` is the first test that failed. */
  | { kind: 'noticed'; by: string }
  | { kind: 'survived' }
  /** It says nothing about the tests: it does not fit, does not compile, or is beyond the interpreter. */
  | { kind: 'void'; why: string };

/** Mutants of one file. */
export const inFile = (file: string, mutants: readonly Omit<Mutant, 'file'>[]): readonly Mutant[] =>
  mutants.map((mutant) => ({ file, ...mutant }));
