/**
 * Salesforce ids come with 15 characters (case matters) or 18 (the same plus a checksum of the case).
 * The bridge keeps only the 18-character form: one record, one spelling.
 */
import Type from 'typebox';

/** The 18-character form of an id, or undefined when it is no id or its checksum is wrong. */
export function normaliseRecordId(id: string): string | undefined {
  if (!/^[A-Za-z0-9]{15}([A-Z0-5]{3})?$/.test(id)) return undefined;
  const complete = withChecksum(id.slice(0, 15));
  return id.length === 15 || id === complete ? complete : undefined;
}

/** An id in a path or a body. */
export const RecordId = Type.Refine(
  Type.String({
    description: 'a record id of 15 characters, or of 18 with its right checksum',
  }),
  (id) => normaliseRecordId(id) !== undefined,
);

/** The schema has refused what is no id. */
export function toRecordId(id: string): string {
  return normaliseRecordId(id) ?? id;
}

const CHECKSUM_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Each letter of the suffix says which of five characters are capitals, the first one in the lowest bit. */
function withChecksum(id: string): string {
  const suffix = [0, 5, 10].map((start) => {
    const capitals = [...id.slice(start, start + 5)].reduce(
      (bits, character, position) => bits | (/[A-Z]/.test(character) ? 1 << position : 0),
      0,
    );
    return CHECKSUM_LETTERS.charAt(capitals);
  });
  return id + suffix.join('');
}
