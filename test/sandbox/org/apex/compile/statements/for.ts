import type { ForInitContext, ForStatementContext } from '@apexdevtools/apex-parser';
import { BREAK, RETURN, type Execute } from '../../run/frame.ts';
import { condition } from '../coerce.ts';
import { compileExpression } from '../expressions/expression.ts';
import type { Scope } from '../scope.ts';
import { compileForEach } from './for-each.ts';
import { compileLocals } from './locals.ts';
import { compileStatement } from './statement.ts';
import { countTurn } from './while.ts';

export function compileFor(scope: Scope, tree: ForStatementContext): Execute {
  const control = tree.forControl();
  const each = control.enhancedForControl();
  const statement = tree.statement();
  const body = () => (statement ? compileStatement(scope, statement) : () => undefined);
  return scope.inBlock(() =>
    each ? compileForEach(scope, each, body) : compileCounting(scope, control, body),
  );
}

type Control = ReturnType<ForStatementContext['forControl']>;

function compileCounting(scope: Scope, control: Control, compileBody: () => Execute): Execute {
  const first = compileInit(scope, control.forInit());
  const test = control.expression();
  const isTrue = test ? condition(scope, test, compileExpression(scope, test)) : () => true;
  const updates = (control.forUpdate()?.expressionList().expression_list() ?? []).map(
    (each) => compileExpression(scope, each).evaluate,
  );
  const body = scope.inBlock(compileBody);
  return (frame) => {
    for (first(frame); isTrue(frame);) {
      const completion = body(frame);
      if (completion === BREAK) break;
      if (completion === RETURN) return completion;
      countTurn(frame.run);
      for (const update of updates) update(frame);
    }
    return undefined;
  };
}

function compileInit(scope: Scope, init: ForInitContext | null): Execute {
  const declaration = init?.localVariableDeclaration();
  if (declaration) return compileLocals(scope, declaration);
  const steps = (init?.expressionList()?.expression_list() ?? []).map(
    (each) => compileExpression(scope, each).evaluate,
  );
  return (frame) => {
    for (const step of steps) step(frame);
    return undefined;
  };
}
