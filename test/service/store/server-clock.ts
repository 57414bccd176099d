/**
 * The server's clock in the hands of a test. A function of the same name in the search path hides PostgreSQL's own,
 * so the store runs as it is: it does not know that anybody moves its clock.
 */
import { Client } from 'pg';
import type { Clock } from '../../../service/src/sync/ports.ts';

const SHADOW = `
  create table if not exists server_clock (at timestamptz not null);
  insert into server_clock values ('2030-01-01T00:00:00Z');
  create or replace function statement_timestamp() returns timestamptz
    language sql stable as 'select at from public.server_clock';
`;

/** Before each call the server's clock is set to what `clock` says. */
export async function followClock<S extends object>(
  store: S,
  url: string,
  clock: Clock,
): Promise<S> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  let shown: number | undefined;
  let showing: Promise<unknown> = Promise.resolve();
  const show = () => {
    const now = clock.now();
    if (now === shown) return showing;
    shown = now;
    const moved = 'update server_clock set at = to_timestamp($1::numeric / 1000)';
    return (showing = showing.then(() => client.query(moved, [now])));
  };
  return new Proxy(store, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        await show();
        const answer: unknown = await Reflect.apply(method, target, args);
        if (name === 'close') await client.end();
        return answer;
      };
    },
  });
}

/** Makes every later connection to this database see the test's clock. */
export async function shadowServerClock(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(SHADOW);
  const name = new URL(url).pathname.slice(1);
  await client.query(`alter database ${name} set search_path = public, pg_catalog`);
  await client.end();
}
