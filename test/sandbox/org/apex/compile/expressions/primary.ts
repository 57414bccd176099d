import {
  IdPrimaryContext,
  LiteralPrimaryContext,
  SoqlPrimaryContext,
  SuperPrimaryContext,
  ThisPrimaryContext,
  TypeRefPrimaryContext,
  type PrimaryContext,
} from '@apexdevtools/apex-parser';
import { core } from '../../types/core.ts';
import { typeFor } from '../../types/type.ts';
import { TypeValue } from '../../values/objects.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { resolveTypeRef } from '../type-names.ts';
import { compileLiteral, constant } from './literal.ts';
import { findName } from './name.ts';
import { compileQuery } from './query.ts';

export function compilePrimary(scope: Scope, tree: PrimaryContext): Expr {
  if (tree instanceof LiteralPrimaryContext) return compileLiteral(scope, tree.literal());
  if (tree instanceof IdPrimaryContext) {
    const name = tree.id().getText();
    return findName(scope, name, tree) ?? scope.fail(tree, `Variable does not exist: ${name}`);
  }
  if (tree instanceof ThisPrimaryContext) return compileThis(scope, tree);
  if (tree instanceof SuperPrimaryContext) return compileSuper(scope, tree);
  if (tree instanceof SoqlPrimaryContext) return compileQuery(scope, tree.soqlLiteral());
  if (tree instanceof TypeRefPrimaryContext) {
    return constant(core.type(), new TypeValue(resolveTypeRef(scope, tree.typeRef())));
  }
  return scope.fail(tree, `Expression that is not known: ${tree.getText()}`);
}

function compileThis(scope: Scope, tree: PrimaryContext): Expr {
  if (!scope.cls || scope.isStatic)
    scope.fail(tree, 'this cannot be referenced in a static context');
  return { type: typeFor(scope.cls), evaluate: (frame) => frame.self };
}

function compileSuper(scope: Scope, tree: PrimaryContext): Expr {
  const parent = scope.cls?.superclass;
  if (!parent || scope.isStatic) scope.fail(tree, 'super cannot be referenced here');
  return { type: parent, evaluate: (frame) => frame.self, isSuper: true };
}
