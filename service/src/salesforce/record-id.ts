/**
 * Ids of records. REST always answers with 18 characters: 15 that identify the row (case matters) and a check of
 * three, one character per group of five, telling which of them are capitals.
 */
const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Whether `id` is an 18-character id with a right check, of the object with this three-character prefix if given. */
export function isRecordId(id: string, keyPrefix = ''): boolean {
  return /^[A-Za-z0-9]{18}$/.test(id) && id.startsWith(keyPrefix) && id === toEighteen(id);
}

/** The 18-character form of a 15- or 18-character id; undefined when it has neither length. */
export function toEighteen(id: string): string | undefined {
  if (!/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(id)) return undefined;
  const row = id.slice(0, 15);
  return row + checkOf(row.slice(0, 5)) + checkOf(row.slice(5, 10)) + checkOf(row.slice(10));
}

function checkOf(group: string): string {
  const bits = [...group].reduce((sum, c, bit) => sum + (/[A-Z]/.test(c) ? 1 << bit : 0), 0);
  return CHECK.charAt(bits);
}
