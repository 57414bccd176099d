import type { Settings } from './org.ts';
import type { Json, Shown } from './values.ts';

/** The PartnerID (`mpnId`) a deal belongs to: its own, else the org's. Partner Center keeps it from the create on. */
export function locationOf(
  shown: Shown,
  { partnerLocation }: Pick<Settings, 'partnerLocation'>,
): Json {
  const own = shown.partnerLocation;
  return typeof own === 'string' && own.trim() !== '' ? own : partnerLocation;
}
