/** The "logical" properties of a referral, which travel as `additionalRequirements.attributes`. */
import type { Json, Shown } from './values.ts';

/**
 * Where these three live is inferred, and so is how a services co-sell is told from others: nothing on a deal says that
 * it is one, so a deal that carries one of them is taken for one, and needs all three (contract 3.1).
 */
export const SERVICES = ['partnerRole', 'solutionArea', 'solutionPlay'] as const;
export type ServicesField = (typeof SERVICES)[number];

const ATTRIBUTE_OF: Record<ServicesField, string> = {
  partnerRole: 'PartnerRole',
  solutionArea: 'SolutionArea',
  solutionPlay: 'SolutionPlay',
};

/** Nobody asked the customer yet: that is an answer of its own. */
const UNDECIDED = 'HaveNotDecided';
/** Words of the picklist, and the codes themselves. `Yes` and `No` are inferred (contract 3.8). */
const INTENTS = new Map<Json | undefined, string>([
  ['Yes', 'Yes'],
  ['No', 'No'],
  ['Have not decided', UNDECIDED],
  [UNDECIDED, UNDECIDED],
  [null, UNDECIDED],
  [undefined, UNDECIDED],
]);

/** Undefined for an answer that Partner Center does not know. */
export function intentOf({ marketplaceIntent }: Shown): string | undefined {
  return INTENTS.get(marketplaceIntent === '' ? null : marketplaceIntent);
}

export function attributesOf(shown: Shown): Json[] {
  const rows: [string, Json | undefined][] = [
    ['CustomerMarketplaceIntent', intentOf(shown)],
    ...SERVICES.map((name): [string, Json | undefined] => [ATTRIBUTE_OF[name], shown[name]]),
  ];
  return rows.flatMap(([type, id]) =>
    typeof id === 'string' && id.trim() !== '' ? [{ type, id }] : [],
  );
}
