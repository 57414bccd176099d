/** Single things that stay broken for long, while everything around them has to go on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deal,
  HELP,
  makeDeal,
  microsoftReferrals,
  ownReferrals,
  referralOf,
  SELLER,
} from './deals.ts';
import { expectSound } from './judge.ts';
import { ORGS, PATIENCE_MS, startRig, type Rig } from './rig.ts';

let rig: Rig;

describe.each(ORGS)('in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 51, org, timings: { profileMs: 200 } });
  });
  afterAll(() => rig?.stop());

  const REFERRALS = '/v1.0/engagements/referrals';
  const seller = () => rig.org.as(SELLER);

  /** Waits until the bridge knows the settings as they are now: health asks for them, and keeps them for a moment. */
  async function settingsRead(): Promise<void> {
    const loads = () =>
      rig.org.faults.calls().filter(({ url }) => url.endsWith('/cosell/v1/org')).length;
    // The next load may be under way already; the one after it is all new.
    const enough = loads() + 2;
    const load = async () => {
      await rig.operations('/health');
      return loads();
    };
    await expect.poll(load, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(enough);
  }

  describe('a referral that Partner Center never lets us change', () => {
    it('fails alone, is explained, holds nobody else up, and heals by itself', async () => {
      const sick = makeDeal(rig.org);
      const well = makeDeal(rig.org);
      await rig.quiet();
      const { id: sickReferral } = referralOf(rig, sick);
      rig.partnerCenter.faults.add({
        method: 'PATCH',
        path: sickReferral,
        do: 'status',
        status: 500,
        times: 0,
      });
      seller().update('Opportunity', sick, { Amount: 51_100 });
      const message = () => String(deal(rig, sick)['Co_Sell_Sync_Message__c']);
      for (let n = 1; !message().includes('for this referral only'); n++) {
        expect(n).toBeLessThan(30);
        seller().update('Opportunity', well, { Amount: 52_000 + 100 * n });
        const arrived = () => referralOf(rig, well).details.dealValue;
        await expect.poll(arrived, { timeout: PATIENCE_MS }).toBe(52_000 + 100 * n);
      }
      rig.partnerCenter.faults.clear();
      await rig.quiet();
      expect(referralOf(rig, sick).details.dealValue).toBe(51_100);
      expect(deal(rig, sick)).toMatchObject({
        Co_Sell_Sync_Status__c: 'Synced',
        Co_Sell_Sync_Message__c: null,
      });
    });
  });

  describe('a deal that is unlinked', () => {
    it('needs no answer of Partner Center for it', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      rig.partnerCenter.faults.add({
        method: 'GET',
        path: referralOf(rig, id).id,
        do: 'status',
        status: 404,
        times: 0,
      });
      seller().update('Opportunity', id, { Co_Sell_Request__c: 'Unlink' });
      const identifier = () => deal(rig, id)['Referral_Identifier__c'];
      await expect.poll(identifier, { timeout: PATIENCE_MS }).toBeNull();
      rig.partnerCenter.faults.clear();
      await rig.quiet();
    });

    it('and shared again gets a new referral, also when the answer is lost', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      const { id: old } = referralOf(rig, id);
      seller().update('Opportunity', id, { Co_Sell_Request__c: 'Unlink' });
      await rig.quiet();
      rig.partnerCenter.faults.add({
        method: 'POST',
        path: `${REFERRALS}$`,
        do: 'commit-then-drop',
      });
      seller().update('Opportunity', id, { Sync_with_Partner_Center__c: true, Amount: 53_000 });
      await rig.quiet();
      const fresh = ownReferrals(rig, id).filter((referral) => referral.id !== old);
      expect(fresh).toHaveLength(1);
      expect(deal(rig, id)).toMatchObject({
        Referral_Identifier__c: fresh[0]?.id,
        Co_Sell_Sync_Status__c: 'Synced',
      });
    });
  });

  describe('sharing switched off for the org', () => {
    it('sends nothing, invites nobody, says so, and goes on when it is on again', async () => {
      const shared = makeDeal(rig.org, { contact: true });
      await rig.quiet();
      const admin = rig.org.as('system');
      const row = admin.create('Co_Sell_Setting__mdt', { DeveloperName: 'Org', Share__c: 'Off' });
      await settingsRead();
      seller().update('Opportunity', shared, { How_can_Microsoft_help__c: HELP, Amount: 54_000 });
      const waiting = makeDeal(rig.org);
      await rig.quiet();
      expect(microsoftReferrals(rig, referralOf(rig, shared).engagementId)).toEqual([]);
      expect(referralOf(rig, shared).details.dealValue).toBe(50_000);
      expect(ownReferrals(rig, waiting)).toEqual([]);
      expect(String(deal(rig, waiting)['Co_Sell_Sync_Message__c'])).toContain('switched off');
      admin.update('Co_Sell_Setting__mdt', row, { Share__c: 'On' });
      await settingsRead();
      for (const id of [shared, waiting])
        seller().update('Opportunity', id, { Co_Sell_Request__c: 'Sync Now' });
      await rig.quiet();
      expect(referralOf(rig, shared).details.dealValue).toBe(54_000);
      expect(microsoftReferrals(rig, referralOf(rig, shared).engagementId)).toHaveLength(1);
      expect(deal(rig, waiting)).toMatchObject({ Co_Sell_Sync_Status__c: 'Synced' });
    });
  });

  /** The service makes Microsoft's referral with ours, and the list of the engagement is behind so often. */
  function shareWhileListsAreBehind(times: number): string {
    const { faults, referral, referrals } = rig.partnerCenter;
    let left = times;
    faults.onCall = ({ method, url }) => {
      const path = /filter=engagementId/;
      const own = referrals().find(({ engagementId }) => url.includes(engagementId));
      if (method !== 'GET' || !path.test(url) || !own || left-- <= 0) return;
      faults.add({
        path: own.engagementId,
        do: 'status',
        status: 200,
        body: { value: [referral(own.id)] },
      });
    };
    return makeDeal(rig.org, { contact: true, fields: { How_can_Microsoft_help__c: HELP } });
  }

  const invitations = (): number =>
    rig.partnerCenter.faults
      .calls()
      .filter(({ method, url }) => method === 'POST' && url === REFERRALS).length;

  const warnedTimes = (id: string): number =>
    rig.org.journal
      .entries()
      .filter((entry) => entry.id === id && entry.changed.includes('Co_Sell_Sync_Status__c'))
      .filter(({ after }) => after?.['Co_Sell_Sync_Status__c'] === 'Needs Attention').length;

  describe("Microsoft's referral made by the service while we ask for it", () => {
    beforeAll(() => void (rig.partnerCenter.switches.autoCreateMicrosoftReferral = true));
    afterAll(() => {
      rig.partnerCenter.switches.autoCreateMicrosoftReferral = false;
      rig.partnerCenter.faults.onCall = undefined;
    });

    it('is found, and nobody is bothered', async () => {
      const lag = rig.partnerCenter.switches.listLagMs;
      rig.partnerCenter.switches.listLagMs = [0, 0];
      const before = invitations();
      const id = shareWhileListsAreBehind(1);
      await rig.quiet();
      rig.partnerCenter.switches.listLagMs = lag;
      expect(invitations(), 'one for the deal, and one that was refused').toBe(before + 2);
      expect(deal(rig, id)).toMatchObject({ Microsoft_Status__c: 'Pending' });
      expect(warnedTimes(id)).toBe(0);
    });

    it('is said once while the list stays behind, and heals by itself', async () => {
      const id = shareWhileListsAreBehind(Infinity);
      await expect.poll(() => warnedTimes(id), { timeout: PATIENCE_MS }).toBe(1);
      rig.partnerCenter.faults.onCall = undefined;
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({
        Co_Sell_Sync_Status__c: 'Synced',
        Co_Sell_Sync_Message__c: null,
        Microsoft_Status__c: 'Pending',
      });
      expect(warnedTimes(id)).toBe(1);
    });
  });

  it('and the checker finds nothing in all of it', async () => {
    await rig.quiet();
    expectSound(rig);
    expect(rig.org.idleChanges()).toEqual([]);
  });
});
