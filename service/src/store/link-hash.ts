import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/hash.ts';
import type { Json } from '../domain/values.ts';

/** What a row of the trail says: everything in it but the bookkeeping (delivered or not, when it was stored). */
export type LinkContent = { pairId: string; link: number; entryKey: string; entry: Json };

/**
 * SHA-256 of a row's content and of the hash of the row before. Migration 0005 chained older rows with it, so
 * another way of hashing needs a migration that chains anew.
 */
export function linkHash(content: LinkContent, previous: string): string {
  return createHash('sha256')
    .update(canonicalJson({ ...content, previous }))
    .digest('hex');
}
