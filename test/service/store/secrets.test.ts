import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SecretUnreadable } from '../../../service/src/errors.ts';
import { migrate } from '../../../service/src/store/migrate.ts';
import type { Db } from '../../../service/src/store/schema.ts';
import { parseSealingKeys } from '../../../service/src/store/sealing.ts';
import { createSecrets } from '../../../service/src/store/secrets.ts';
import { openSqlite } from '../../../service/src/store/sqlite.ts';
import { keyText } from './sealing-keys.ts';

const TEXT = '{"refresh_token":"0.AAAA-refresh-token-of-a-person"}';
const keysOf = (...names: string[]) => parseSealingKeys(names.map(keyText).join(','));

let folder: string;
let file: string;
let db: Db;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'co-sell-secrets-'));
  file = join(folder, 'store.sqlite');
  db = openSqlite(file);
  await migrate(db);
});
afterEach(async () => {
  await db.destroy();
  await rm(folder, { recursive: true });
});

const change = (sql: string, ...values: unknown[]) => {
  const database = new SqliteDatabase(file);
  const { changes } = database.prepare(sql).run(...values);
  database.close();
  expect(changes).toBeGreaterThan(0);
};
const sealedOf = async (name: string) =>
  (await db.selectFrom('secrets').selectAll().where('name', '=', name).executeTakeFirstOrThrow())
    .sealed;
const failureOf = async (read: Promise<unknown>) => {
  const failure = await read.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof SecretUnreadable)) throw new Error('Expected it to be unreadable.');
  return failure;
};

describe('secrets in the store', () => {
  it('come back as they were written, and nothing of them stands in the file', async () => {
    const secrets = createSecrets(db, keysOf('a'));
    expect(await secrets.read('tokens')).toBeUndefined();
    expect(await secrets.write('tokens', TEXT, null)).toBe(true);
    expect(await secrets.read('tokens')).toEqual({ text: TEXT, version: 1 });
    for (const name of [file, `${file}-wal`]) {
      const raw = await readFile(name, 'latin1');
      expect(raw).not.toContain('refresh');
      expect(raw).not.toContain(Buffer.from(TEXT).toString('base64').slice(8, 40));
    }
  });

  it('are written by whoever read the newest version, and by nobody else', async () => {
    const secrets = createSecrets(db, keysOf('a'));
    expect(await secrets.write('tokens', 'one', null)).toBe(true);
    expect(await secrets.write('tokens', 'also one', null)).toBe(false);
    expect(await secrets.write('tokens', 'two', 1)).toBe(true);
    expect(await secrets.write('tokens', 'also two', 1)).toBe(false);
    expect(await secrets.read('tokens')).toEqual({ text: 'two', version: 2 });
    expect(await secrets.remove('tokens', 1)).toBe(false);
    expect(await secrets.remove('tokens', 2)).toBe(true);
    expect(await secrets.read('tokens')).toBeUndefined();
  });

  it('let one of many writers at once win each version', async () => {
    const secrets = createSecrets(db, keysOf('a'));
    const race = (expected: number | null) =>
      Promise.all([1, 2, 3, 4].map((n) => secrets.write('tokens', `by ${n}`, expected)));
    expect((await race(null)).filter(Boolean)).toHaveLength(1);
    expect((await race(1)).filter(Boolean)).toHaveLength(1);
  });
});

