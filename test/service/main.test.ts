/** The process itself, as an administrator meets it. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newPrivateKey } from './keys-for-tests.ts';

let folder: string;
let processes: ChildProcessWithoutNullStreams[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'main-'));
});
afterEach(() => {
  for (const process of processes) process.kill('SIGKILL');
  processes = [];
  rmSync(folder, { recursive: true, force: true });
});

const SEALING_KEY = `2026:${randomBytes(32).toString('base64')}`;
const PRIVATE_KEY = newPrivateKey();

function keyFile(): string {
  const path = join(folder, 'salesforce.pem');
  writeFileSync(path, PRIVATE_KEY);
  return path;
}

/** Nothing listens on port 9: both hosts are down, which must not keep the bridge from taking calls. */
const settings = () => ({
  PORT: '0',
  DATA_DIR: folder,
  ORG_KEYS: 'org-key-0123456789-0123456789-abc',
  OPERATIONS_KEYS: 'operations-key-0123456789-0123456789',
  SALESFORCE_URL: 'http://127.0.0.1:9',
  SALESFORCE_ORG_ID: '00D5g000004XyZaEAK',
  SALESFORCE_CLIENT_ID: '3MVG9.co-sell-bridge',
  SALESFORCE_USERNAME: 'bridge@fabrikam.example',
  SALESFORCE_KEY_FILE: keyFile(),
  PARTNER_CENTER_URL: 'http://127.0.0.1:9',
  PARTNER_CENTER_TENANT_ID: '7c1fa3d0-1111-4222-8333-444455556666',
  PARTNER_CENTER_ORGANIZATION_ID: '9d2fa3d0-1111-4222-8333-444455556666',
  PARTNER_CENTER_WEBHOOKS_URL: 'http://127.0.0.1:9',
  PARTNER_CENTER_AUTHORITY: 'https://127.0.0.1:9',
  PARTNER_CENTER_CLIENT_ID: '0f2fa3d0-1111-4222-8333-444455556666',
  PARTNER_CENTER_CLIENT_SECRET: 'swordfish-partner-center',
  PUBLIC_URL: 'https://bridge.fabrikam.example',
  SEALING_KEYS: SEALING_KEY,
});

function startProcess(env: { [name: string]: string }, nodeOptions: string[] = []) {
  const child = spawn(process.execPath, [...nodeOptions, 'service/start.mjs'], { env });
  processes.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const exit = Promise.withResolvers<number | null>();
  child.on('close', (code) => exit.resolve(code));
  return { child, exit: exit.promise, stdout: () => out, stderr: () => err };
}

async function listening(started: ReturnType<typeof startProcess>): Promise<string> {
  const early = started.exit.then((code) => {
    throw new Error(`ended with ${code}: ${started.stderr()}${started.stdout()}`);
  });
  early.catch(() => undefined);
  const address = () => /"address":"([^"]+)"/.exec(started.stdout())?.[1];
  await Promise.race([early, expect.poll(address, { timeout: 20_000 }).toBeDefined()]);
  return address() ?? '';
}

describe('a start', () => {
  it('with wrong settings says all of them on stderr and exits 78', async () => {
    const { exit, stdout, stderr } = startProcess({ ...settings(), PORT: 'x', LOG_LEVEL: 'loud' });
    expect(await exit).toBe(78);
    expect(stderr()).toMatch(
      /^Co-Sell Bridge cannot start: 2 settings are wrong or missing\.\n {2}PORT: /,
    );
    expect(stderr()).toMatch(/\n {2}LOG_LEVEL: .*\n$/);
    expect(stdout()).toBe('');
  });

  it('on an older Node says so in a sentence', async () => {
    const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })`;
    const preload = `data:text/javascript,${encodeURIComponent(older)}`;
    const { exit, stderr } = startProcess(settings(), ['--import', preload]);
    expect(await exit).toBe(78);
    expect(stderr()).toMatch(
      /^Co-Sell Bridge cannot start: expected Node\.js 24 or newer; this is 20\.1\.0\. .*\n$/,
    );
  });

  it('on a port that is taken says which and exits 78', async () => {
    const first = startProcess(settings());
    const { port } = new URL(await listening(first));
    const second = startProcess({ ...settings(), PORT: port, DATA_DIR: join(folder, 'second') });
    expect(await second.exit).toBe(78);
    expect(second.stderr()).toMatch(
      new RegExp(`cannot start: Port ${port} on 127\\.0\\.0\\.1: another`),
    );
  });

  it('with a replaced webhook trust warns of it', async () => {
    const trust = join(folder, 'trust.json');
    writeFileSync(trust, '{"subject":"sandbox.example"}');
    const started = startProcess({ ...settings(), WEBHOOK_TRUST_FILE: trust });
    await listening(started);
    expect(started.stdout()).toMatch(/"level":"warn".*"replaced":\["subject"\]/);
  });
});

describe('a running bridge', () => {
  it('takes rings while both hosts are down, and stops in good order when asked', async () => {
    const started = startProcess(settings());
    const address = await listening(started);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    const answer = await fetch(`${address}/v1/records/changed`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${settings().ORG_KEYS}`,
        'x-co-sell-org': settings().SALESFORCE_ORG_ID,
      },
      body: JSON.stringify({ ids: ['0065g00000AbCdEAAV'], more: false }),
    });
    expect(answer.status).toBe(202);
    started.child.kill('SIGTERM');
    expect(await started.exit).toBe(0);
    expect(started.stdout()).toMatch(/"msg":"stopping"[^]*"msg":"stopped"\}\n$/);
    expect(started.stdout() + started.stderr()).not.toMatch(/swordfish|key-0123456789/);
    expect(started.stdout() + started.stderr()).not.toContain(SEALING_KEY.split(':')[1]);
    const token = /^[\w-]{43}$/m.exec(started.stderr())?.[0];
    expect(started.stderr()).toContain('open https://bridge.fabrikam.example/setup');
    expect(token).toBeDefined();
    expect(started.stdout()).not.toContain(token);
  });
});
