/** What the Apex compiler would refuse, or what this double does not know, with its place. */
export class CompileProblem extends Error {
  readonly file: string;
  readonly line: number;
  readonly problem: string;

  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`);
    this.name = 'CompileProblem';
    this.file = file;
    this.line = line;
    this.problem = problem;
  }
}

/** Several at once, so that one run shows them all. */
export class CompileProblems extends Error {
  readonly problems: readonly CompileProblem[];

  constructor(problems: readonly CompileProblem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.name = 'CompileProblems';
    this.problems = problems;
  }
}
