/** Finds the Salesforce names that Apex code uses, as `salesforce-names.ts` does it for TypeScript. */
import {
  Arth2ExpressionContext,
  ExpressionContext,
  IdContext,
  LiteralContext,
} from '@apexdevtools/apex-parser';
import { above, findAll, placeIn, type ApexFile, type ApexNode } from './apex-sources.ts';
import type { NamesUsed } from './salesforce-names.ts';

const NAME = /\b[A-Za-z]\w*?__(?:c|r|mdt)\b/g;
/** `'Co_Sell_' + id + '__c'` cannot be found by reading. */
const PIECE = /^_\w*_(?:c|r|mdt)$/;

/** Custom names in identifiers, queries and texts; comments do not count. */
export function apexNamesIn(files: ApexFile[]): NamesUsed {
  const used: NamesUsed = { names: [], uses: [], broken: [] };
  for (const file of files)
    for (const node of findAll<ApexNode>(file.tree, IdContext, LiteralContext)) {
      const text = node instanceof LiteralContext ? literalOf(node) : node.getText();
      if (text === undefined) continue;
      const place = placeIn(file, node);
      if (
        PIECE.test(text) &&
        above(node, ExpressionContext)?.parentCtx instanceof Arth2ExpressionContext
      )
        used.broken.push(place);
      else for (const [name] of text.matchAll(NAME)) used.names.push({ place, name, text });
    }
  return used;
}

/** The text of a string in the code; undefined for other literals. */
export function literalOf(node: ApexNode): string | undefined {
  const text = node.getText();
  return text.startsWith("'") ? text.slice(1, -1) : undefined;
}
