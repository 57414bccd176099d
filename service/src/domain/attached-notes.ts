/**
 * Salesforce notes that are shared by their title: a section of its own below the notes both companies write. It goes
 * one way. Both parts of Partner Center's one text are fields of their own, so that neither overwrites the other and
 * what we wrote is never taken for news (docs/people-and-notes.md).
 */
import { shortened } from './cut.ts';
import type { Json } from './values.ts';

/** A note is shared when its title begins so, whatever the letters. */
export const NOTE_PREFIX = 'Microsoft:';
const MARK = '--- Salesforce notes ---';
const MARK_LINE = /(^|\n)[ \t]*--- Salesforce notes ---[ \t]*(?=\r?\n|$)/;
const LONGEST = 8_000;

export type AttachedNote = { title: string; text: string };

/** The section for these notes, in their order; null when none of them is to be shared. */
export function attachedSection(notes: readonly AttachedNote[]): string | null {
  const shared = notes.filter(({ title }) =>
    title.trimStart().toLowerCase().startsWith(NOTE_PREFIX.toLowerCase()),
  );
  const parts = shared.map(({ title, text }) =>
    [title.trimStart().slice(NOTE_PREFIX.length).trim(), text.trim()].filter(Boolean).join('\n'),
  );
  // A note that quotes the mark must not look like a second section.
  const section = parts.filter(Boolean).join('\n\n').replaceAll(MARK, '---').trim();
  return section === '' ? null : shortened(section, LONGEST);
}

/** A text without the mark is all ours and theirs, just as it is. */
export function splitNotes(raw: Json): { notes: string | null; attachedNotes: string | null } {
  if (typeof raw !== 'string' || raw === '') return { notes: null, attachedNotes: null };
  const mark = MARK_LINE.exec(raw);
  if (!mark) return { notes: raw, attachedNotes: null };
  const below = raw.slice(mark.index + mark[0].length).trim();
  return { notes: raw.slice(0, mark.index).trimEnd() || null, attachedNotes: below || null };
}

export function joinNotes(notes: Json | undefined, attachedNotes: Json | undefined): string | null {
  const text = typeof notes === 'string' ? notes : '';
  if (typeof attachedNotes !== 'string' || attachedNotes === '') return text || null;
  const section = `${MARK}\n${attachedNotes}`;
  return text.trim() === '' ? section : `${text.trimEnd()}\n\n${section}`;
}
