import type { DoWhileStatementContext, WhileStatementContext } from '@apexdevtools/apex-parser';
import { BREAK, RETURN, type Execute } from '../../run/frame.ts';
import { cpuTimeIsUp } from '../../run/limits.ts';
import type { Run } from '../../run/run.ts';
import { condition } from '../coerce.ts';
import { compileExpression } from '../expressions/expression.ts';
import type { Scope } from '../scope.ts';
import { compileBlock } from './block.ts';
import { compileStatement } from './statement.ts';

export function compileWhile(scope: Scope, tree: WhileStatementContext): Execute {
  const test = tree.parExpression().expression();
  const isTrue = condition(scope, test, compileExpression(scope, test));
  const statement = tree.statement();
  const body = statement
    ? scope.inBlock(() => compileStatement(scope, statement))
    : () => undefined;
  return (frame) => {
    while (isTrue(frame)) {
      const completion = body(frame);
      if (completion === BREAK) break;
      if (completion === RETURN) return completion;
      countTurn(frame.run);
    }
    return undefined;
  };
}

export function compileDoWhile(scope: Scope, tree: DoWhileStatementContext): Execute {
  const test = tree.parExpression().expression();
  const body = compileBlock(scope, tree.block());
  const isTrue = condition(scope, test, compileExpression(scope, test));
  return (frame) => {
    do {
      const completion = body(frame);
      if (completion === BREAK) break;
      if (completion === RETURN) return completion;
      countTurn(frame.run);
    } while (isTrue(frame));
    return undefined;
  };
}

/** A loop without statements takes time too. */
export function countTurn(run: Run): void {
  run.limits.statements += 1;
  if (run.limits.statements > run.limits.statementLimit) cpuTimeIsUp(run);
}
