/** Each kind of expression has a file; here is the table of them. */
import {
  AssignExpressionContext,
  Arth1ExpressionContext,
  Arth2ExpressionContext,
  ArrayExpressionContext,
  BitAndExpressionContext,
  BitExpressionContext,
  BitNotExpressionContext,
  BitOrExpressionContext,
  CastExpressionContext,
  CmpExpressionContext,
  CoalExpressionContext,
  CondExpressionContext,
  DotExpressionContext,
  EqualityExpressionContext,
  InstanceOfExpressionContext,
  LogAndExpressionContext,
  LogOrExpressionContext,
  MethodCallExpressionContext,
  NegExpressionContext,
  NewExpressionContext,
  PostOpExpressionContext,
  PreOpExpressionContext,
  PrimaryExpressionContext,
  SubExpressionContext,
  type ExpressionContext,
} from '@apexdevtools/apex-parser';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { compileArithmetic } from './arithmetic.ts';
import { compileAssignment } from './assignment.ts';
import { compileBits, compileBitwise } from './bits.ts';
import { compileCast, compileInstanceOf } from './cast.ts';
import { compileComparison, compileEquality } from './comparison.ts';
import { compileCoalescing, compileConditional } from './conditional.ts';
import { compileDot } from './dot.ts';
import { compileCall } from './call.ts';
import { compileIndex } from './index-expression.ts';
import { compileAnd, compileNegation, compileOr } from './logic.ts';
import { compileNew } from './new.ts';
import { compilePrefix, compilePostfix } from './step.ts';
import { compilePrimary } from './primary.ts';

type Compile<Tree> = (scope: Scope, tree: Tree) => Expr;
type Kind<Tree> = new (...args: never[]) => Tree;

const KINDS: readonly [Kind<ExpressionContext>, Compile<ExpressionContext>][] = [
  on(PrimaryExpressionContext, (scope, tree) => compilePrimary(scope, tree.primary())),
  on(DotExpressionContext, compileDot),
  on(MethodCallExpressionContext, (scope, tree) => compileCall(scope, tree.methodCall())),
  on(SubExpressionContext, (scope, tree) =>
    parenthesised(compileExpression(scope, tree.expression())),
  ),
  on(NewExpressionContext, (scope, tree) => compileNew(scope, tree.creator())),
  on(ArrayExpressionContext, compileIndex),
  on(AssignExpressionContext, compileAssignment),
  on(Arth1ExpressionContext, (scope, tree) =>
    compileArithmetic(scope, tree, tree.MUL() ? '*' : '/'),
  ),
  on(Arth2ExpressionContext, (scope, tree) =>
    compileArithmetic(scope, tree, tree.ADD() ? '+' : '-'),
  ),
  on(EqualityExpressionContext, compileEquality),
  on(CmpExpressionContext, compileComparison),
  on(LogAndExpressionContext, compileAnd),
  on(LogOrExpressionContext, compileOr),
  on(NegExpressionContext, compileNegation),
  on(PreOpExpressionContext, compilePrefix),
  on(PostOpExpressionContext, compilePostfix),
  on(CastExpressionContext, compileCast),
  on(InstanceOfExpressionContext, compileInstanceOf),
  on(CondExpressionContext, compileConditional),
  on(CoalExpressionContext, compileCoalescing),
  on(BitExpressionContext, compileBits),
  on(BitAndExpressionContext, (scope, tree) => compileBitwise(scope, tree, '&')),
  on(BitOrExpressionContext, (scope, tree) => compileBitwise(scope, tree, '|')),
  on(BitNotExpressionContext, (scope, tree) => compileBitwise(scope, tree, '^')),
];

const BY_KIND = new Map<unknown, Compile<ExpressionContext>>(KINDS);

export function compileExpression(scope: Scope, tree: ExpressionContext): Expr {
  const compile = BY_KIND.get(tree.constructor);
  if (!compile) return scope.fail(tree, `Expression that is not known: ${tree.getText()}`);
  return compile(scope, tree);
}

function on<Tree extends ExpressionContext>(
  kind: Kind<Tree>,
  compile: Compile<Tree>,
): [Kind<ExpressionContext>, Compile<ExpressionContext>] {
  return [kind, (scope, tree) => compile(scope, tree as Tree)];
}

/** Parentheses end what `?.` may skip. */
const parenthesised = ({ chain: _chain, ...expr }: Expr): Expr => expr;
