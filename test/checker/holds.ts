/** What the record itself shows of a move that waits for a person. */
import { isSame, readShown, salesforceName } from './fields.ts';
import type { Value } from './fields.ts';
import type { Row } from './verdict.ts';

export type Waiting = { field: string; values: Value[] };

/**
 * True when the seller sees that this field waits: Needs Attention (its sentence covers the record), or Conflict
 * with a tile for this field that shows one of the values. A Conflict whose tiles can not be read counts for all.
 */
export function isHeldVisibly(record: Row, { field, values }: Waiting): boolean {
  const status = record.Co_Sell_Sync_Status__c;
  if (status === 'Needs Attention') return true;
  const tiles = readTiles(record.Co_Sell_Conflicts__c);
  if (!tiles) return status === 'Conflict';
  return tiles.some((tile) => {
    if (tile.field !== field && tile.field !== salesforceName(field)) return false;
    const shown = [tile.salesforce, tile.partnerCenter].filter((one) => one !== undefined);
    if (shown.length === 0) return true;
    return shown.some((one) => values.some((value) => isSame(field, value, readShown(field, one))));
  });
}

/** A final stage that waits for the undo deadline (or for ever, on "hold"). */
export function isBeforeUndoDeadline(record: Row, now: number): boolean {
  const deadline = record.Co_Sell_Close_Sends_At__c;
  if (typeof deadline !== 'string' || deadline === '') return false;
  return Date.parse(deadline.replace(/\+0000$/, 'Z')) > now;
}

function readTiles(raw: unknown): Row[] | undefined {
  if (typeof raw !== 'string' || raw === '') return undefined;
  try {
    const tiles: unknown = JSON.parse(raw);
    if (Array.isArray(tiles)) return tiles as Row[];
    return typeof tiles === 'object' && tiles !== null
      ? Object.entries(tiles).map(([field, tile]) => ({ field, ...(tile as Row) }))
      : undefined;
  } catch {
    return undefined;
  }
}
