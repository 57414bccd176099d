import {
  ApexErrorListener,
  ApexParserFactory,
  type AnonymousUnitContext,
  type ApexParser,
  type CompilationUnitContext,
  type TriggerUnitContext,
} from '@apexdevtools/apex-parser';
import { CompileProblem, CompileProblems } from '../compile/problem.ts';

/** A parser takes any case of keywords; the texts of the tree are as written. */
export const parseClass = (file: string, text: string): CompilationUnitContext =>
  parse(file, text, (parser) => parser.compilationUnit());

export const parseTrigger = (file: string, text: string): TriggerUnitContext =>
  parse(file, text, (parser) => parser.triggerUnit());

export const parseAnonymous = (file: string, text: string): AnonymousUnitContext =>
  parse(file, text, (parser) => parser.anonymousUnit());

function parse<Tree>(file: string, text: string, read: (parser: ApexParser) => Tree): Tree {
  const listener = new ProblemListener(file);
  const tree = read(ApexParserFactory.createLexerAndParser(text, listener).parser);
  if (listener.problems.length > 0) throw new CompileProblems(listener.problems);
  return tree;
}

class ProblemListener extends ApexErrorListener {
  readonly file: string;
  readonly problems: CompileProblem[] = [];

  constructor(file: string) {
    super();
    this.file = file;
  }

  override apexSyntaxError(line: number, _column: number, message: string): void {
    // What follows the first is mostly its consequence, and the list of all that was expected is no help.
    if (this.problems.length > 0) return;
    const problem = message.replace(/ expecting \{[^]*\}$/, '');
    this.problems.push(new CompileProblem(this.file, line, problem));
  }
}
