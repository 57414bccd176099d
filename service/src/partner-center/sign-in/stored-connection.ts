import type { PartnerCenterSignInCode } from '../../domain/partner-center-sign-in.ts';
import { SecretUnreadable } from '../../errors.ts';
import type { Secrets } from '../../sync/connection.ts';
import type { TokenAudience } from '../request.ts';
import type { Grant } from './authority.ts';

export type Lapse = { reason: PartnerCenterSignInCode; since: number };

/** What all replicas share of the sign-in: one sealed row, so that its parts are never of different sign-ins. */
export type Connection = {
  /** New with every consent. */
  consentId: string;
  grant: Grant;
  connectedAt: number;
  /** When the grant was last used well; its 90 days begin anew then. */
  renewedAt: number;
  lapses: Partial<Record<TokenAudience, Lapse>>;
};

export type Loaded = {
  /** Null while there is no row. */
  version: number | null;
  connection: Connection | undefined;
  unreadable?: SecretUnreadable;
};

export type StoredConnection = {
  load(): Promise<Loaded>;
  /**
   * Changes the newest connection, over and over until no other replica was faster; `change` answers undefined to
   * leave it as it is.
   */
  change(change: (newest: Connection) => Connection | undefined, from?: Loaded): Promise<Loaded>;
  /** Puts a new sign-in in the place of whatever is there, also of a row that cannot be opened. */
  replace(connection: Connection): Promise<Loaded>;
};

const ROW = 'partner-center-connection';
const FORMAT = 1;
/** More than any number of replicas that change the row at once. */
const MOST_TRIES = 20;

/** For one app in one tenant: the row of another one is no sign-in of ours. */
export function createStoredConnection(
  secrets: Secrets,
  owner: { tenantId: string; clientId: string },
): StoredConnection {
  const stamp = `${FORMAT} ${owner.tenantId} ${owner.clientId}`.toLowerCase();

  async function load(): Promise<Loaded> {
    try {
      const row = await secrets.read(ROW);
      if (!row) return { version: null, connection: undefined };
      const { stamp: writtenFor, ...connection } = JSON.parse(row.text) as Connection & {
        stamp: string;
      };
      const isOurs = writtenFor === stamp;
      return { version: row.version, connection: isOurs ? connection : undefined };
    } catch (error) {
      if (!(error instanceof SecretUnreadable)) throw error;
      return { version: error.version, connection: undefined, unreadable: error };
    }
  }

  async function save(
    connection: Connection,
    expected: number | null,
  ): Promise<Loaded | undefined> {
    const text = JSON.stringify({ stamp, ...connection });
    if (!(await secrets.write(ROW, text, expected))) return undefined;
    return { version: (expected ?? 0) + 1, connection };
  }

  /** `next` answers undefined when there is nothing to write. */
  async function write(next: (loaded: Loaded) => Connection | undefined, from?: Loaded) {
    for (let tries = 0, loaded = from; tries < MOST_TRIES; tries += 1, loaded = undefined) {
      const newest: Loaded = loaded ?? (await load());
      const changed = next(newest);
      if (!changed) return newest;
      const saved = await save(changed, newest.version);
      if (saved) return saved;
    }
    throw new Error(`The row ${ROW} was changed by others ${MOST_TRIES} times in a row.`);
  }

  return {
    load,
    change: (change, from) => write(({ connection }) => connection && change(connection), from),
    replace: (connection) => write(() => connection),
  };
}
