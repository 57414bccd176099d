import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BROWSER_FOLDER, ROOT } from '../compile/places.ts';
import { readStateFiles, type StateFile } from './state-file.ts';

/** The card's states, then those of the other components and the failures around the card. */
export const STATE_FOLDERS = [join(ROOT, 'test', 'card', 'states'), join(BROWSER_FOLDER, 'states')];

/** @throws Error two states of one name, or a file that cannot be read */
export function loadStates(folders = STATE_FOLDERS): StateFile[] {
  const states = folders.filter((folder) => existsSync(folder)).flatMap(readStateFiles);
  const names = states.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new Error(`two states are called ${twice}`);
  return states;
}
