import type { CatchClauseContext, TryStatementContext } from '@apexdevtools/apex-parser';
import type { Completion, Execute, Frame } from '../../run/frame.ts';
import { ApexThrown } from '../../run/thrown.ts';
import { isSubtype } from '../../types/assignable.ts';
import type { Type } from '../../types/type.ts';
import { isExceptionType } from '../is-exception-type.ts';
import type { Scope } from '../scope.ts';
import { resolveParts } from '../type-names.ts';
import { compileBlock } from './block.ts';

type Clause = { type: Type; slot: number; body: Execute };

export function compileTry(scope: Scope, tree: TryStatementContext): Execute {
  const body = compileBlock(scope, tree.block());
  const clauses = tree.catchClause_list().map((each) => compileClause(scope, each));
  const last = tree.finallyBlock();
  const guarded = clauses.length > 0 ? withClauses(body, clauses) : body;
  return last ? withFinally(guarded, compileBlock(scope, last.block())) : guarded;
}

function compileClause(scope: Scope, tree: CatchClauseContext): Clause {
  const name = tree.qualifiedName();
  const parts = name.id_list().map((id) => ({ name: id.getText(), args: [] }));
  const type = resolveParts(scope, parts, name);
  if (!isExceptionType(type)) scope.fail(tree, `Catch type must be an exception: ${type.name}`);
  return scope.inBlock(() => {
    const { slot } = scope.declare(tree.id().getText(), type, tree);
    return { type, slot, body: compileBlock(scope, tree.block()) };
  });
}

const withClauses =
  (body: Execute, clauses: readonly Clause[]): Execute =>
  (frame) => {
    const { run } = frame;
    const depth = run.stack.length;
    try {
      return body(frame);
    } catch (error) {
      if (!(error instanceof ApexThrown) || !error.isCatchable) throw error;
      const { exception } = error;
      const clause = clauses.find(({ type }) => isSubtype(exception.type, type));
      if (!clause) throw error;
      run.stack.length = depth;
      frame.locals[clause.slot] = exception;
      return clause.body(frame);
    }
  };

/** What ends the transaction skips `finally`. A `return` within it wins over everything before. */
const withFinally =
  (body: Execute, last: Execute): Execute =>
  (frame) => {
    let completion: Completion;
    try {
      completion = body(frame);
    } catch (error) {
      if (!(error instanceof ApexThrown) || !error.isCatchable) throw error;
      const ended = runLast(frame, last);
      if (ended !== undefined) return ended;
      throw error;
    }
    const { result } = frame;
    const ended = runLast(frame, last);
    if (ended !== undefined) return ended;
    frame.result = result;
    return completion;
  };

const runLast = (frame: Frame, last: Execute): Completion => last(frame);
