import type { BlockContext, StatementContext } from '@apexdevtools/apex-parser';
import type { Execute } from '../../run/frame.ts';
import type { Scope } from '../scope.ts';
import { leaves } from '../always-ends.ts';
import { compileStatement } from './statement.ts';

// A function, not a constant: the table of statements needs it before this file has run.
export function compileBlock(scope: Scope, block: BlockContext): Execute {
  return scope.inBlock(() => compileStatements(scope, block.statement_list()));
}

export function compileStatements(scope: Scope, statements: readonly StatementContext[]): Execute {
  const last = statements.findIndex((each) => leaves(each));
  const beyond = last < 0 ? undefined : statements[last + 1];
  if (beyond) scope.fail(beyond, 'Unreachable statement');
  return inSequence(statements.map((each) => compileStatement(scope, each)));
}

export function inSequence(steps: readonly Execute[]): Execute {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  return (frame) => {
    for (const step of steps) {
      const completion = step(frame);
      if (completion !== undefined) return completion;
    }
    return undefined;
  };
}
