/** Writes: everything goes through the Apex resource of the package, many changes a call. */
import type { ChangeResult, RecordChange } from '../domain/changes.ts';
import { PairFault } from '../errors.ts';
import type { Correlation } from '../sync/correlation-port.ts';
import { resultsOf, wireChange } from './change-wire.ts';
import { APEX_ERROR } from './faults.ts';
import { isRecordId } from './record-id.ts';
import type { Rest } from './rest.ts';
import type { Schema } from './schema.ts';
import { createTickBatch, type Waiting } from './tick-batch.ts';

/** Fifty updates leave room for the customer's own automation; a create takes ten times the work of an update. */
const MAX_UPDATES = 50;
const MAX_CREATES = 10;
const PATH = '/services/apexrest/cosell/v1/changes';

type Change = Waiting<RecordChange, ChangeResult>;
type IsDateTime = (change: RecordChange) => (field: string) => boolean;

export type Changes = { change(change: RecordChange, signal?: AbortSignal): Promise<ChangeResult> };

export type ChangesDeps = { rest: Rest; schema: Schema; correlation?: Correlation | undefined };

export function createChanges({ rest, schema, correlation }: ChangesDeps): Changes {
  const batch = createTickBatch(async (waiting: Change[]) => {
    // Before anything is sent: a description that fails here leaves no outcome open.
    const isDateTime = await dateTimesOf(schema, waiting);
    const updates = waiting.filter(({ item }) => 'id' in item).sort(byRecordId);
    const creates = waiting.filter(({ item }) => !('id' in item));
    await Promise.all([
      sendInTurn(rest, updates, MAX_UPDATES, isDateTime),
      // One after the other: two creates may match the same account, which only the later one can find.
      sendInTurn(rest, creates, MAX_CREATES, isDateTime),
    ]);
  }, correlation);
  return {
    async change(change, signal) {
      if ('id' in change && !isRecordId(change.id))
        throw new PairFault('salesforce', 'salesforce-bad-record-id', {
          detail: `Expected an 18-character record id, got "${change.id.slice(0, 40)}"; nothing was sent`,
        });
      return batch(change, signal);
    },
  };
}

async function sendInTurn(
  rest: Rest,
  waiting: Change[],
  most: number,
  isDateTime: IsDateTime,
): Promise<void> {
  for (let i = 0; i < waiting.length; i += most)
    await sendOrHalve(rest, waiting.slice(i, i + most), isDateTime);
}

/**
 * An uncaught exception (CPU, heap, row locks, one poisonous record) fails and rolls back the whole call, so each
 * half is tried again until the record that fails alone is found. Other failures are the host's and everybody's.
 */
async function sendOrHalve(rest: Rest, waiting: Change[], isDateTime: IsDateTime): Promise<void> {
  try {
    await send(rest, waiting, isDateTime);
  } catch (error) {
    if (!isApexFailure(error) || waiting.length === 1) {
      for (const { reject } of waiting) reject(error);
      return;
    }
    const half = Math.ceil(waiting.length / 2);
    await sendOrHalve(rest, waiting.slice(0, half), isDateTime);
    await sendOrHalve(rest, waiting.slice(half), isDateTime);
  }
}

async function send(rest: Rest, waiting: Change[], isDateTime: IsDateTime): Promise<void> {
  const keys = waiting.map((_, index) => `c${String(index)}`);
  const body = await rest.send({
    method: 'POST',
    path: PATH,
    isWrite: true,
    body: { changes: waiting.map(({ item }, index) => wireChange(keys[index] ?? '', item)) },
  });
  const isAnyDateTime = (field: string) => waiting.some(({ item }) => isDateTime(item)(field));
  const results = resultsOf(body, keys, isAnyDateTime);
  waiting.forEach(({ resolve }, index) => {
    const result = results.get(keys[index] ?? '');
    if (result) resolve(result);
  });
}

const isApexFailure = (error: unknown) => error instanceof PairFault && error.code === APEX_ERROR;

/** In the order in which the resource locks rows, so that two calls never wait for each other. */
function byRecordId(a: Change, b: Change): number {
  const idOf = ({ item }: Change) => ('id' in item ? item.id : '');
  return idOf(a) < idOf(b) ? -1 : 1;
}

async function dateTimesOf(schema: Schema, waiting: Change[]): Promise<IsDateTime> {
  const find = await schema.describe([...new Set(waiting.map(({ item }) => item.object))]);
  return ({ object }) =>
    (field) =>
      field === 'SystemModstamp' ||
      find(object)?.fields.get(field.toLowerCase())?.type === 'datetime';
}
