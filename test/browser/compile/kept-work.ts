/** Compiling the base components takes most of a build and never changes, so it is kept by content. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, TransformPluginContext } from 'rollup';
import { CACHE_FOLDER } from './places.ts';

type Transform = (this: TransformPluginContext, code: string, id: string) => unknown;

/** The plugin, which does not repeat itself for files of packages. `version` names everything else that matters. */
export function keepWork(plugin: Plugin, version: string): Plugin {
  const transform = plugin.transform as Transform;
  const folder = join(CACHE_FOLDER, 'compiled');
  mkdirSync(folder, { recursive: true });
  return {
    ...plugin,
    transform(code, id) {
      if (id.includes('/modules/c/') || !id.includes('lightning-base-components')) {
        return transform.call(this, code, id) as null;
      }
      const kept = join(folder, hashOf(version, id, code));
      if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as { code: string };
      const done = transform.call(this, code, id) as { code: string } | undefined;
      if (done) writeWhole(kept, JSON.stringify({ code: done.code, map: null }));
      return done;
    },
  };
}

export const hashOf = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 24);

/** So that nobody reads half a file. */
function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}
