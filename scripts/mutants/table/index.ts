import type { Mutant } from '../mutant.ts';
import { BRIDGE } from './bridge.ts';
import { CARD } from './card.ts';
import { CHANGES } from './changes.ts';
import { CREATES } from './creates.ts';
import { NUDGE } from './nudge.ts';
import { RECORD } from './record.ts';
import { SETTINGS } from './settings.ts';
import { UPDATES } from './updates.ts';

/** By the folders of the classes; new ones go to the end of theirs. */
export const MUTANTS: readonly Mutant[] = [
  ...RECORD,
  ...NUDGE,
  ...BRIDGE,
  ...CARD,
  ...SETTINGS,
  ...CHANGES,
  ...UPDATES,
  ...CREATES,
];
