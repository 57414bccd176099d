import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseSealingKeys } from '../../../../service/src/store/sealing.ts';
import { createSecrets } from '../../../../service/src/store/secrets.ts';
import type { Secrets } from '../../../../service/src/sync/connection.ts';
import { DEFAULT_USER } from '../../../sandbox/entra/server.ts';
import { keyText } from '../../store/sealing-keys.ts';
import {
  claimsOf,
  connected,
  consent,
  failureOf,
  MINUTE,
  startSignInRig,
  type SignInRig,
} from './sign-in-rig.ts';

let rig: SignInRig;
beforeEach(async () => {
  rig = await startSignInRig();
});
afterEach(() => rig.stop());

const unreadable = 'partner-center-secrets-unreadable';
const secretsWith = (...names: string[]) =>
  createSecrets(rig.db, parseSealingKeys(names.map(keyText).join(',')));
const versionOfRow = async () =>
  (await rig.db.selectFrom('secrets').select('version').executeTakeFirstOrThrow()).version;

describe('replicas on one store', () => {
  it('need one consent for all, and one after a restart', async () => {
    await connected(rig);
    for (const replica of [rig.replica(), rig.replica()]) {
      expect(await replica.status()).toMatchObject({ state: 'connected' });
      expect(claimsOf(await replica.accessToken('referrals')).upn).toBe(DEFAULT_USER);
    }
  });

  it('that renew at the same moment all get tokens, and leave a grant that works', async () => {
    const replicas = [await connected(rig), rig.replica(), rig.replica(), rig.replica()];
    await rig.clock.advance(60 * MINUTE);
    const asked = replicas.flatMap((replica) => [
      replica.accessToken('referrals'),
      replica.accessToken('webhooks'),
    ]);
    expect(new Set(await Promise.all(asked)).size).toBe(8);
    for (const replica of replicas) {
      expect(await replica.status()).toMatchObject({ state: 'connected' });
    }
    await rig.replica().accessToken('referrals');
  });

  it('whose grant another one has used up meanwhile go on with the newer one', async () => {
    rig.entra.switches.refreshTokensOnce = true;
    await connected(rig);
    const other = rig.replica();
    // Between reading the grant and using it, somebody else uses it.
    const late = rig.replica({
      secrets: firstReadThen(secretsWith('a'), () => other.accessToken('referrals')),
    });
    expect(claimsOf(await late.accessToken('referrals')).upn).toBe(DEFAULT_USER);
    expect(await late.status()).toMatchObject({ state: 'connected', reason: null });
    await rig.replica().accessToken('webhooks');
  });

  it('do not write over a consent that was given while they renewed', async () => {
    await connected(rig);
    const other = rig.replica();
    const user = 'seller@contoso.example';
    const late = rig.replica({
      secrets: firstReadThen(secretsWith('a'), () => consent(other, rig.entra, { user })),
    });
    await late.accessToken('referrals');
    expect(claimsOf(await rig.replica().accessToken('referrals')).upn).toBe(user);
  });

  it('do not take what was said against a newer consent for settled by renewing the older one', async () => {
    await connected(rig);
    const other = rig.replica();
    const late = rig.replica({
      secrets: firstReadThen(secretsWith('a'), async () => {
        await consent(other, rig.entra);
        await other.mfaRefused('referrals', await other.accessToken('referrals'));
      }),
    });
    await late.accessToken('referrals');
    expect(await late.status()).toMatchObject({ reason: 'partner-center-mfa' });
  });

  it('do not end a consent that was given while the one before was refused to them', async () => {
    await connected(rig);
    rig.entra.resetPassword(DEFAULT_USER);
    const other = rig.replica();
    const late = rig.replica({
      secrets: firstReadThen(secretsWith('a'), () => consent(other, rig.entra)),
    });
    await late.accessToken('referrals');
    expect(await late.status()).toMatchObject({ state: 'connected' });
  });

  it('learn within a minute that a person has connected another one, and tell it', async () => {
    const [one, two] = [await connected(rig), rig.replica()];
    let told = 0;
    two.onReconnected(() => (told += 1));
    const refused = await two.accessToken('referrals');
    two.start();
    rig.entra.resetPassword(DEFAULT_USER);
    await failureOf(two.accessToken('referrals', { renew: true, refused }));
    await consent(one, rig.entra);
    await rig.pass(MINUTE / 3);
    expect(told).toBe(1);
    expect(await two.accessToken('referrals')).not.toBe(refused);
  });

  it('write the row once per renewal and not at all for a question', async () => {
    const signIn = await connected(rig);
    const version = await versionOfRow();
    await signIn.status();
    await signIn.accessToken('referrals');
    expect(await versionOfRow()).toBe(version);
    await signIn.accessToken('referrals', { renew: true });
    expect(await versionOfRow()).toBe(version + 1);
  });
});

describe('a sign-in in the store that cannot be opened', () => {
  it('is told as such while its key is missing, and works again when the key is back', async () => {
    await connected(rig);
    const without = rig.replica({ secrets: secretsWith('b') });
    expect(await without.status()).toMatchObject({ state: 'needs-reconnect', reason: unreadable });
    expect(await failureOf(without.accessToken('referrals'))).toMatchObject({ code: unreadable });
    await rig.replica({ secrets: secretsWith('b', 'a') }).accessToken('referrals');
  });

  it('is replaced by a new consent', async () => {
    await connected(rig);
    const without = rig.replica({ secrets: secretsWith('b') });
    expect(await consent(without, rig.entra)).toEqual({ kind: 'connected' });
    expect(await without.status()).toMatchObject({ state: 'connected' });
  });

  it('is refused when somebody changed the row', async () => {
    const signIn = await connected(rig);
    const database = new SqliteDatabase(rig.file);
    database.prepare('update secrets set version = version + 1').run();
    database.close();
    expect(await signIn.status()).toMatchObject({ state: 'needs-reconnect', reason: unreadable });
  });

  it('is none of ours when it was made for another app or tenant', async () => {
    await connected(rig);
    const other = rig.replica({ clientId: 'c0a5e11b-41d6-4e52-8f0c-00000000000f' });
    expect(await other.status()).toMatchObject({ state: 'not-connected' });
    expect(await rig.replica().status()).toMatchObject({ state: 'connected' });
  });
});

/** After the first read something happens before its answer is used. */
function firstReadThen(secrets: Secrets, happens: () => Promise<unknown>): Secrets {
  let isFirst = true;
  return {
    ...secrets,
    async read(name) {
      const row = await secrets.read(name);
      if (isFirst) {
        isFirst = false;
        await happens();
      }
      return row;
    },
  };
}
