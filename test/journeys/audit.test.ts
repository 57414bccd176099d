/** The history of a deal: who did what, told once, and that nobody changes it behind the bridge's back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextYear } from '../sandbox/kit/days.ts';
import { deal, makeDeal, recordsOf, SELLER } from './deals.ts';
import { ORGS, startRig, type Rig } from './rig.ts';

/** Compiling the package takes a loaded machine its time. */
const READY_WITHIN_MS = 240_000;
/** Beyond the days that the package keeps. */
const LONG_AGO_MS = 400 * 86_400_000;

let rig: Rig;
describe.each(ORGS)('the history of a deal in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 31, org });
  }, READY_WITHIN_MS);
  afterAll(() => rig?.stop());

  type Row = Record<string, unknown>;
  const entriesOf = (recordId: string): Row[] =>
    rig.org.query(
      `SELECT Id, Occurred__c, Actor__c, Side__c, Action__c, Field__c, Before__c, After__c, Reason__c, Entry_Key__c FROM Co_Sell_Audit_Entry__c WHERE Record_Id__c = '${recordId}' ORDER BY Occurred__c, Name`,
    );
  const ofAction = (recordId: string, action: string): Row =>
    entriesOf(recordId).find((row) => row['Action__c'] === action) ?? {};
  const verify = async (query = ''): Promise<{ findings: object[]; [name: string]: unknown }> => {
    const answer = await rig.operations(`/audit/verify${query}`);
    expect(answer.status).toBe(200);
    return (await answer.json()) as { findings: object[] };
  };

  it('shows entries that somebody changed, removed or added, here and in the store of the bridge', async () => {
    const id = makeDeal(rig.org);
    await rig.quiet();
    rig.org.as(SELLER).update('Opportunity', id, { Amount: 71_000, CloseDate: nextYear('04-30') });
    await rig.quiet();
    // Written by a trigger: outside of the chain, and never missed.
    rig.org.as(SELLER).update('Opportunity', id, { Co_Sell_Request__c: 'Sync Now' });
    await rig.quiet();
    const fine = await verify();
    expect(fine).toMatchObject({ findings: [], isOrgChecked: true, next: null });
    expect(Number(fine['entries'])).toBe(
      entriesOf(id).filter((row) => row['Action__c'] !== 'requested').length,
    );

    const sent = entriesOf(id).filter((row) => row['Action__c'] === 'sent');
    const [value, date] = ['dealValue', 'closingDate'].map((field) =>
      sent.find((row) => row['Field__c'] === field),
    );
    const shared = ofAction(id, 'shared');
    rig.org.as('system').update('Co_Sell_Audit_Entry__c', String(value?.['Id']), {
      After__c: '99',
      Actor__c: 'Nobody',
    });
    rig.org.as('system').delete('Co_Sell_Audit_Entry__c', String(date?.['Id']));
    await rig.tamper(
      `update audit set entry = replace(entry, 'shared', 'linked') where entry_key = '${String(shared['Entry_Key__c'])}'`,
    );
    const told = { recordId: id, fields: [] };
    const { findings } = await verify();
    expect(findings).toHaveLength(3);
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...told,
          ...{ where: 'store', kind: 'changed', entryKey: shared['Entry_Key__c'] },
        }),
        expect.objectContaining({
          ...{ ...told, where: 'org', kind: 'changed', entryKey: value?.['Entry_Key__c'] },
          fields: ['actor', 'after'],
        }),
        expect.objectContaining({
          ...{ ...told, where: 'org', kind: 'removed', entryKey: date?.['Entry_Key__c'] },
        }),
      ]),
    );
    expect(deal(rig, id)).toMatchObject({ Co_Sell_Sync_Status__c: 'Synced' });
  });

  it('tells an accept once, with who accepted, and the stage that follows as no change elsewhere', async () => {
    const inbound = rig.partnerCenter.createInbound();
    await rig.quiet();
    const id = String(recordsOf(rig, inbound.id)[0]?.['Id']);
    rig.org.as(SELLER).update('Opportunity', id, { Referral_Response__c: 'Accept' });
    await rig.quiet();
    const aboutStatus = entriesOf(id).filter((row) => row['Field__c'] === 'status');
    expect(aboutStatus).toMatchObject([
      {
        Action__c: 'accepted',
        Side__c: 'partnerCenter',
        Before__c: 'pending',
        After__c: 'accepted',
      },
      { Action__c: 'followed', Side__c: 'salesforce', Actor__c: 'Co-Sell Bridge' },
    ]);
    expect(aboutStatus[0]?.['Actor__c']).toBe(ofAction(id, 'requested')['Actor__c']);
    expect(String(deal(rig, id)['Audit__c'])).toContain('accepted status: pending → accepted');
  });

  it('tells a decline with its reason, and an end in Partner Center as one there', async () => {
    const [declined, ended] = [
      rig.partnerCenter.createInbound(),
      rig.partnerCenter.createInbound(),
    ];
    await rig.quiet();
    const idOf = (referral: { id: string }) => String(recordsOf(rig, referral.id)[0]?.['Id']);
    const [declinedId, endedId] = [idOf(declined), idOf(ended)];
    rig.org.as(SELLER).update('Opportunity', declinedId, {
      Referral_Response__c: 'Decline',
      Referral_Response_Reason__c: 'Not a customer',
    });
    rig.org.as(SELLER).update('Opportunity', endedId, { Referral_Response__c: 'Accept' });
    await rig.quiet();
    rig.partnerCenter.asPartnerPortal(ended.id, { status: 'Closed', substatus: 'Won' });
    await rig.quiet();
    expect(ofAction(declinedId, 'declined')).toMatchObject({
      ...{ Side__c: 'partnerCenter', After__c: 'declined', Reason__c: 'Not a customer' },
      Actor__c: ofAction(declinedId, 'requested')['Actor__c'],
    });
    expect(ofAction(endedId, 'closed')).toMatchObject({
      ...{ Side__c: 'salesforce', Actor__c: 'Partner Center', After__c: 'won' },
    });
  });

  it('tells that Sync went off and on again, once each', async () => {
    const id = makeDeal(rig.org);
    await rig.quiet();
    for (const isOn of [false, true]) {
      rig.org.as(SELLER).update('Opportunity', id, { Sync_with_Partner_Center__c: isOn });
      await rig.quiet();
    }
    const actions = entriesOf(id).map((row) => row['Action__c']);
    expect(actions.filter((action) => action === 'paused' || action === 'resumed')).toEqual([
      'paused',
      'resumed',
    ]);
  });

  it('forgets what is older than the org keeps, here and there, and stays a chain', async () => {
    const id = makeDeal(rig.org);
    await rig.quiet();
    await rig.bridge.kill();
    const old = rig.org.query('SELECT Id, Occurred__c FROM Co_Sell_Audit_Entry__c');
    for (const { Id, Occurred__c } of old) {
      const at = new Date(Date.parse(String(Occurred__c)) - LONG_AGO_MS).toISOString();
      rig.org.as('system').update('Co_Sell_Audit_Entry__c', String(Id), { Occurred__c: at });
    }
    await rig.tamper(`update audit set recorded_at = recorded_at - ${LONG_AGO_MS}`);
    await rig.tamper(`update cursors set value = '2020-01-01' where name = 'history'`);
    rig.org.as(SELLER).update('Opportunity', id, { Amount: 75_000 });
    await rig.bridge.start();
    const actions = () => entriesOf(id).map((row) => row['Action__c']);
    await expect.poll(actions, { timeout: READY_WITHIN_MS }).not.toContain('shared');
    await rig.quiet();
    expect(actions()).toContain('sent');
    const left = rig.org.query('SELECT Id FROM Co_Sell_Audit_Entry__c').map((row) => row['Id']);
    expect(left.filter((one) => old.some((row) => row['Id'] === one))).toEqual([]);
    // What was tampered with above went as well, and each chain goes on from what it remembers of its last removed row.
    expect(await verify()).toMatchObject({ findings: [], isOrgChecked: true });
    expect(Number((await verify())['entries'])).toBe(left.length);
    rig.org.as(SELLER).update('Opportunity', id, { Amount: 76_000 });
    await rig.quiet();
    expect(await verify()).toMatchObject({ findings: [] });
  });
});
