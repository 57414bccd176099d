import { describe, expect, it } from 'vitest';
import { checkArrows, countImports } from './check-arrows.ts';
import { copyTree } from './copied-tree.ts';

describe('the import arrows', () => {
  it('hold everywhere in the service and in what tests it from outside', () => {
    expect(checkArrows('.')).toEqual([]);
  });

  it('are looked for in real files', () => {
    expect(countImports('.', 'service/src')).toBeGreaterThan(3);
    expect(countImports('.', 'test/sandbox')).toBeGreaterThan(0);
  });
});

const VIOLATIONS: [title: string, path: string, code: string, said: RegExp][] = [
  [
    'the domain imports a use case',
    'service/src/domain/x.ts',
    "import { ring } from '../sync/ring.ts';",
    /^service\/src\/domain\/x.ts:1: domain may not import service\/src\/sync\/ring.ts$/,
  ],
  [
    'the domain imports a port, if only its type',
    'service/src/domain/x.ts',
    "\nimport type { Store } from '../sync/ports.ts';",
    /^service\/src\/domain\/x.ts:2: domain may not import service\/src\/sync\/ports.ts$/,
  ],
  [
    'the domain imports the coded errors',
    'service/src/domain/x.ts',
    "import { PairFault } from '../errors.ts';",
    /domain may not import service\/src\/errors.ts/,
  ],
  [
    'the domain imports a built-in of Node',
    'service/src/domain/x.ts',
    "import { randomUUID } from 'node:crypto';",
    /domain may not import node:crypto/,
  ],
  [
    'the domain imports a package in the middle of its code',
    'service/src/domain/x.ts',
    "export const x = async () => import('kysely');",
    /domain may not import kysely/,
  ],
  [
    'the domain names a foreign type in place',
    'service/src/domain/x.ts',
    "export type X = import('../store/rows.ts').Row;",
    /domain may not import service\/src\/store\/rows.ts/,
  ],
  [
    'the domain passes on what is not its own',
    'service/src/domain/x.ts',
    "export * from '../sync/ports.ts';",
    /domain may not import service\/src\/sync\/ports.ts/,
  ],
  [
    'the domain computes what it imports',
    'service/src/domain/x.ts',
    'export const x = async (name: string) => import(name);',
    /domain may not import \?/,
  ],
  [
    'a use case imports an adapter',
    'service/src/sync/x.ts',
    "import { createStore } from '../store/store.ts';",
    /sync may not import service\/src\/store\/store.ts/,
  ],
  [
    'a use case imports a package',
    'service/src/sync/x.ts',
    "import type { Logger } from 'pino';",
    /sync may not import pino/,
  ],
  [
    'an adapter imports another adapter',
    'service/src/salesforce/x.ts',
    "import { gate } from '../partner-center/gate.ts';",
    /salesforce may not import service\/src\/partner-center\/gate.ts/,
  ],
  [
    'an adapter imports a use case that is no port',
    'service/src/store/x.ts',
    "import { sweep } from '../sync/sweep.ts';",
    /store may not import service\/src\/sync\/sweep.ts/,
  ],
  [
    'an adapter reads the configuration',
    'service/src/partner-center/x.ts',
    "import { readConfig } from '../config.ts';",
    /partner-center may not import service\/src\/config.ts/,
  ],
  [
    'a route imports the store',
    'service/src/http/x.ts',
    "import { createStore } from '../store/store.ts';",
    /http may not import service\/src\/store\/store.ts/,
  ],
  [
    'the command line runs the domain itself',
    'service/src/cli/x.ts',
    "import { merge } from '../domain/merge.ts';",
    /cli may not import service\/src\/domain\/merge.ts/,
  ],
  [
    'the errors import a use case',
    'service/src/errors.ts',
    "import type { Ring } from './sync/ports.ts';",
    /errors.ts may not import service\/src\/sync\/ports.ts/,
  ],
  [
    'a folder appears that the architecture does not have',
    'service/src/utils/x.ts',
    'export const x = 1;',
    /utils has no place in the architecture/,
  ],
  [
    'the checker imports the mapping it judges',
    'test/checker/x.ts',
    "import { merge } from '../../service/src/domain/merge.ts';",
    /^test\/checker\/x.ts:1: imports service\/src\/domain\/merge.ts/,
  ],
  [
    'a stand-in shares a wire type with the service',
    'test/sandbox/org/x.ts',
    "import type { Wire } from '../../../service/src/salesforce/wire.ts';",
    /^test\/sandbox\/org\/x.ts:1: imports service\/src\/salesforce\/wire.ts/,
  ],
];

describe('a wrong arrow is noticed:', () => {
  it.each(VIOLATIONS)('%s', (_title, path, code, said) => {
    using tree = copyTree();
    tree.write(path, code);
    const problems = checkArrows(tree.folder);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(said);
  });

  it('and what the architecture allows is not', () => {
    using tree = copyTree();
    tree.write('service/src/domain/x.ts', "import { y } from './y.ts';");
    tree.write(
      'service/src/sync/x.ts',
      "import { randomUUID } from 'node:crypto'; import { y } from '../domain/y.ts';",
    );
    tree.write(
      'service/src/store/x.ts',
      "import { Kysely } from 'kysely'; import type { Store } from '../sync/ports.ts'; import { ClaimLost } from '../errors.ts';",
    );
    tree.write('service/src/http/x.ts', "import type { Bridge } from '../sync/bridge-port.ts';");
    tree.write('service/src/cli/x.ts', "import type { Pair } from '../domain/pair.ts';");
    tree.write('service/src/main.ts', "import { createStore } from './store/store.ts';");
    tree.write('test/sandbox/main.ts', "spawn('node', ['service/src/main.ts']);");
    expect(checkArrows(tree.folder)).toEqual([]);
  });
});
