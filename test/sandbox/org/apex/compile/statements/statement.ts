/** Each kind of statement has a file; here is the table of them. */
import type { ApexParserRuleContext, StatementContext } from '@apexdevtools/apex-parser';
import { BREAK, CONTINUE, type Execute } from '../../run/frame.ts';
import type { Scope } from '../scope.ts';
import { compileBlock } from './block.ts';
import { counted } from './counted.ts';
import { compileDml, compileMerge } from './dml.ts';
import { compileExpressionStatement } from './expression-statement.ts';
import { compileFor } from './for.ts';
import { compileIf } from './if.ts';
import { compileLocals } from './locals.ts';
import { compileReturn } from './return.ts';
import { compileRunAs } from './run-as.ts';
import { compileSwitch } from './switch.ts';
import { compileThrow } from './throw.ts';
import { compileTry } from './try.ts';
import { compileDoWhile, compileWhile } from './while.ts';

type Case = (scope: Scope, statement: StatementContext) => Execute | undefined;

/** What runs statements of its own is not counted itself, as the platform's coverage has it for blocks and `try`. */
const PLAIN: readonly Case[] = [
  on((each) => each.block(), compileBlock),
  on((each) => each.tryStatement(), compileTry),
];

const COUNTED: readonly Case[] = [
  on((each) => each.expressionStatement(), compileExpressionStatement),
  on(
    (each) => each.localVariableDeclarationStatement(),
    (scope, tree) => compileLocals(scope, tree.localVariableDeclaration()),
  ),
  on((each) => each.ifStatement(), compileIf),
  on((each) => each.returnStatement(), compileReturn),
  on((each) => each.forStatement(), compileFor),
  on((each) => each.whileStatement(), compileWhile),
  on((each) => each.doWhileStatement(), compileDoWhile),
  on((each) => each.switchStatement(), compileSwitch),
  on((each) => each.throwStatement(), compileThrow),
  on(
    (each) => each.breakStatement(),
    () => () => BREAK,
  ),
  on(
    (each) => each.continueStatement(),
    () => () => CONTINUE,
  ),
  on((each) => each.insertStatement(), compileDml('insert')),
  on((each) => each.updateStatement(), compileDml('update')),
  on((each) => each.upsertStatement(), compileDml('upsert')),
  on((each) => each.deleteStatement(), compileDml('delete')),
  on((each) => each.undeleteStatement(), compileDml('undelete')),
  on((each) => each.mergeStatement(), compileMerge),
  on((each) => each.runAsStatement(), compileRunAs),
];

export function compileStatement(scope: Scope, statement: StatementContext): Execute {
  for (const each of PLAIN) {
    const execute = each(scope, statement);
    if (execute) return execute;
  }
  for (const each of COUNTED) {
    const execute = each(scope, statement);
    if (execute) return counted(scope, statement, execute);
  }
  return scope.fail(statement, `Statement that is not known: ${statement.getText()}`);
}

function on<Tree extends ApexParserRuleContext>(
  pick: (statement: StatementContext) => Tree | null | undefined,
  compile: (scope: Scope, tree: Tree) => Execute,
): Case {
  return (scope, statement) => {
    const tree = pick(statement);
    return tree ? compile(scope, tree) : undefined;
  };
}
