/** Makes audit entries whose keys let the same decision, made twice, be written once. */
import { shortened } from './cut.ts';
import { fingerprint } from './hash.ts';
import type { AuditEntry, Json } from './values.ts';

export type AuditScope = {
  pairId: string;
  rung: number;
  /** ISO time. */
  now: string;
  correlationId: string;
};

export type AuditDraft = Pick<AuditEntry, 'action' | 'side'> &
  Partial<Pick<AuditEntry, 'actor' | 'field' | 'before' | 'after' | 'reason'>>;

export function auditEntry(scope: AuditScope, draft: AuditDraft): AuditEntry {
  const field = draft.field ?? null;
  const before = draft.before ?? null;
  const after = draft.after ?? null;
  const print = fingerprint([draft.action, draft.side, field, before, after, draft.reason ?? null]);
  return {
    entryKey: `${scope.pairId}:${scope.rung}:${print}`,
    occurred: scope.now,
    actor: draft.actor ?? 'Co-Sell Bridge',
    side: draft.side,
    action: draft.action,
    field,
    before,
    after,
    reason: draft.reason ?? null,
    correlationId: scope.correlationId,
  };
}

const NEWEST = 10;
const LONGEST = 4_000;
/** Ten lines with their line breaks always fit. */
const LONGEST_LINE = LONGEST / NEWEST - 1;

/**
 * `Audit__c`: the newest entries on top, at most ten lines and 4,000 characters. Entries come oldest first, so those up
 * to the last one that is there already were told before.
 */
export function auditText(existing: Json | undefined, entries: AuditEntry[]): string {
  const old = typeof existing === 'string' ? existing.split(/\r?\n/).filter(Boolean) : [];
  const told = entries.map(auditLine);
  const fresh = told.slice(told.findLastIndex((line) => old.includes(line)) + 1);
  const lines = [...fresh.reverse(), ...old].slice(0, NEWEST);
  while (lines.join('\n').length > LONGEST) lines.pop();
  return lines.join('\n');
}

/**
 * `2026-11-10 08:10 sent dealValue: 1 → 2 — why`, for people, and for the card to take apart: arrow and dash are only ever
 * what stands between the parts, and a field has no blanks.
 */
function auditLine(entry: AuditEntry): string {
  const what = entry.field ? ` ${fieldWord(entry.field)}` : '';
  const change =
    entry.before === null && entry.after === null
      ? ''
      : `: ${brief(entry.before)} → ${brief(entry.after)}`;
  const why = entry.reason?.trim() ? ` — ${plain(entry.reason)}` : '';
  const moment = entry.occurred.slice(0, 16).replace('T', ' ');
  return oneLine(`${moment} ${entry.action}${what}${change}${why}`, LONGEST_LINE);
}

/** `solutions:…` ends in an id that anybody may have typed. */
function fieldWord(field: string): string {
  const [kind = '', ...id] = field.split(':');
  return id.length > 0 ? `${kind}:${encodeURIComponent(id.join(':').toWellFormed())}` : kind;
}

const LONGEST_VALUE = 80;
const NOTHING = '–';

function brief(value: Json): string {
  if (value === null) return NOTHING;
  const text = oneLine(
    plain(typeof value === 'object' ? nameOf(value) : String(value)),
    LONGEST_VALUE,
  );
  return text === '' ? NOTHING : text;
}

/** A solution by its name and id, with quantity (`2 ×`) and price (`10.5 USD`) where it has them; anything else as it is. */
function nameOf(value: Json[] | { [key: string]: Json }): string {
  if (Array.isArray(value) || typeof value['id'] !== 'string') return JSON.stringify(value);
  const { id, name, quantity, price, currency } = value;
  const title = typeof name === 'string' && name !== '' ? `${name} (${id})` : id;
  const times = isFilled(quantity) ? `${String(quantity)} ×` : '';
  const cost = isFilled(price) ? [price, currency].filter(isFilled).join(' ') : '';
  return [title, [times, cost].filter(Boolean).join(' ')].filter(Boolean).join(', ');
}

const isFilled = (part: Json | undefined): boolean =>
  part !== null && part !== undefined && part !== '';

const plain = (text: string): string => text.replaceAll('→', '->').replaceAll('—', '-');

function oneLine(text: string, longest: number): string {
  return shortened(text.replaceAll(/\s+/g, ' ').trim(), longest);
}
