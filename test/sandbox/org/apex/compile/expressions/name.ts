/** A name by itself: local, then field or property of the class and those it extends, then statics of outer classes. */
import type { ApexParserRuleContext } from '@apexdevtools/apex-parser';
import type { Frame } from '../../run/frame.ts';
import { findProperty, type FoundProperty } from '../../types/find-member.ts';
import { typeFor } from '../../types/type.ts';
import type { Expr, Target } from '../expr.ts';
import type { Local, Scope } from '../scope.ts';
import { checkVisible, checkWriteable } from '../visibility.ts';
import { propertyTarget } from './property-target.ts';

export function findName(scope: Scope, name: string, at: ApexParserRuleContext): Expr | undefined {
  const local = scope.find(name);
  if (local) return localExpr(scope, local, at);
  if (scope.accessorOf?.name.toLowerCase() === name.toLowerCase()) {
    return memberExpr(scope, { property: scope.accessorOf, type: scope.accessorOf.type }, at);
  }
  for (let cls = scope.cls; cls; cls = cls.outer as typeof cls) {
    const found = findProperty(typeFor(cls), name);
    if (!found) continue;
    if (cls !== scope.cls && !found.property.isStatic) continue;
    checkVisible(scope, found.property, at);
    return memberExpr(scope, found, at);
  }
  return undefined;
}

function localExpr(
  scope: Scope,
  { slot, type, isFinal, name }: Local,
  at: ApexParserRuleContext,
): Expr {
  const target: Target = {
    receiver: undefined,
    index: undefined,
    get: (frame) => frame.locals[slot] ?? null,
    set: (frame, _receiver, _index, value) => {
      frame.locals[slot] = value;
    },
  };
  const refuse = () => scope.fail(at, `Final variable has already been initialized: ${name}`);
  return {
    type,
    evaluate: (frame) => frame.locals[slot] ?? null,
    get target() {
      return isFinal ? refuse() : target;
    },
  };
}

function memberExpr(scope: Scope, found: FoundProperty, at: ApexParserRuleContext): Expr {
  const { property, type } = found;
  if (property.isStatic) return propertyExpr(scope, found, at);
  if (scope.isStatic) {
    scope.fail(at, `Non static field cannot be referenced from a static context: ${property.name}`);
  }
  const { slot } = property;
  const self = (frame: Frame) => frame.self;
  return {
    type,
    evaluate:
      slot === undefined
        ? (frame) => property.get(frame.run, frame.self)
        : (frame) => frame.self?.fields[slot] ?? null,
    get target() {
      checkWriteable(scope, property, at);
      return propertyTarget(property, self);
    },
  };
}

/** A static one. */
export const propertyExpr = (
  scope: Scope,
  { property, type }: FoundProperty,
  at: ApexParserRuleContext,
): Expr => ({
  type,
  evaluate: (frame) => property.get(frame.run, null),
  get target() {
    checkWriteable(scope, property, at);
    return propertyTarget(property, undefined);
  },
});
