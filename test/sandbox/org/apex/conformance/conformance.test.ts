import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createInterpreter } from '../interpreter.ts';
import { platformWithoutOrg } from '../platform/no-org.ts';
import { OBJECTS } from './objects.ts';
import { readPrograms } from './read-programs.ts';
import { runProgram } from './run-program.ts';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'programs');
const TOPICS = readdirSync(FOLDER).filter((file) => file.endsWith('.txt'));

describe.each(TOPICS)('Apex as documented: %s', (topic) => {
  const programs = readPrograms(readFileSync(join(FOLDER, topic), 'utf8'));

  it.each(programs)('$title', ({ source, expected }) => {
    const interpreter = createInterpreter({ platform: platformWithoutOrg({ objects: OBJECTS }) });
    expect(runProgram(interpreter, source)).toEqual(expected);
  });
});
