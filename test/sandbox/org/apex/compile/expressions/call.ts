import type {
  DotMethodCallContext,
  ExpressionListContext,
  MethodCallContext,
} from '@apexdevtools/apex-parser';
import type { Evaluate } from '../../run/frame.ts';
import { dispatch } from '../../types/dispatch.ts';
import { findMethods, type FoundMethod } from '../../types/find-member.ts';
import { typeFor, type Type, type TypeDefinition } from '../../types/type.ts';
import { NULL_MESSAGE } from '../coerce.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { checkVisible } from '../visibility.ts';
import { resolveCall, type Resolved } from './arguments.ts';
import { compileConstructorCall } from './constructor-call.ts';
import { SKIPPED, withoutSkipped } from './skipped.ts';

const given = (list: ExpressionListContext | null) => list?.expression_list() ?? [];

/** `name(…)`: a method of the class at hand, of one it extends, or a static one of an outer class. */
export function compileCall(scope: Scope, tree: MethodCallContext): Expr {
  if (tree.THIS() || tree.SUPER()) {
    return compileConstructorCall(scope, tree, {
      isThis: Boolean(tree.THIS()),
      given: given(tree.expressionList()),
    });
  }
  const name = tree.id().getText();
  const candidates = inSurroundings(scope, name);
  if (candidates.length === 0) return scope.fail(tree, `Method does not exist: ${name}`);
  const resolved = resolveCall(scope, tree, {
    name,
    candidates,
    given: given(tree.expressionList()),
  });
  const { method, result } = resolved.found;
  checkVisible(scope, method, tree);
  if (method.isStatic) return { type: result, evaluate: staticCall(resolved) };
  if (scope.isStatic) {
    scope.fail(tree, `Non static method cannot be referenced from a static context: ${name}`);
  }
  const { args } = resolved;
  return {
    type: result,
    evaluate: method.isVirtual
      ? (frame) => dispatch(method, frame.self).invoke(frame.run, frame.self, args(frame))
      : (frame) => method.invoke(frame.run, frame.self, args(frame)),
  };
}

function inSurroundings(scope: Scope, name: string): FoundMethod[] {
  for (let cls: TypeDefinition | undefined = scope.cls; cls; cls = cls.outer) {
    const found = findMethods(typeFor(cls), name);
    if (found.length > 0)
      return cls === scope.cls ? found : found.filter(({ method }) => method.isStatic);
  }
  return [];
}

function staticCall({ found: { method }, args }: Resolved): Evaluate {
  return (frame) => method.invoke(frame.run, null, args(frame));
}

export function compileStaticCall(scope: Scope, type: Type, tree: DotMethodCallContext): Expr {
  const name = `${type.name}.${tree.anyId().getText()}`;
  const candidates = findMethods(type, tree.anyId().getText()).filter(
    ({ method }) => method.isStatic,
  );
  if (candidates.length === 0)
    return scope.fail(tree, `Method does not exist or is not static: ${name}`);
  const resolved = resolveCall(scope, tree, {
    name,
    candidates,
    given: given(tree.expressionList()),
  });
  checkVisible(scope, resolved.found.method, tree);
  return { type: resolved.found.result, evaluate: staticCall(resolved) };
}

type InstanceCall = { receiver: Expr; call: DotMethodCallContext; isSafe: boolean };

export function compileInstanceCall(scope: Scope, { receiver, call, isSafe }: InstanceCall): Expr {
  const name = `${receiver.type.name}.${call.anyId().getText()}`;
  const candidates = findMethods(receiver.type, call.anyId().getText()).filter(
    ({ method }) => !method.isStatic,
  );
  if (candidates.length === 0) return scope.fail(call, `Method does not exist: ${name}`);
  const { found, args } = resolveCall(scope, call, {
    name,
    candidates,
    given: given(call.expressionList()),
  });
  const { method, result: type } = found;
  checkVisible(scope, method, call);
  const isOpen = method.isVirtual && !receiver.isSuper;
  const self = receiver.chain ?? receiver.evaluate;
  const invoke: Evaluate = (frame) => {
    const object = self(frame);
    if (object === SKIPPED) return SKIPPED;
    if (object === null)
      return isSafe ? SKIPPED : frame.run.raise('NullPointerException', NULL_MESSAGE);
    return (isOpen ? dispatch(method, object) : method).invoke(frame.run, object, args(frame));
  };
  const canSkip = isSafe || receiver.chain !== undefined;
  return canSkip
    ? { type, evaluate: withoutSkipped(invoke), chain: invoke }
    : { type, evaluate: invoke };
}
