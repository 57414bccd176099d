import type { EnhancedForControlContext } from '@apexdevtools/apex-parser';
import { BREAK, RETURN, type Execute, type Frame } from '../../run/frame.ts';
import { isAssignable } from '../../types/assignable.ts';
import { conversion } from '../../types/conversion.ts';
import { isList } from '../../types/core.ts';
import { viewAs } from '../../types/supertypes.ts';
import type { Type } from '../../types/type.ts';
import { ApexList, ApexSet } from '../../values/collections.ts';
import type { Value } from '../../values/value.ts';
import { callByName } from '../../run/call-by-name.ts';
import { NULL_MESSAGE } from '../coerce.ts';
import { compileExpression } from '../expressions/expression.ts';
import type { Expr } from '../expr.ts';
import type { Scope } from '../scope.ts';
import { resolveTypeRef } from '../type-names.ts';
import { countTurn } from './while.ts';

const CHUNK = 200;

/** Over lists, sets, anything Iterable and queries; a query may also come in lists of 200 rows. */
export function compileForEach(
  scope: Scope,
  tree: EnhancedForControlContext,
  compileBody: () => Execute,
): Execute {
  const over = compileExpression(scope, tree.expression());
  const type = resolveTypeRef(scope, tree.typeRef());
  const item = itemType(over.type);
  if (!item) scope.fail(tree, `Loop must iterate over a collection: ${over.type.name}`);
  const inChunks = over.isQuery === true && isList(type) && isAssignable(over.type, type);
  if (!inChunks && !isAssignable(item, type) && !isNarrowing(item, type)) {
    scope.fail(tree, `Loop variable must be of type ${item.name}: ${type.name}`);
  }
  const convert = inChunks ? undefined : conversion(item, type);
  const { slot } = scope.declare(tree.id().getText(), type, tree);
  const body = scope.inBlock(compileBody);
  return (frame) => {
    const turns = inChunks ? chunks(frame, over, type) : items(frame, over);
    for (const value of turns) {
      frame.locals[slot] = convert ? convert(frame.run, value) : value;
      const completion = body(frame);
      if (completion === BREAK) break;
      if (completion === RETURN) return completion;
      countTurn(frame.run);
    }
    return undefined;
  };
}

/** `for (Opportunity each : Trigger.new)`. */
const isNarrowing = (item: Type, type: Type) => item.name === 'SObject' && type.kind === 'sobject';

const itemType = (type: Type): Type | undefined => viewAs(type, 'Iterable')?.args[0];

/** Changing the collection meanwhile is refused, by the methods that would change it. */
function* items(frame: Frame, over: Expr): Generator<Value> {
  const collection = over.evaluate(frame);
  if (collection === null) frame.run.raise('NullPointerException', NULL_MESSAGE);
  if (collection instanceof ApexList || collection instanceof ApexSet) {
    collection.iterating += 1;
    try {
      yield* collection instanceof ApexList ? collection.items : collection.items();
    } finally {
      collection.iterating -= 1;
    }
    return;
  }
  yield* iterated(frame, collection);
}

function* iterated({ run }: Frame, collection: Value): Generator<Value> {
  const iterator = callByName(run, collection, 'iterator');
  while (callByName(run, iterator, 'hasNext') === true) yield callByName(run, iterator, 'next');
}

function* chunks(frame: Frame, over: Expr, type: Type): Generator<Value> {
  const rows = over.evaluate(frame);
  if (!(rows instanceof ApexList)) return;
  for (let from = 0; from < rows.items.length; from += CHUNK) {
    yield new ApexList(type, rows.items.slice(from, from + CHUNK));
  }
}
