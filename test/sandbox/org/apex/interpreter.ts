/** The public face: an org's Apex, ready to run. */
import { runAnonymous } from './compile/anonymous.ts';
import { Program, type Source } from './compile/program.ts';
import type { Platform } from './platform/platform.ts';
import { Run } from './run/run.ts';

export type Interpreter = {
  readonly program: Program;
  readonly run: Run;
  /** Anonymous code; answers with what it wrote to the debug log. */
  execute(text: string): string[];
};

export type Options = {
  platform: Platform;
  /** Folders whose `.cls` and `.trigger` files are loaded. */
  folders?: readonly string[];
  sources?: readonly Source[];
};

/** @throws CompileProblems naming each file and line that cannot be compiled. */
export function createInterpreter({ platform, folders = [], sources = [] }: Options): Interpreter {
  const program = new Program((object) => platform.describe(object));
  const run = new Run(program, platform);
  program.run = run;
  for (const folder of folders) program.loadFolder(folder);
  program.load(sources);
  program.check();
  return {
    program,
    run,
    execute(text) {
      run.log.length = 0;
      runAnonymous(run, text);
      return [...run.log];
    },
  };
}
