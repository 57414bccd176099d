import type { RunAsStatementContext } from '@apexdevtools/apex-parser';
import type { Completion, Execute } from '../../run/frame.ts';
import { compileExpression } from '../expressions/expression.ts';
import type { Scope } from '../scope.ts';
import { compileBlock } from './block.ts';

export function compileRunAs(scope: Scope, tree: RunAsStatementContext): Execute {
  const [user, ...others] = tree.expressionList()?.expression_list() ?? [];
  if (!user || others.length > 0) return scope.fail(tree, 'System.runAs takes one User');
  const { evaluate } = compileExpression(scope, user);
  const body = compileBlock(scope, tree.block());
  return (frame) => {
    let completion: Completion;
    frame.run.platform.runAs(frame.run, evaluate(frame), () => {
      completion = body(frame);
    });
    return completion;
  };
}
