import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createClock } from '../kit/clock.ts';
import { startOrg } from '../org/server.ts';
import { startPartnerCenter } from '../partner-center/server.ts';
import { createDeal, SELLER } from './deals.ts';
import { keepSaving, readSavedWorld, type SavedWorld } from './saved-world.ts';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function startWorld(seed: number, saved?: SavedWorld) {
  const clock = createClock({ mode: 'real' });
  const org = await startOrg({ clock, seed, ...(saved ? { saved: saved.org } : {}) });
  const partnerCenter = await startPartnerCenter({
    clock,
    seed,
    ...(saved ? { saved: saved.partnerCenter } : {}),
  });
  ends.push(async () => {
    await Promise.all([org.stop(), partnerCenter.stop()]);
    clock.stop();
  });
  return { org, partnerCenter };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'co-sell-saved-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const DEAL = { customer: 'Fabrikam', name: 'Robots', amount: 50_000, closeDate: '2027-03-31' };

it('what both stand-ins hold is the same in the next run, stamps and all', async () => {
  const folder = newFolder();
  const before = await startWorld(1);
  const keeper = keepSaving(before, folder);
  const id = createDeal(before.org, { ...DEAL, solution: 'SOL-12345-ABC' });
  const inbound = before.partnerCenter.createInbound();
  keeper.stop();

  const after = await startWorld(2, readSavedWorld(folder));
  const rows = 'SELECT Id, Name, Amount, SystemModstamp, OwnerId FROM Opportunity';
  expect(before.org.query(rows)).toHaveLength(1);
  expect(after.org.query(rows)).toEqual(before.org.query(rows));
  expect(after.partnerCenter.referrals()).toEqual([inbound]);
  const nobodys = [...after.org.journal.entries(), ...after.partnerCenter.journal.entries()];
  expect(nobodys).toEqual([]);

  after.org.as(SELLER).update('Opportunity', id, { Amount: 60_000 });
  expect(after.org.as(SELLER).get('Opportunity', id)).toMatchObject({ Amount: 60_000 });
  expect(after.partnerCenter.asMicrosoft(inbound.id, { dealValue: 7 }).details.dealValue).toBe(7);
});

it('new records and referrals get ids that no kept one has', async () => {
  const folder = newFolder();
  const before = await startWorld(1);
  const keeper = keepSaving(before, folder);
  const old = [createDeal(before.org, DEAL), createDeal(before.org, DEAL)];
  const oldReferral = before.partnerCenter.createInbound();
  keeper.stop();
  const after = await startWorld(2, readSavedWorld(folder));
  const fresh = createDeal(after.org, DEAL);
  expect(old).not.toContain(fresh);
  expect(after.org.query('SELECT Id FROM Opportunity')).toHaveLength(3);
  expect(after.partnerCenter.createInbound().id).not.toBe(oldReferral.id);
  expect(after.partnerCenter.referrals()).toHaveLength(2);
});

it('a folder in which nothing was saved is a first run', () => {
  expect(readSavedWorld(newFolder())).toBeUndefined();
});
