import type { Interpreter } from '../interpreter.ts';
import { CompileProblem, CompileProblems } from '../compile/problem.ts';
import { ApexThrown } from '../run/thrown.ts';
import { UnsupportedApex } from '../run/unsupported.ts';

/** What the program writes; how it ends, when it does not end well, is the last line. */
export function runProgram({ execute, run }: Interpreter, source: string): string[] {
  try {
    return execute(source).flatMap((line) => line.split('\n'));
  } catch (error) {
    return [...run.log, ending(error)].flatMap((line) => line.split('\n'));
  }
}

function ending(error: unknown): string {
  if (error instanceof ApexThrown) return `EXCEPTION ${error.message}`;
  if (error instanceof CompileProblems) {
    return error.problems.map(({ line, problem }) => `COMPILE ${line}: ${problem}`).join('\n');
  }
  if (error instanceof CompileProblem) return `COMPILE ${error.line}: ${error.problem}`;
  if (error instanceof UnsupportedApex) return `UNSUPPORTED ${error.message}`;
  throw error;
}
