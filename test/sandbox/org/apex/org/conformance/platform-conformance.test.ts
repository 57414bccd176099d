import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readPrograms } from '../../conformance/read-programs.ts';
import { runProgram } from '../../conformance/run-program.ts';
import { createTestOrg } from '../tests/test-org.ts';
import { splitSources } from './split-sources.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const FORCE_APP = join(HERE, '../../../../../../force-app/main/default');
const TOPICS = readdirSync(join(HERE, 'programs')).filter((file) => file.endsWith('.txt'));

/** Of the package's metadata only, without its Apex: programs show the platform. */
const plain = createTestOrg(FORCE_APP, []);

describe.each(TOPICS)('The platform as documented: %s', (topic) => {
  const programs = readPrograms(readFileSync(join(HERE, 'programs', topic), 'utf8'));

  it.each(programs)('$title', ({ source, expected }) => {
    const { sources, body } = splitSources(source);
    const { interpreter, host } = sources.length > 0 ? createTestOrg(FORCE_APP, sources) : plain;
    const written = host.isolated(interpreter.run, () => runProgram(interpreter, body));
    expect(written).toEqual(expected);
  });
});
