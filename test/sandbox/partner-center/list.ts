/** The list: query options, snapshots by page, opaque next links. */
import { invalid } from './api-error.ts';
import { parseFilter } from './filter.ts';
import { TOP_LEVEL } from './referral.ts';
import type { Referral } from './referral.ts';
import type { World } from './world.ts';

export type Page = Record<string, unknown>;
/** `reaches` says which referrals the caller's role reaches. */
export type Lists = {
  read(query: Record<string, unknown>, reaches: (referral: Referral) => boolean): Page;
};

type Snapshot = { rows: Record<string, unknown>[] };

const PAGE = 100;
const MAX_TOKENS = 2_000;
const OPTIONS = ['$filter', '$orderby', '$top', '$select'];
const ORDERS = ['createdDateTime', 'updatedDateTime'] as const;

/** `url` is the simulator's own address, for next links. */
export function createLists(world: World, url: () => string): Lists {
  const tokens = new Map<string, { snapshot: Snapshot; from: number }>();

  const pageOf = (snapshot: Snapshot, from: number): Page => {
    const value = snapshot.rows.slice(from, from + PAGE);
    const page: Page = {
      '@odata.context': 'http://api.partner.microsoft.com/v1.0/$metadata#Referrals',
      '@odata.count': value.length,
      value,
    };
    if (from + PAGE >= snapshot.rows.length) return page;
    const token = world.stamps.guid().replaceAll('-', '');
    tokens.set(token, { snapshot, from: from + PAGE });
    for (const oldest of tokens.keys()) {
      if (tokens.size <= MAX_TOKENS) break;
      tokens.delete(oldest);
    }
    const path =
      world.switches.nextLink === 'as-served' ? '/v1.0/engagements/referrals' : '/v1.0/referrals';
    return { ...page, '@odata.nextLink': `${url()}${path}?$skiptoken=${token}` };
  };

  return {
    read(query, reaches) {
      if (!('$skiptoken' in query)) return pageOf({ rows: select(world, query, reaches) }, 0);
      if (Object.keys(query).length > 1) throw invalid('$skiptoken can not be combined.');
      const known = tokens.get(String(query['$skiptoken']));
      if (!known) throw invalid('$skiptoken is unknown or too old; start the list again.');
      return pageOf(known.snapshot, known.from);
    },
  };
}

function select(
  world: World,
  query: Record<string, unknown>,
  reaches: (referral: Referral) => boolean,
): Record<string, unknown>[] {
  for (const [name, value] of Object.entries(query)) {
    if (!OPTIONS.includes(name)) {
      throw invalid(`Query option ${name} is not supported; supported: ${OPTIONS.join(', ')}.`);
    }
    if (typeof value !== 'string') throw invalid(`Query option ${name} is given twice.`);
  }
  const text = (name: string) => query[name] as string | undefined;
  const filter = text('$filter');
  const matches = filter === undefined ? () => true : parseFilter(filter);
  const order = orderOf(text('$orderby'));
  const top = topOf(text('$top'));
  const pick = pickOf(text('$select'));
  return asSeen(world).filter(reaches).filter(matches).sort(order).slice(0, top).map(pick);
}

/** The list lags: one moment in the past for the whole request. */
function asSeen({ ledger, switches, random, clock }: World): Referral[] {
  const [least, most] = switches.listLagMs;
  const lag = least + random.next() * (most - least);
  return ledger.asOf(clock.now() - lag);
}

type Order = (a: Referral, b: Referral) => number;

// Without $orderby the order is nobody's promise: by id it looks like none.
function orderOf(source: string | undefined): Order {
  if (source === undefined) return (a, b) => compare(a.id, b.id);
  const [field, direction = 'asc', ...rest] = source.trim().split(/\s+/);
  const name = ORDERS.find((one) => one === field);
  if (!name || rest.length > 0 || (direction !== 'asc' && direction !== 'desc')) {
    throw invalid(
      `$orderby must be createdDateTime or updatedDateTime, asc or desc, not ${source}.`,
    );
  }
  const sign = direction === 'asc' ? 1 : -1;
  return (a, b) => sign * compare(a[name], b[name]);
}

function topOf(source: string | undefined): number {
  if (source === undefined) return Infinity;
  if (!/^[1-9]\d{0,5}$/.test(source))
    throw invalid(`$top must be a positive integer, not ${source}.`);
  return Number(source);
}

function pickOf(source: string | undefined): (referral: Referral) => Record<string, unknown> {
  if (source === undefined) return (referral) => ({ ...referral });
  const names = source.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !TOP_LEVEL.some((known) => known === name));
  if (unknown.length > 0) {
    throw invalid(`$select: ${unknown.join(', ')} is no property of a referral.`);
  }
  return (referral) =>
    Object.fromEntries(Object.entries(referral).filter(([name]) => names.includes(name)));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
