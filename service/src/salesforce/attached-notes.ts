/**
 * The notes of deals, where the org has Notes and shares them by title. Two queries, because ContentDocumentLink can be
 * asked by the record only, and ContentNote not through a sub-query. What is read of a note is its text preview: plain
 * text, the first 255 characters; the whole text would be a call for each note.
 */
import { attachedSection } from '../domain/attached-notes.ts';
import { PairFault } from '../errors.ts';
import { queryRows } from './query.ts';
import type { Rest } from './rest.ts';
import type { Schema } from './schema.ts';
import { idList } from './soql.ts';
import { textOf, textOrNull } from './wire.ts';

const OBJECTS = ['ContentNote', 'ContentDocumentLink'];
const MAX_IDS = 200;

/** The section of each deal, null where it has none; undefined where the org has no Notes, or not for us. */
export async function readAttachedNotes(
  rest: Rest,
  schema: Schema,
  dealIds: string[],
): Promise<Map<string, string | null> | undefined> {
  const find = await schema.describe(OBJECTS);
  if (OBJECTS.some((name) => !find(name)) || dealIds.length === 0) return undefined;
  try {
    return await sectionsOf(rest, dealIds);
  } catch (error) {
    // No notes are not a reason to read no deal; what was sent of them before stays.
    if (error instanceof PairFault) return undefined;
    throw error;
  }
}

async function sectionsOf(rest: Rest, dealIds: string[]): Promise<Map<string, string | null>> {
  const links = await queryRows(
    rest,
    'query',
    `SELECT ContentDocumentId,LinkedEntityId FROM ContentDocumentLink WHERE LinkedEntityId IN ${idList(dealIds)}`,
  );
  const notes = await readNotes(rest, [
    ...new Set(links.map((link) => textOf(link, 'ContentDocumentId'))),
  ]);
  return new Map(
    dealIds.map((dealId) => {
      const own = links
        .filter((link) => textOf(link, 'LinkedEntityId') === dealId)
        .map((link) => textOf(link, 'ContentDocumentId'));
      return [dealId, attachedSection(notes.filter(({ id }) => own.includes(id)))];
    }),
  );
}

/** Oldest first, so that a new note does not move the others. Other files than notes are not among them. */
async function readNotes(rest: Rest, ids: string[]) {
  const notes: { id: string; title: string; text: string }[] = [];
  for (let i = 0; i < ids.length; i += MAX_IDS) {
    const part = idList(ids.slice(i, i + MAX_IDS));
    const soql = `SELECT Id,Title,TextPreview FROM ContentNote WHERE Id IN ${part} ORDER BY CreatedDate,Id`;
    for (const row of await queryRows(rest, 'query', soql))
      notes.push({
        id: textOf(row, 'Id'),
        title: textOrNull(row, 'Title') ?? '',
        text: textOrNull(row, 'TextPreview') ?? '',
      });
  }
  return notes;
}
