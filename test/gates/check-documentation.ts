/** What the pages say about the project, checked against the project; every function returns sentences, empty when all is well. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Page = { path: string; text: string };

const NOT_OURS = new Set(['node_modules', '.git', 'data', 'coverage', '.sandbox', 'test-results']);

/** Every Markdown page below the project's folder, by its path from there. */
export function readPages(root: string, folder = ''): Page[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return readPages(root, path);
      if (!entry.name.endsWith('.md')) return [];
      return [{ path, text: readFileSync(join(root, path), 'utf8') }];
    });
}

/** Rows of the tables whose first column has this title: the name in the first cell, and all cells. */
export function readTable(text: string, title: string): Map<string, string[]> {
  const rows = new Map<string, string[]>();
  let isInside = false;
  for (const line of text.split('\n')) {
    const cells = line.startsWith('|') ? line.split('|').slice(1, -1).map(trimmed) : [];
    const first = cells[0] ?? '';
    if (cells.length === 0) isInside = false;
    else if (first === title) isInside = true;
    else if (isInside && !/^:?-+:?$/.test(first)) rows.set(first.replaceAll('`', ''), cells);
  }
  return rows;
}

/** `actual`: each name and its default as a page writes it (`undefined`: the page may say what it likes). */
export function checkNames(
  documented: ReadonlyMap<string, string[]>,
  actual: ReadonlyMap<string, string | undefined>,
): string[] {
  const problems: string[] = [];
  for (const [name, expected] of actual) {
    const cells = documented.get(name);
    if (!cells) problems.push(`${name} is not documented`);
    else if (expected !== undefined && !cells.includes(expected))
      problems.push(`${name}: expected the default ${expected} in ${cells.join(' | ')}`);
  }
  for (const name of documented.keys())
    if (!actual.has(name)) problems.push(`${name} is documented and does not exist`);
  return problems;
}

/** Links to files of the project, and to headings in them. */
export function checkLinks(root: string, pages: Page[]): string[] {
  return pages.flatMap(({ path, text }) =>
    linksOf(text).flatMap((link) => {
      const [file = '', heading] = link.split('#');
      const target = file === '' ? path : join(dirname(path), decodeURIComponent(file));
      if (target.startsWith('..')) return [`${path}: ${link} leads out of the project`];
      if (file !== '' && !existsSync(join(root, target))) return [`${path}: ${link} leads nowhere`];
      if (heading === undefined) return [];
      const anchors = anchorsOf(file === '' ? text : readFileSync(join(root, target), 'utf8'));
      return anchors.includes(heading) ? [] : [`${path}: ${link} names no heading there`];
    }),
  );
}

/** Commands of npm that run a script. */
export function checkScripts(pages: Page[], scripts: readonly string[]): string[] {
  return pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)]
      .map(([, named, short]) => named ?? short ?? '')
      .filter((name) => !scripts.includes(name))
      .map((name) => `${path}: package.json has no script ${name}`),
  );
}

/** Names in code style that look like a path from the project's folder, and tests named as `file` › title. */
export function checkPaths(root: string, pages: Page[]): string[] {
  return pages.flatMap(({ path, text }) => [
    ...[...text.matchAll(PATH_IN_CODE)]
      .map(([, named = '']) => named)
      .filter((named) => !existsSync(join(root, named)))
      .map((named) => `${path}: there is no ${named}`),
    ...[...text.matchAll(TEST_BY_TITLE)]
      .filter(([, file = '', title = '']) => !hasText(join(root, file), title))
      .map(([, file, title]) => `${path}: ${String(file)} has no test “${String(title)}”`),
  ]);
}

const PATH_IN_CODE = /`((?:service|test|docs|force-app|config|scripts|\.ci)\/[\w./-]*)`/g;
const TEST_BY_TITLE = /`(test\/[\w./-]+)` › “([^”]+)”/g;

/** A title may break over lines in the source, never in the middle of its words. */
const hasText = (file: string, title: string): boolean =>
  existsSync(file) && readFileSync(file, 'utf8').includes(title);

function linksOf(text: string): string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** GitHub's names of headings: lower case, marks dropped, blanks as hyphens. */
const anchorsOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const withoutCode = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, '');
const trimmed = (cell: string): string => cell.trim();
