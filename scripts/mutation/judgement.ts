/** Why mutants may live that no test of `npm run test:mutation` notices. */
export type Judgement = {
  /** From the root of the repository. */
  file: string;
  /** A part of the line on which the mutant begins, so that lines may move. */
  at: string;
  /** What the mutant puts there; left out when all that survive on that line live for the same reason. */
  becomes?: string;
  verdict:
    | 'equivalent' // nothing behaves differently
    | 'unobservable' // something is different, but nothing that anybody sees or relies on
    | 'seen elsewhere' // a test that is too slow to judge mutants would fail
    | 'worth a test';
  why: string;
};

/** Judgements of one file. */
export const inFile = (
  file: string,
  judgements: readonly Omit<Judgement, 'file'>[],
): readonly Judgement[] => judgements.map((judgement) => ({ file, ...judgement }));
