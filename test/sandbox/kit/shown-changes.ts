/** What a write changed, in words and values a person reads. */
import type { JournalEntry } from './journal.ts';

export type ShownChange = { name: string; before: string; after: string };

const LONGEST_VALUE = 60;

/** `words` names the properties; one without a word is shown by its path. */
export function showChanges(
  { before, after, changed }: Pick<JournalEntry, 'before' | 'after' | 'changed'>,
  words: Readonly<Record<string, string>>,
): ShownChange[] {
  return changed.map((path) => ({
    name: words[path] ?? path,
    before: brief(valueAt(before, path)),
    after: brief(valueAt(after, path)),
  }));
}

function valueAt(document: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null
          ? (value as Record<string, unknown>)[name]
          : undefined,
      document,
    );
}

function brief(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'empty';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return value.toLocaleString('en-US');
  if (Array.isArray(value)) return value.map(memberOf).join(', ') || 'empty';
  const text = typeof value === 'string' ? timeOf(value) : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}

/** Times to the second; a midnight in UTC is how Partner Center writes a day. */
const timeOf = (text: string) =>
  text
    .replace(/^(\d{4}-\d\d-\d\d)T00:00:00(\.0+)?Z$/, '$1')
    .replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(Z|\+0000)$/, '$1 $2');

function memberOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { name, id, firstName, lastName, quantity, price, currency } = value as Record<
    string,
    unknown
  >;
  const called = String(name ?? id ?? [firstName, lastName].filter(Boolean).join(' '));
  // Of a solution these change while its name stays.
  const cost = typeof price === 'number' ? `${price} ${String(currency ?? '')}`.trim() : null;
  const terms = [quantity ?? null, cost].filter((one) => one !== null).join(' × ');
  return terms ? `${called} (${terms})` : called;
}