describe('a tampered row', () => {
  const attacks: [what: string, attack: (sealed: string) => string][] = [
    ['cut by one character', (sealed) => sealed.slice(0, -1)],
    ['cut by its whole tag', (sealed) => sealed.slice(0, -22)],
    ['cut to its head', (sealed) => sealed.split('.').slice(0, 3).join('.')],
    ['empty', () => ''],
    ['with a part more', (sealed) => `${sealed}.AAAA`],
    ['padded', (sealed) => `${sealed}=`],
    ['of another format', (sealed) => sealed.replace('v1', 'v2')],
    ['said to be sealed by another key that we have', (sealed) => sealed.replace('.a.', '.b.')],
    ['said to be sealed by a key that we do not have', (sealed) => sealed.replace('.a.', '.z.')],
  ];
  it.each(attacks)('%s is refused, with a sentence that holds no secret', async (_what, attack) => {
    const secrets = createSecrets(db, keysOf('a', 'b'));
    await secrets.write('tokens', TEXT, null);
    const sealed = await sealedOf('tokens');
    change('update secrets set sealed = ?', attack(sealed));
    const failure = await failureOf(secrets.read('tokens'));
    expect(failure.message).toMatch(/"tokens".*(SEALING_KEYS|sign in again)/);
    expect(failure.message).not.toContain(sealed.split('.')[3]);
    expect(failure.version).toBe(1);
  });

  it('does not open with any single character changed', async () => {
    const secrets = createSecrets(db, keysOf('a'));
    await secrets.write('tokens', TEXT, null);
    const sealed = await sealedOf('tokens');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sealed.length - 1),
        fc.constantFrom(...'ABYZabyz0189-_.=+/ '),
        async (at, character) => {
          fc.pre(sealed[at] !== character);
          change(
            'update secrets set sealed = ?',
            sealed.slice(0, at) + character + sealed.slice(at + 1),
          );
          await expect(secrets.read('tokens')).rejects.toBeInstanceOf(SecretUnreadable);
        },
      ),
    );
  });

  it('does not open under the name of another row', async () => {
    const secrets = createSecrets(db, keysOf('a'));
    await secrets.write('mine', 'my secret', null);
    await secrets.write('yours', 'your secret', null);
    change('update secrets set sealed = ? where name = ?', await sealedOf('yours'), 'mine');
    expect((await failureOf(secrets.read('mine'))).because).toBe('altered');
  });

  it('does not open when an older text was put back', async () => {
    const secrets = createSecrets(db, keysOf('a'));
    await secrets.write('tokens', 'old', null);
    const old = await sealedOf('tokens');
    await secrets.write('tokens', 'new', 1);
    change('update secrets set sealed = ?', old);
    expect((await failureOf(secrets.read('tokens'))).because).toBe('altered');
  });
});

describe('sealing keys', () => {
  it('change without a sign-in: the older one opens, the first one seals', async () => {
    await createSecrets(db, keysOf('old')).write('tokens', TEXT, null);
    const rotated = createSecrets(db, keysOf('new', 'old'));
    expect(await rotated.read('tokens')).toEqual({ text: TEXT, version: 1 });
    expect(await rotated.write('tokens', TEXT, 1)).toBe(true);
    expect((await createSecrets(db, keysOf('new')).read('tokens'))?.text).toBe(TEXT);
  });

  it('are all replaced by a reseal, which names what it could not open and keeps it', async () => {
    await createSecrets(db, keysOf('lost')).write('gone', TEXT, null);
    await createSecrets(db, keysOf('old')).write('tokens', TEXT, null);
    const rotated = createSecrets(db, keysOf('new', 'old'));
    expect(await rotated.reseal()).toEqual({ resealed: 1, unreadable: ['gone'] });
    expect(await rotated.reseal()).toEqual({ resealed: 0, unreadable: ['gone'] });
    expect((await createSecrets(db, keysOf('new')).read('tokens'))?.text).toBe(TEXT);
    expect((await createSecrets(db, keysOf('lost')).read('gone'))?.text).toBe(TEXT);
  });

  it('of another value under the same name are noticed', async () => {
    await createSecrets(db, keysOf('a')).write('tokens', TEXT, null);
    const other = createSecrets(db, parseSealingKeys(keyText('b').replace('b:', 'a:')));
    expect((await failureOf(other.read('tokens'))).because).toBe('altered');
  });

  it('that are lost leave a row that can be replaced by its version', async () => {
    await createSecrets(db, keysOf('lost')).write('tokens', TEXT, null);
    const secrets = createSecrets(db, keysOf('new'));
    const { because, version } = await failureOf(secrets.read('tokens'));
    expect(because).toBe('unknown-key');
    expect(await secrets.write('tokens', 'anew', version)).toBe(true);
    expect((await secrets.read('tokens'))?.text).toBe('anew');
  });
});
