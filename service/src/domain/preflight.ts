/**
 * What must be there before a deal can be shared: listed on the card and enforced before every create and every
 * invitation from one table, so that the two cannot disagree.
 */
import type { Explanation } from './catalogue.ts';
import { CHECKS, type DealKind } from './checks.ts';
import type { Mapping } from './mapping.ts';
import type { Settings } from './org.ts';
import { VISIBLE } from './salesforce-lens.ts';
import type { CanonicalName, RecordSnapshot, Shown } from './values.ts';

export type { DealKind } from './checks.ts';

export type CheckItem = {
  code: string;
  /** API name or path of the field to fill. */
  field: string;
  ok: boolean;
  message: string;
  who: Explanation['who'];
};

export type Preflight = { kind: DealKind; ready: boolean; items: CheckItem[] };

export type PreflightScope = {
  mapping: Mapping;
  settings: Pick<Settings, 'partnerLocation' | 'needsLocation'>;
  /** Milliseconds. */
  now: number;
};

/** What is missing, for the card and for the bridge. */
export function preflight(
  record: RecordSnapshot,
  shown: Shown,
  { mapping, settings, now }: PreflightScope,
): Preflight {
  const kind = kindOf(record, shown);
  const deal = { record, shown, mapping, settings, kind, now };
  const items = CHECKS.filter(({ concerns }) => concerns?.(deal) ?? true).map((check) => ({
    code: check.code,
    field: fieldName(check.field, mapping),
    ok: check.passes(deal),
    message: check.message,
    who: check.who,
  }));
  return { kind, items, ready: items.every((item) => item.ok) };
}

/** Help makes it co-sell, visibility alone partner-led. */
export function kindOf(record: RecordSnapshot, shown: Shown): DealKind {
  if (shown.help) return 'co-sell';
  return shown.visibility === true || record.fields['Referral_Visibility__c'] === VISIBLE
    ? 'partner-led'
    : 'private';
}

function fieldName(field: string, mapping: Mapping): string {
  return mapping.fields.get(field as CanonicalName)?.field ?? field;
}
