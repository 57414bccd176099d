import { deriveOpportunity } from '../standard-objects/opportunity.ts';
import { derivePersonName } from '../standard-objects/customers.ts';
import type { Row } from '../schema/types.ts';
import type { Org } from '../store/org.ts';

type Derive = (org: Org, row: Row, old: Row | null) => Row;

const product: Derive = (_org, row) => ({
  ...row,
  TotalPrice: Number(row['Quantity'] ?? 0) * Number(row['UnitPrice'] ?? 0),
});
const person: Derive = (_org, row) => derivePersonName(row);
const deal: Derive = (org, row, old) => {
  const stages = org.tables.all('OpportunityStage');
  return deriveOpportunity(
    row,
    old,
    stages.find((one) => one['ApiName'] === row['StageName']),
  );
};

const LONGEST_PREVIEW = 255;
/** The beginning of the note as plain text; `Content` is the base64 text of its HTML. */
const note: Derive = (_org, row) => ({
  ...row,
  TextPreview: Buffer.from(String(row['Content'] ?? ''), 'base64')
    .toString('utf8')
    .replaceAll(/<(br|\/p|\/div)[^>]*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .slice(0, LONGEST_PREVIEW),
});

const DERIVED: Record<string, Derive> = {
  Contact: person,
  Lead: person,
  User: person,
  Opportunity: deal,
  OpportunityLineItem: product,
  ContentNote: note,
};

/** The row with everything the platform computes: system fields of its object and formulas. */
export function derive(org: Org, type: string, row: Row, old: Row | null): Row {
  const derived = DERIVED[type]?.(org, row, old) ?? row;
  const formulas = org.formulas.get(type);
  if (!formulas || formulas.size === 0) return derived;
  const values = [...formulas].map(([name, compute]) => [name, compute(derived)] as const);
  return { ...derived, ...Object.fromEntries(values) };
}
