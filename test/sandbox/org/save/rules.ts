/** Validation rules, the package's and the customer's, as their formulas have them. */
import { OrgError } from '../errors.ts';
import { compileFormula } from '../formulas/compile-formula.ts';
import type { Save } from '../formulas/formula.ts';
import type { RuleSource } from '../schema/load-metadata.ts';
import type { Org } from '../store/org.ts';
import type { Schema } from '../schema/types.ts';

export type ValidationRule = Omit<RuleSource, 'formula'> & { isBroken(save: Save): boolean };

/** @throws Error naming the rule whose formula is not simulated */
export function compileRules(sources: readonly RuleSource[], schema: Schema): ValidationRule[] {
  return sources.map(({ formula, ...rule }) => {
    try {
      const compiled = compileFormula(formula, schema.object(rule.object));
      return { ...rule, isBroken: (save: Save) => compiled(save) === true };
    } catch (cause) {
      const problem = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`Validation rule ${rule.object}.${rule.name} is not simulated: ${problem}`, {
        cause,
      });
    }
  });
}

/** @throws OrgError of the first rule that refuses the row. */
export function applyRules(
  type: string,
  save: Save,
  { rules, switches }: Pick<Org, 'rules' | 'switches'>,
): void {
  const broken = rules.find(
    (rule) => rule.object === type && !switches.inactive.includes(rule.name) && rule.isBroken(save),
  );
  if (!broken) return;
  throw new OrgError('FIELD_CUSTOM_VALIDATION_EXCEPTION', broken.message, {
    fields: broken.field === null ? [] : [broken.field],
    source: { by: broken.by, what: `rule ${type}.${broken.name}` },
  });
}
