/** Requests that time out for us and are carried out later all the same: the unkindest thing a host does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextYear } from '../sandbox/kit/days.ts';
import {
  deal,
  HELP,
  makeDeal,
  microsoftReferrals,
  recordsOf,
  referralOf,
  SELLER,
} from './deals.ts';
import { expectSound } from './judge.ts';
import { ORGS, PATIENCE_MS, startRig, type Rig } from './rig.ts';

let rig: Rig;

describe.each(ORGS)('in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 41, org, timings: LONG_LOOKS });
  });
  afterAll(() => rig?.stop());

  const REFERRALS = '/v1.0/engagements/referrals';
  /** Later than the first looks for it, and much earlier than the last: a loaded machine carries it out even later. */
  const LATE_MS = 1_000;
  const LONG_LOOKS = { createLooksMs: [200, 400, 800, 1_500, 10_000], lateCommitMs: 10_000 };

  /** Waits for the next call of that method to arrive at Partner Center. */
  async function untilCalled(wanted: string): Promise<void> {
    const from = rig.partnerCenter.faults.calls().length;
    const came = () =>
      rig.partnerCenter.faults
        .calls()
        .slice(from)
        .some(({ method }) => method === wanted);
    await expect.poll(came, { timeout: PATIENCE_MS, interval: 10 }).toBe(true);
  }

  describe('a request that is carried out after its time-out', () => {
    it('a create is looked for until it shows, and not sent twice', async () => {
      rig.partnerCenter.faults.add({
        method: 'POST',
        path: `${REFERRALS}$`,
        do: 'late-commit',
        lateMs: LATE_MS,
      });
      const id = makeDeal(rig.org);
      await rig.quiet();
      expect(deal(rig, id)).toMatchObject({ Referral_Identifier__c: referralOf(rig, id).id });
    });

    it('an edit made while the outcome was open is sent afterwards', async () => {
      rig.partnerCenter.faults.add({
        method: 'POST',
        path: `${REFERRALS}$`,
        do: 'late-commit',
        lateMs: LATE_MS,
      });
      const id = makeDeal(rig.org);
      await untilCalled('POST');
      rig.org.as(SELLER).update('Opportunity', id, { Amount: 51_200 });
      await rig.quiet();
      expect(referralOf(rig, id).details.dealValue).toBe(51_200);
    });

    it('an invitation is not sent twice', async () => {
      rig.partnerCenter.faults.add({
        method: 'POST',
        path: `${REFERRALS}$`,
        skip: 1,
        do: 'late-commit',
        lateMs: LATE_MS,
      });
      const id = makeDeal(rig.org, { contact: true, fields: { How_can_Microsoft_help__c: HELP } });
      await rig.quiet();
      expect(microsoftReferrals(rig, referralOf(rig, id).engagementId)).toHaveLength(1);
    });

    it('a PATCH invents no conflict, and what was typed meanwhile wins', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      rig.partnerCenter.faults.add({ method: 'PATCH', do: 'late-commit', lateMs: 300 });
      rig.org.as(SELLER).update('Opportunity', id, { Amount: 52_100 });
      await untilCalled('PATCH');
      rig.org.as(SELLER).update('Opportunity', id, { Amount: 52_200 });
      await rig.quiet();
      expect(referralOf(rig, id).details.dealValue).toBe(52_200);
      expect(deal(rig, id)['Amount']).toBe(52_200);
      const conflicts = rig.org.query(
        `SELECT Id FROM Co_Sell_Audit_Entry__c WHERE Record_Id__c = '${id}' AND Action__c = 'conflict'`,
      );
      expect(conflicts).toEqual([]);
    });

    it('a change of the record that arrives late overwrites nobody', async () => {
      const id = makeDeal(rig.org);
      await rig.quiet();
      rig.org.faults.add({
        method: 'POST',
        path: '/cosell/v1/changes',
        do: 'late-commit',
        lateMs: 300,
      });
      rig.partnerCenter.asPartnerPortal(referralOf(rig, id).id, { closingDate: nextYear('08-08') });
      await rig.quiet();
      expect(deal(rig, id)['CloseDate']).toBe(nextYear('08-08'));
    });

    it('an inbound deal whose record is made late is one record, and the seller keeps what they typed', async () => {
      rig.org.faults.add({
        method: 'POST',
        path: '/cosell/v1/changes',
        do: 'late-commit',
        lateMs: 300,
      });
      const { id: referralId } = rig.partnerCenter.createInbound();
      await expect.poll(() => recordsOf(rig, referralId).length, { timeout: PATIENCE_MS }).toBe(1);
      const recordId = String(recordsOf(rig, referralId)[0]?.['Id']);
      rig.org.as(SELLER).update('Opportunity', recordId, { Amount: 77_700 });
      await rig.quiet();
      expect(recordsOf(rig, referralId)).toHaveLength(1);
      expect(deal(rig, recordId)['Amount']).toBe(77_700);
    });

    it('an inbound record whose making was never confirmed keeps what the seller typed into it', async () => {
      const kill = { pid: rig.bridge.pid, when: 'commit' } as const;
      rig.org.faults.add({ method: 'POST', path: '/cosell/v1/changes', do: 'pass', kill });
      const { id: referralId } = rig.partnerCenter.createInbound();
      await rig.bridge.ended();
      const recordId = String(recordsOf(rig, referralId)[0]?.['Id']);
      rig.org.as(SELLER).update('Opportunity', recordId, { Amount: 88_800 });
      await rig.bridge.start();
      await rig.quiet();
      expect(recordsOf(rig, referralId)).toHaveLength(1);
      expect(deal(rig, recordId)['Amount']).toBe(88_800);
    });

    it('and the checker finds nothing in all of it', async () => {
      await rig.quiet();
      expectSound(rig);
    });
  });
});
