/** `this(…)` and `super(…)`. */
import type { ApexParserRuleContext, ExpressionContext } from '@apexdevtools/apex-parser';
import { VOID } from '../../types/core.ts';
import type { FoundMethod } from '../../types/find-member.ts';
import { substitute } from '../../types/substitute.ts';
import type { Method, Type } from '../../types/type.ts';
import { ApexInstance } from '../../values/instance.ts';
import { isApexConstructor } from '../constructors.ts';
import type { Expr } from '../expr.ts';
import { isExceptionType } from '../is-exception-type.ts';
import type { Scope } from '../scope.ts';
import { typeFor } from '../../types/type.ts';
import { resolveCall } from './arguments.ts';

type Call = { isThis: boolean; given: readonly ExpressionContext[] };

export function compileConstructorCall(
  scope: Scope,
  at: ApexParserRuleContext,
  { isThis, given }: Call,
): Expr {
  const type = isThis ? scope.cls && typeFor(scope.cls) : scope.cls?.superclass;
  if (!type || scope.isStatic)
    return scope.fail(at, 'Constructors can only be called by constructors');
  const candidates = constructorsOf(type);
  if (candidates.length === 0 && given.length === 0) return { type: VOID, evaluate: () => null };
  const { found, args } = resolveCall(scope, at, { name: type.name, candidates, given });
  const { method } = found;
  return {
    type: VOID,
    evaluate: (frame) => {
      if (!frame.self) return null;
      if (isApexConstructor(method)) method.construct(frame.run, frame.self, args(frame));
      else if (isExceptionType(type))
        takeOver(frame.self, method.invoke(frame.run, null, args(frame)));
      return null;
    },
  };
}

export const constructorsOf = (type: Type): FoundMethod[] =>
  type.definition.members().constructors.map((method: Method) => ({
    method,
    view: type,
    parameters: method.parameters.map((parameter) => substitute(parameter.type, type)),
    result: type,
  }));

/** The platform's own exceptions are made whole: message and cause are taken over. */
function takeOver(self: ApexInstance, made: unknown): void {
  if (!(made instanceof ApexInstance) || !self.exception || !made.exception) return;
  self.exception.message = made.exception.message;
  self.exception.cause = made.exception.cause;
}
