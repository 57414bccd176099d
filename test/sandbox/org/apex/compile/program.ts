/**
 * Everything that can run in an org: its classes and triggers, compiled once. What cannot be compiled is collected in
 * `problems` with file and line; nothing runs until there are none.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import '../natives/index.ts';
import { parseClass, parseTrigger } from '../parse/parse-unit.ts';
import type { ObjectShape } from '../platform/platform.ts';
import type { Run } from '../run/run.ts';
import { UnsupportedApex } from '../run/unsupported.ts';
import type { ApexClass } from './apex-class.ts';
import { declareType } from './declare.ts';
import { link, type LinkTask } from './link.ts';
import { CompileProblem, CompileProblems } from './problem.ts';
import { SObjectTypes } from './sobject-types.ts';
import { compileTrigger, type ApexTrigger } from './trigger.ts';

export type Source = { file: string; text: string };

export class Program {
  readonly classes = new Map<string, ApexClass>();
  readonly triggers: ApexTrigger[] = [];
  readonly problems: CompileProblem[] = [];
  readonly sobjects: SObjectTypes;
  #run: Run | undefined;

  constructor(describe: (object: string) => ObjectShape | undefined) {
    this.sobjects = new SObjectTypes(describe);
  }

  /** The one Run of this program; objects need it where no frame is at hand (`hashCode` in a map). */
  get run(): Run {
    if (!this.#run) throw new UnsupportedApex('The program has no Run yet');
    return this.#run;
  }

  set run(run: Run) {
    this.#run = run;
  }

  /** Classes first, so that triggers and classes may name one another whatever the order of the files. */
  load(sources: readonly Source[]): void {
    const tasks = sources
      .filter(({ file }) => !file.endsWith('.trigger'))
      .flatMap((source) => this.#collect(() => this.#declare(source)));
    this.#finish(tasks);
    for (const { file, text } of sources.filter((each) => each.file.endsWith('.trigger'))) {
      this.#collect(() => {
        this.triggers.push(compileTrigger(this, file, parseTrigger(file, text)));
        return [];
      });
    }
  }

  /** Every `.cls` and `.trigger` below a folder. */
  loadFolder(folder: string): void {
    this.load(
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(cls|trigger)$/.test(file))
        .sort()
        .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') })),
    );
  }

  /** @throws CompileProblems when something could not be compiled. */
  check(): void {
    if (this.problems.length > 0) throw new CompileProblems(this.problems);
  }

  findClass(name: string): ApexClass | undefined {
    return this.classes.get(name.toLowerCase());
  }

  /** Types within a body that is compiled by itself (anonymous code). */
  finish(tasks: readonly LinkTask[]): void {
    this.#finish(tasks);
  }

  #declare({ file, text }: Source): LinkTask[] {
    const declaration = parseClass(file, text).typeDeclaration();
    const tasks: LinkTask[] = [];
    const cls = declareType({ program: this, file, outer: undefined, tasks }, declaration);
    this.classes.set(basename(cls.name).toLowerCase(), cls);
    return tasks;
  }

  /** All supertypes, then all members, then all bodies: each step may look at what the one before made of any class. */
  #finish(tasks: readonly LinkTask[]): void {
    for (const step of link.steps) {
      for (const task of tasks) {
        this.#collect(() => {
          step(task, (work) => void this.#collect(() => (work(), [])));
          return [];
        });
      }
    }
  }

  #collect<T>(work: () => T[]): T[] {
    try {
      return work();
    } catch (error) {
      if (error instanceof CompileProblem) this.problems.push(error);
      else if (error instanceof CompileProblems) this.problems.push(...error.problems);
      else throw error;
      return [];
    }
  }
}
