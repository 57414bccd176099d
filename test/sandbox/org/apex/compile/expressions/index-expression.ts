import type { ArrayExpressionContext } from '@apexdevtools/apex-parser';
import type { Frame } from '../../run/frame.ts';
import { core, isList } from '../../types/core.ts';
import { ApexList } from '../../values/collections.ts';
import type { Value } from '../../values/value.ts';
import { coerce, NULL_MESSAGE } from '../coerce.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { compileExpression } from './expression.ts';

/** `list[i]`. */
export function compileIndex(scope: Scope, tree: ArrayExpressionContext): Expr {
  const list = compileExpression(scope, tree.expression(0));
  const [item] = list.type.args;
  if (!isList(list.type) || !item) return scope.fail(tree, `Not a list: ${list.type.name}`);
  const index = coerce(scope, tree, compileExpression(scope, tree.expression(1)), core.integer());
  return {
    type: item,
    evaluate: (frame) => at(frame, list.evaluate(frame), index(frame)),
    target: {
      receiver: list.evaluate,
      index,
      get: at,
      set: (frame, receiver, place, value) => {
        at(frame, receiver, place);
        if (receiver instanceof ApexList) receiver.items[Number(place)] = value;
      },
    },
  };
}

function at(frame: Frame, list: Value, place: Value): Value {
  if (!(list instanceof ApexList) || place === null) {
    return frame.run.raise('NullPointerException', NULL_MESSAGE);
  }
  const value = list.items[Number(place)];
  if (value === undefined)
    frame.run.raise('ListException', `List index out of bounds: ${Number(place)}`);
  return value;
}
