/** `new T(…)`, `new Account(Name = 'x')`, `new List<T>{…}`, `new Map<K, V>{k => v}`, `new T[n]`. */
import type { CreatorContext, ExpressionContext } from '@apexdevtools/apex-parser';
import { core, isList, isMap, isSet, listOf } from '../../types/core.ts';
import type { Type } from '../../types/type.ts';
import { TypeValue } from '../../values/objects.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { coerce } from '../coerce.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { resolveParts, resolveTypeRef } from '../type-names.ts';
import { resolveCall } from './arguments.ts';
import { constructorsOf } from './constructor-call.ts';
import { compileExpression } from './expression.ts';
import { compileNewRecord } from './new-record.ts';
import { checkVisible } from '../visibility.ts';

export function compileNew(scope: Scope, tree: CreatorContext): Expr {
  const named = createdType(scope, tree);
  const array = tree.arrayCreatorRest();
  if (array) {
    const size = array.expression();
    const items = array.arrayInitializer()?.expression_list() ?? [];
    return size ? sizedList(scope, listOf(named), size) : listLiteral(scope, listOf(named), items);
  }
  const pairs = tree.mapCreatorRest()?.mapCreatorRestPair_list();
  if (pairs)
    return mapLiteral(scope, tree, {
      type: named,
      pairs: pairs.map((pair) => pair.expression_list()),
    });
  const items = tree.setCreatorRest()?.expression_list();
  if (items)
    return isSet(named) ? setLiteral(scope, named, items) : listLiteral(scope, named, items);
  if (tree.noRest()) return emptyCollection(scope, tree, named);
  return construct(scope, tree, named);
}

function createdType(scope: Scope, tree: CreatorContext): Type {
  const parts = tree
    .createdName()
    .idCreatedNamePair_list()
    .map((pair) => ({
      name: pair.anyId().getText(),
      args: (pair.typeList()?.typeRef_list() ?? []).map((ref) => resolveTypeRef(scope, ref)),
    }));
  return resolveParts(scope, parts, tree);
}

function construct(scope: Scope, tree: CreatorContext, type: Type): Expr {
  const given = tree.classCreatorRest()?.arguments().expressionList()?.expression_list() ?? [];
  if (type.kind === 'sobject') return compileNewRecord(scope, { type, given });
  if (type.definition.isAbstract || type.kind === 'interface') {
    scope.fail(tree, `Abstract classes cannot be constructed: ${type.name}`);
  }
  const { found, args } = resolveCall(scope, tree, {
    name: `new ${type.name}`,
    candidates: constructorsOf(type),
    given,
  });
  const { method } = found;
  checkVisible(scope, method, tree);
  if (type.args.length === 0)
    return { type, evaluate: (frame) => method.invoke(frame.run, null, args(frame)) };
  const named = new TypeValue(type);
  // The constructors of generic platform types get what they make as their first value.
  return { type, evaluate: (frame) => method.invoke(frame.run, null, [named, ...args(frame)]) };
}

function sizedList(scope: Scope, type: Type, size: ExpressionContext): Expr {
  const evaluate = coerce(scope, size, compileExpression(scope, size), core.integer());
  return {
    type,
    evaluate: (frame) => new ApexList(type, new Array<null>(Number(evaluate(frame))).fill(null)),
  };
}

function itemsOf(scope: Scope, type: Type, items: readonly ExpressionContext[]) {
  const [item = core.object()] = type.args;
  return items.map((each) => coerce(scope, each, compileExpression(scope, each), item));
}

function listLiteral(scope: Scope, type: Type, items: readonly ExpressionContext[]): Expr {
  const evaluates = itemsOf(scope, type, items);
  return {
    type,
    evaluate: (frame) =>
      new ApexList(
        type,
        evaluates.map((each) => each(frame)),
      ),
  };
}

function setLiteral(scope: Scope, type: Type, items: readonly ExpressionContext[]): Expr {
  const evaluates = itemsOf(scope, type, items);
  return {
    type,
    evaluate: (frame) =>
      new ApexSet(
        type,
        evaluates.map((each) => each(frame)),
      ),
  };
}

type Pairs = { type: Type; pairs: ExpressionContext[][] };

function mapLiteral(scope: Scope, tree: CreatorContext, { type, pairs }: Pairs): Expr {
  const [keyType, valueType] = type.args;
  if (!isMap(type) || !keyType || !valueType) return scope.fail(tree, `Not a map: ${type.name}`);
  const entries = pairs.map(([key, value]) => {
    if (!key || !value) return scope.fail(tree, 'A map takes pairs');
    return [
      coerce(scope, key, compileExpression(scope, key), keyType),
      coerce(scope, value, compileExpression(scope, value), valueType),
    ] as const;
  });
  return {
    type,
    evaluate: (frame) => {
      const map = new ApexMap(type);
      for (const [key, value] of entries) map.put(key(frame), value(frame));
      return map;
    },
  };
}

function emptyCollection(scope: Scope, tree: CreatorContext, type: Type): Expr {
  if (isList(type)) return { type, evaluate: () => new ApexList(type) };
  if (isSet(type)) return { type, evaluate: () => new ApexSet(type) };
  if (isMap(type)) return { type, evaluate: () => new ApexMap(type) };
  return scope.fail(tree, `Not a collection: ${type.name}`);
}
