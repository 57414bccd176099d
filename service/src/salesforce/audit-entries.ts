/** The org's copy of the audit trail, through the Apex resource of the package. */
import type { AuditEntry } from '../domain/values.ts';
import type { AuditDifference } from '../sync/ports.ts';
import { wireAudit } from './change-wire.ts';
import type { Rest } from './rest.ts';
import { numberOrNull, objectOf, objectsOf, textOf, textOrNull, type WireObject } from './wire.ts';

const PATH = '/services/apexrest/cosell/v1/audit';
/** As many keys as the resource takes. */
const MOST_KEYS = 500;

/** What is compared, and what the field of the package holds; the resource cuts what is longer. */
const LENGTHS = {
  occurred: 40,
  actor: 255,
  side: 40,
  action: 40,
  field: 80,
  before: 4096,
  after: 4096,
  reason: 4096,
  correlationId: 80,
} as const;
type Compared = keyof typeof LENGTHS;
const COMPARED = Object.keys(LENGTHS) as Compared[];

export type AuditEntries = {
  /** What the org shows otherwise than it was told, or not at all. @throws HostFault, PairFault */
  differences(entries: readonly AuditEntry[], signal?: AbortSignal): Promise<AuditDifference[]>;
  /** Who made the entry with this key; null when there is none. @throws HostFault, PairFault */
  actor(entryKey: string, signal?: AbortSignal): Promise<string | null>;
  /** Deletes entries from before this time, some thousand at most; how many. @throws HostFault, PairFault */
  forget(before: string, signal?: AbortSignal): Promise<number>;
};

export function createAuditEntries(rest: Rest): AuditEntries {
  return {
    async differences(entries, signal) {
      const found: AuditDifference[] = [];
      for (let i = 0; i < entries.length; i += MOST_KEYS) {
        const part = entries.slice(i, i + MOST_KEYS);
        const keys = part.map(({ entryKey }) => entryKey);
        const shown = await readEntries(rest, keys, signal);
        found.push(...part.flatMap((entry) => difference(entry, shown.get(entry.entryKey))));
      }
      return found;
    },
    async actor(entryKey, signal) {
      const shown = await readEntries(rest, [entryKey], signal);
      const row = shown.get(entryKey);
      return row ? textOrNull(row, 'actor') : null;
    },
    async forget(before, signal) {
      const body = { forgetBefore: before };
      const answer = await rest.send({ method: 'POST', path: PATH, isWrite: true, body, signal });
      return numberOrNull(objectOf(answer, 'how much was forgotten'), 'forgotten') ?? 0;
    },
  };
}

async function readEntries(
  rest: Rest,
  entryKeys: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Map<string, WireObject>> {
  const answer = await rest.send({ method: 'POST', path: PATH, body: { entryKeys }, signal });
  const rows = objectsOf(
    objectOf(answer, 'entries of the audit trail').entries,
    'entries of the audit trail',
  );
  return new Map(rows.map((row) => [textOf(row, 'entryKey'), row]));
}

function difference(entry: AuditEntry, shown: WireObject | undefined): AuditDifference[] {
  const { entryKey } = entry;
  if (!shown) return [{ kind: 'missing', entryKey }];
  const told = wireAudit(entry);
  const fields = COMPARED.filter((name) => form(name, told[name]) !== form(name, shown[name]));
  return fields.length > 0 ? [{ kind: 'differs', entryKey, fields }] : [];
}

/** As the org keeps it: cut, without outer white space, times in whole seconds. */
function form(name: Compared, value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  if (name === 'occurred') return text.slice(0, 19);
  return text.slice(0, LENGTHS[name]).replaceAll('\r\n', '\n').trim();
}
