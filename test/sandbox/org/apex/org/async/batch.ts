/** A batch as its transactions: `start`, `execute` for each scope, `finish`. */
import { callByName } from '../../run/call-by-name.ts';
import type { Run } from '../../run/run.ts';
import { itemsOf } from '../../natives/collection.ts';
import { UnsupportedApex } from '../../run/unsupported.ts';
import { listOf } from '../../types/core.ts';
import { viewAs } from '../../types/supertypes.ts';
import { ApexList } from '../../values/collections.ts';
import { ApexInstance } from '../../values/instance.ts';
import type { Value } from '../../values/value.ts';
import { rowsOfLocator } from '../natives/query-locator.ts';
import type { JobPart } from './job.ts';

export function* batchParts(batch: Value, context: Value, size: number): Generator<JobPart> {
  const view = batch instanceof ApexInstance ? viewAs(batch.type, 'Database.Batchable') : undefined;
  const [item] = view?.args ?? [];
  if (!item) throw new UnsupportedApex('Database.executeBatch of what is not Batchable');
  let rows: Value[] = [];
  yield part((run) => {
    rows = itemsOf(run, rowsOfLocator(callByName(run, batch, 'start', [context])));
  });
  for (let from = 0; from < rows.length; from += size) {
    const scope = new ApexList(listOf(item), rows.slice(from, from + size));
    yield part((run) => callByName(run, batch, 'execute', [context, scope]));
  }
  yield part((run) => callByName(run, batch, 'finish', [context]));
}

const part = (work: (run: Run) => unknown): JobPart => ({
  asyncKind: 'batch',
  run: (run) => void work(run),
});
