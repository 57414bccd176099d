import { buildComponents } from '../compile/build.ts';
import { readPackageFacts } from '../compile/package-facts.ts';
import { PACKAGE_FOLDER } from '../compile/places.ts';
import { loadStates } from './load-states.ts';
import { startGallery, type Gallery } from './server.ts';
import type { StateFile } from './state-file.ts';

export type OpenGallery = Gallery & { states: StateFile[] };

/** Compiles a package's components, if nobody did yet, and serves the states. */
export async function openGallery(
  port: number,
  packageFolder = PACKAGE_FOLDER,
  states = loadStates(),
): Promise<OpenGallery> {
  const script = await buildComponents(packageFolder);
  const { schema } = readPackageFacts(packageFolder);
  return { ...(await startGallery({ script, schema, states, port })), states };
}
