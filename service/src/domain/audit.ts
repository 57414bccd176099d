/** Makes audit entries whose keys let the same decision, made twice, be written once. */
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

function auditLine(entry: AuditEntry): string {
  const what = entry.field ? ` ${entry.field}` : '';
  const change =
    entry.before === null && entry.after === null
      ? ''
      : `: ${brief(entry.before)} → ${brief(entry.after)}`;
  const why = entry.reason ? ` (${entry.reason})` : '';
  const moment = entry.occurred.slice(0, 16).replace('T', ' ');
  return oneLine(`${moment} ${entry.action}${what}${change}${why}`, LONGEST_LINE);
}

function brief(value: Json): string {
  if (value === null) return '–';
  return oneLine(typeof value === 'string' ? value : JSON.stringify(value), 80);
}

function oneLine(text: string, longest: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
