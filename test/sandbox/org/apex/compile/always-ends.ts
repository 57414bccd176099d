import type { BlockContext, StatementContext } from '@apexdevtools/apex-parser';

/** Does every way through the block end in `return` or `throw`? What a method with a result must do. */
export const alwaysEnds = (block: BlockContext): boolean => block.statement_list().some(ends);

function ends(statement: StatementContext): boolean {
  if (statement.returnStatement() ?? statement.throwStatement()) return true;
  const block = statement.block();
  if (block) return alwaysEnds(block);
  const choice = statement.ifStatement();
  if (choice) return Boolean(choice.ELSE()) && choice.statement_list().every(ends);
  const attempt = statement.tryStatement();
  if (attempt) {
    const last = attempt.finallyBlock();
    if (last && alwaysEnds(last.block())) return true;
    return [attempt, ...attempt.catchClause_list()].every((each) => alwaysEnds(each.block()));
  }
  const cases = statement.switchStatement()?.whenControl_list();
  if (cases) {
    return (
      cases.some((each) => each.whenValue().ELSE()) &&
      cases.every((each) => alwaysEnds(each.block()))
    );
  }
  const runAs = statement.runAsStatement();
  if (runAs) return alwaysEnds(runAs.block());
  return isEndlessLoop(statement);
}

/** With a `break` it may end after all; where that is, nobody looks. */
function isEndlessLoop(statement: StatementContext): boolean {
  if (/\bbreak;/.test(statement.getText())) return false;
  const control = statement.forStatement()?.forControl();
  if (control && !control.enhancedForControl() && !control.expression()) return true;
  const test = statement.whileStatement()?.parExpression().expression();
  return test?.getText().toLowerCase() === 'true';
}

/** Nothing after it is reached: it returns or throws on every way, or leaves the loop. */
export const leaves = (statement: StatementContext): boolean =>
  ends(statement) || Boolean(statement.breakStatement() ?? statement.continueStatement());
