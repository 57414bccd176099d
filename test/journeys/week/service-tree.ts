/** The bridge's parts, from `service/` or from a copy of it with one mistake planted. */
import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as configFile from '../../../service/src/config.ts';
import type * as logFile from '../../../service/src/log.ts';
import type * as mainFile from '../../../service/src/main.ts';

export type ServiceTree = Pick<typeof mainFile, 'start'> &
  Pick<typeof configFile, 'readConfig'> &
  Pick<typeof logFile, 'createLog'> & { remove(): void };

/** `from` must stand in the file exactly once. */
export type Mistake = { file: string; from: string; to: string };

const ROOT = resolve(import.meta.dirname, '../../..');

export const loadService = (): Promise<ServiceTree> => load(join(ROOT, 'service'), () => undefined);

/** A copy inside the repository, so that it finds the same packages. @throws Error when the mistake does not fit */
export async function loadServiceWith(mistake: Mistake): Promise<ServiceTree> {
  mkdirSync(join(ROOT, '.sandbox'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.sandbox', 'planted-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    cpSync(join(ROOT, 'service'), folder, { recursive: true });
    plant(join(folder, mistake.file), mistake);
    return await load(folder, remove);
  } catch (error) {
    remove();
    throw error;
  }
}

function plant(path: string, { file, from, to }: Mistake): void {
  const source = readFileSync(path, 'utf8');
  const found = source.split(from).length - 1;
  if (found !== 1) {
    throw new Error(`Expected ${file} to hold the text to replace once, found it ${found} times`);
  }
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
}

async function load(folder: string, remove: () => void): Promise<ServiceTree> {
  const file = <T>(name: string) =>
    import(/* @vite-ignore */ pathToFileURL(join(folder, 'src', name)).href) as Promise<T>;
  const { start } = await file<typeof mainFile>('main.ts');
  const { readConfig } = await file<typeof configFile>('config.ts');
  const { createLog } = await file<typeof logFile>('log.ts');
  return { start, readConfig, createLog, remove };
}
