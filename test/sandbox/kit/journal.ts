/** Every write a simulator accepted, in order: what the checker reads. Values are copied, never shared. */
export type JournalEntry = {
  seq: number;
  /** ISO time on the simulator's clock. */
  at: string;
  /** Who wrote: `bridge`, `seller:<name>`, `microsoft`, `partner-portal`, `system`, `automation:<name>`. */
  actor: string;
  /** `create`, `update`, `delete`, `undelete`. */
  kind: string;
  /** Object or resource type, e.g. `Opportunity`, `referral`. */
  type: string;
  id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** Names of the properties that changed (dotted for nested ones). */
  changed: string[];
};

export type Journal = {
  add(entry: Omit<JournalEntry, 'seq'>): JournalEntry;
  entries(sinceSeq?: number): JournalEntry[];
};

export function createJournal(): Journal {
  const entries: JournalEntry[] = [];
  return {
    add(entry) {
      const stored = structuredClone({ ...entry, seq: entries.length + 1 });
      entries.push(stored);
      return stored;
    },
    entries: (sinceSeq = 0) => entries.slice(sinceSeq).map((entry) => structuredClone(entry)),
  };
}
