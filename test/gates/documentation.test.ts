import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SETTINGS } from '../../service/src/config/settings.ts';
import { DEFAULT_TIMINGS } from '../../service/src/sync/ports.ts';
import {
  checkLinks,
  checkNames,
  checkPaths,
  checkScripts,
  readPages,
  readTable,
  type Page,
} from './check-documentation.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const pages = readPages(ROOT);
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

const README_COMMANDS = ['npm ci && npm run sandbox', 'npm ci && npm test'];

describe('the pages', () => {
  it('are found, the ones a newcomer needs among them', () => {
    expect(pages.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'README.md',
        'CONTRIBUTING.md',
        'SECURITY.md',
        'docs/architecture.md',
        'docs/configuration.md',
      ]),
    );
  });

  it('link only to what is there', () => {
    expect(checkLinks(ROOT, pages)).toEqual([]);
  });

  it('name only scripts that package.json has', () => {
    expect(checkScripts(pages, Object.keys(scripts))).toEqual([]);
  });

  it('name only files, folders and tests that are there', () => {
    expect(checkPaths(ROOT, pages)).toEqual([]);
  });
});

describe('the settings', () => {
  const page = read('docs/configuration.md');

  it('are documented, all of them and no others, with their defaults', () => {
    const settings = Object.entries(SETTINGS).map(([name, schema]): [string, string] => [
      name,
      defaultCell(schema),
    ]);
    expect(checkNames(readTable(page, 'Setting'), new Map(settings))).toEqual([]);
  });

  it('of time are documented likewise', () => {
    const timings = Object.entries(DEFAULT_TIMINGS).map(([name, value]): [string, string] => [
      name,
      code(value),
    ]);
    expect(checkNames(readTable(page, 'Timing'), new Map(timings))).toEqual([]);
  });
});

describe('the commands of the README', () => {
  it.each(README_COMMANDS)('%s: is there, on a line of its own', (command) => {
    expect(read('README.md').split('\n')).toContain(command);
  });

  it('are what a fresh clone is checked with', () => {
    const check = read('scripts/fresh-clone-check.sh');
    for (const command of README_COMMANDS) expect(check).toContain(`bash -c '${command}'`);
    expect(read('.ci/run')).toContain("step tests 'npm ci && npm test'");
    expect(read('.ci/run')).toContain("'scripts/fresh-clone-check.sh sandbox'");
  });

  it('and every gate of npm run check is a step of CI', () => {
    const gates = (scripts['check'] ?? '').split('&&').map((gate) => gate.trim());
    expect(gates.length).toBeGreaterThan(3);
    for (const gate of gates) expect(read('.ci/run')).toMatch(new RegExp(`^step .*${gate}'$`, 'm'));
  });
});

describe('a mistake in the pages is noticed:', () => {
  const root = mkdtempSync(join(tmpdir(), 'pages-'));
  beforeAll(() => {
    mkdirSync(join(root, 'docs'));
    writeFileSync(join(root, 'docs/here.md'), '# A heading: with "marks"\n');
    mkdirSync(join(root, 'test'));
    writeFileSync(join(root, 'test/one.test.ts'), "it('does what it says', () => {});\n");
  });
  afterAll(() => rmSync(root, { recursive: true }));
  const page = (text: string): Page[] => [{ path: 'README.md', text }];

  it.each([
    ['[x](docs/gone.md)', 'README.md: docs/gone.md leads nowhere'],
    ['[x](../secret.md)', 'README.md: ../secret.md leads out of the project'],
    ['[x](docs/here.md#another)', 'README.md: docs/here.md#another names no heading there'],
    ['# Something\n[x](#nothing)', 'README.md: #nothing names no heading there'],
  ])('the link %s', (text, said) => {
    expect(checkLinks(root, page(text))).toEqual([said]);
  });

  it.each([
    ['Run `npm run nothing`.', 'README.md: package.json has no script nothing'],
    ['npm ci && npm test', 'README.md: package.json has no script test'],
  ])('the command %s', (text, said) => {
    expect(checkScripts(page(text), ['sandbox'])).toEqual([said]);
  });

  it.each([
    ['See `service/src/gone.ts`.', 'README.md: there is no service/src/gone.ts'],
    ['`test/one.test.ts` › “does more”', 'README.md: test/one.test.ts has no test “does more”'],
  ])('the name %s', (text, said) => {
    expect(checkPaths(root, page(text))).toEqual([said]);
  });

  it.each([
    ['a missing one', '| Setting | Default |\n|---|---|\n', 'PORT is not documented'],
    [
      'one too many',
      '| Setting | Default |\n| --- | --- |\n| `PORT` | `80` |\n| `GONE` | – |\n',
      'GONE is documented and does not exist',
    ],
    [
      'another default',
      '| Setting | Default |\n| :-- | --- |\n| `PORT` | `8080` |\n',
      'PORT: expected the default `80` in `PORT` | `8080`',
    ],
  ])('in the settings, %s', (_what, text, said) => {
    expect(checkNames(readTable(text, 'Setting'), new Map([['PORT', '`80`']]))).toEqual([said]);
  });

  it('and what is right is not', () => {
    const right = page(
      [
        '# Own\n[x](docs/here.md#a-heading-with-marks) [w](#own) [y](docs) [z](https://example.org/gone.md)',
        '`test/one.test.ts` › “does what it says” `npm run sandbox`',
        '```',
        '[in code](gone.md)',
        '```',
      ].join('\n'),
    );
    expect(checkLinks(root, right)).toEqual([]);
    expect(checkPaths(root, right)).toEqual([]);
    expect(checkScripts(right, ['sandbox'])).toEqual([]);
  });
});

function defaultCell(schema: object): string {
  if ('default' in schema) return code(schema.default);
  if ('~optional' in schema) return '–';
  return 'secret' in schema ? 'required, secret' : 'required';
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
