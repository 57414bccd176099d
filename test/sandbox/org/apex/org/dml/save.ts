/**
 * One DML statement: chunks of 200, triggers, everything or row by row. When rows fail alone, the chunk is taken back and
 * done again without them, at most three times; statics live on, limits begin where they were.
 */
import { savepoint } from '../../../store/transaction.ts';
import type { ObjectDef } from '../../../schema/types.ts';
import { OrgError } from '../../../errors.ts';
import type { Run } from '../../run/run.ts';
import { ApexThrown } from '../../run/thrown.ts';
import { exceptionText } from '../../values/exception-text.ts';
import type { OrgPlatform } from '../org-platform.ts';
import { saveChunk, type Chunk } from './save-chunk.ts';
import { sourceOfThrown } from './sources.ts';
import { noteRefusals } from './note-refusals.ts';
import { hasFailed, type PendingRow, type RowKind } from './pending-row.ts';

const CHUNK_ROWS = 200;
const MOST_ATTEMPTS = 3;

export type Statement = {
  object: ObjectDef;
  kind: RowKind;
  rows: readonly PendingRow[];
  isAllOrNone: boolean;
};

class TakenBack extends Error {}

/** Errors are left in the rows; with all or nothing, a failed row means that nothing was saved. */
export function saveRows(platform: OrgPlatform, run: Run, statement: Statement): void {
  carryOut(platform, run, statement);
  noteRefusals(platform, statement);
}

function carryOut(platform: OrgPlatform, run: Run, statement: Statement): void {
  const { rows, isAllOrNone } = statement;
  if (!isAllOrNone) {
    for (const chunk of chunksOf(rows))
      saveInAttempts(platform, run, { ...statement, rows: chunk });
    return;
  }
  takeBackIf(platform, () => {
    for (const chunk of chunksOf(rows)) {
      guarded(platform, run, { ...statement, rows: chunk });
      if (chunk.some(hasFailed)) return true;
    }
    return false;
  });
}

function* chunksOf(rows: readonly PendingRow[]): Generator<PendingRow[]> {
  for (let from = 0; from < rows.length; from += CHUNK_ROWS)
    yield rows.slice(from, from + CHUNK_ROWS);
}

function saveInAttempts(platform: OrgPlatform, run: Run, chunk: Chunk): void {
  const limits = run.limits.copy();
  let left = chunk.rows.filter((row) => !hasFailed(row));
  for (let attempt = 1; left.length > 0; attempt += 1) {
    if (attempt > 1) run.limits = limits.copy();
    const tried = left;
    const isTakenBack = takeBackIf(platform, () => {
      guarded(platform, run, { ...chunk, rows: tried });
      return tried.some(hasFailed);
    });
    if (!isTakenBack) return;
    left = tried.filter((row) => !hasFailed(row));
    if (attempt === MOST_ATTEMPTS) {
      for (const row of left) {
        row.errors.push({
          statusCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
          message: 'Too many batch retries in the presence of Apex triggers and partial failures.',
          fields: [],
        });
      }
      return;
    }
  }
}

/** True when everything that `work` did was undone, because it said so. */
export function takeBackIf(platform: OrgPlatform, work: () => boolean): boolean {
  const jobs = platform.state.jobs.length;
  try {
    savepoint(platform.tx, () => {
      if (work()) throw new TakenBack();
    });
    return false;
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
    platform.state.jobs.length = jobs;
    return true;
  }
}

/** An exception of a trigger fails every row of its chunk. */
function guarded(platform: OrgPlatform, run: Run, chunk: Chunk): void {
  const depth = run.stack.length;
  try {
    saveChunk(platform, run, chunk);
  } catch (error) {
    if (error instanceof OrgError) {
      for (const row of chunk.rows) {
        row.source ??= error.source;
        row.errors.push({ ...error, fields: error.fields ?? [], message: error.message });
      }
      return;
    }
    if (!(error instanceof ApexThrown) || !error.isCatchable) throw error;
    const { exception } = error;
    const trace = exception.exception?.trace ?? [];
    const where = trace.findLast((line) => line.startsWith('Trigger.')) ?? '';
    const trigger = /^Trigger\.(\w+)/.exec(where)?.[1] ?? chunk.object.name;
    run.stack.length = depth;
    for (const row of chunk.rows) {
      row.source ??= sourceOfThrown(platform.org, error);
      row.errors.push({
        statusCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
        message: `${trigger}: execution of trigger\n\ncaused by: ${exceptionText(exception)}\n\n${trace.join('\n')}`,
        fields: [],
      });
    }
  }
}
