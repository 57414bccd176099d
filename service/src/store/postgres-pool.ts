import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { DatabaseError, type Pool, type PoolClient } from 'pg';
import { StoreUnavailable } from '../errors.ts';

/** SQLSTATEs of a statement that say: the server cannot work for us now. Nothing is wrong with what we asked. */
const UNAVAILABLE = /^(08|53|57P0|58)|^(57014|25006|25P03|55P03)$/;

/** Turns what goes wrong between us and the server into one error, and never hands out a broken connection again. */
export function guardPool(pool: Pool): PostgresPool {
  const guarded = new WeakMap<PoolClient, PostgresPoolClient>();
  // Without these two a lost connection, idle or between two statements, would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return {
    options: {},
    async connect() {
      const client = await pool.connect().catch(unavailable);
      const known = guarded.get(client) ?? guardClient(client);
      guarded.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function guardClient(client: PoolClient): PostgresPoolClient {
  let isBroken = false;
  const run = async (text: string, values: readonly unknown[]) => {
    if (isBroken) throw new StoreUnavailable('The connection to the database was lost.');
    return client.query(text, [...values]).catch((error: unknown) => {
      // No word from the server: an answer that comes late must not meet the next statement.
      isBroken = !(error instanceof DatabaseError);
      return refuse(error);
    });
  };
  return {
    // Kysely's cursor overload is for streaming, which the store does not do.
    query: run as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy === true || isBroken),
  };
}

/** @throws StoreUnavailable for everything but what is wrong with the statement */
function refuse(error: unknown): never {
  if (error instanceof DatabaseError) forgetValues(error);
  if (error instanceof DatabaseError && !UNAVAILABLE.test(error.code ?? '')) throw error;
  return unavailable(error);
}

/** The server quotes rows in its details ("Failing row contains …"), and errors are logged. */
function forgetValues(error: DatabaseError): void {
  delete error.detail;
  delete error.where;
  delete error.hint;
  delete error.internalQuery;
}

function unavailable(cause: unknown): never {
  throw new StoreUnavailable('The database does not answer as it should.', { cause });
}
