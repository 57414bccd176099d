import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type CopiedTree = Disposable & {
  folder: string;
  /** Writes a file, and the folders it needs. */
  write(path: string, text: string): void;
  /** Replaces a text that must be there, so that no planted mistake can miss. */
  replace(path: string, from: string, to: string): void;
  remove(path: string): void;
};

/** A throw-away copy of a folder (or an empty one) to plant mistakes in; gone at the end of its `using` block. */
export function copyTree(source?: string): CopiedTree {
  const folder = mkdtempSync(join(tmpdir(), 'co-sell-gate-'));
  if (source) cpSync(source, folder, { recursive: true });
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  return {
    folder,
    write,
    replace(path, from, to) {
      const text = readFileSync(join(folder, path), 'utf8');
      if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`);
      write(path, text.replace(from, to));
    },
    remove: (path) => rmSync(join(folder, path)),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
