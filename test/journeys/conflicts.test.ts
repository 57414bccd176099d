/** What becomes of a field that both sides changed: by its rule, or by a person's choice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roundedIn } from './customs.ts';
import { deal, makeDeal, referralOf, SELLER } from './deals.ts';
import { expectSound } from './judge.ts';
import { ORGS, startRig, type Rig } from './rig.ts';

/** Compiling the package takes a loaded machine its time. */
const READY_WITHIN_MS = 240_000;
type Saved = { at: string | null; by: string | null };
type Tile = {
  field: string;
  hash: string;
  since: string;
  saved?: { salesforce: Saved; partnerCenter: Saved };
  again?: boolean;
};

let rig: Rig;
describe.each(ORGS)('a field changed on both sides in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 32, org });
  }, READY_WITHIN_MS);
  afterAll(() => rig?.stop());

  const tilesOf = (id: string): Tile[] =>
    JSON.parse(String(deal(rig, id)['Co_Sell_Conflicts__c'] ?? '[]')) as Tile[];
  const conflictsOf = (id: string) =>
    rig.org.query(
      `SELECT Before__c, After__c, Side__c, Reason__c FROM Co_Sell_Audit_Entry__c WHERE Record_Id__c = '${id}' AND Action__c = 'conflict'`,
    );

  /** Both edits are there before the bridge sees either. */
  async function atOnce(id: string, ours: object, theirs: object): Promise<void> {
    const { id: referralId } = referralOf(rig, id);
    await rig.bridge.kill();
    rig.org.as(SELLER).update('Opportunity', id, { ...ours });
    rig.partnerCenter.asPartnerPortal(referralId, { ...theirs });
    await rig.bridge.start();
    await rig.quiet();
  }
  const choose = (id: string, side: string, hash: string) =>
    rig.org.as(SELLER).update('Opportunity', id, {
      Co_Sell_Conflict_Choices__c: JSON.stringify({ notes: `${side}@${hash}` }),
    });

  it('is decided by its rule, and the history keeps the value that gave way', async () => {
    const id = makeDeal(rig.org);
    await rig.quiet();
    await atOnce(id, { Amount: 91_100 }, { dealValue: 92_200 });
    const kept = roundedIn(rig, 91_100);
    expect(referralOf(rig, id).details.dealValue).toBe(kept);
    expect(conflictsOf(id)).toMatchObject([
      { Before__c: '92200', After__c: String(kept), Side__c: 'salesforce', Reason__c: 'rule' },
    ]);
    expect(String(deal(rig, id)['Audit__c'])).toContain(
      `conflict dealValue: 92200 → ${kept} — rule`,
    );
    expect(tilesOf(id)).toEqual([]);
  });

  it('asks again when a value changed after the choice, says so, and then takes the new choice', async () => {
    const id = makeDeal(rig.org, { fields: { Co_Sell_Notes__c: 'Pilot' } });
    await rig.quiet();
    await atOnce(id, { Co_Sell_Notes__c: 'Pilot in Bremen' }, { notes: 'Pilot in Ulm' });
    const [first] = tilesOf(id);
    expect(first).toMatchObject({ field: 'notes', since: expect.any(String) });
    expect(first?.again).toBeUndefined();
    const { updatedDateTime } = referralOf(rig, id);
    const by = String(rig.org.query("SELECT Name FROM User WHERE FirstName = 'Anna'")[0]?.['Name']);
    const at = expect.stringMatching(/^20\d\d-/) as string;
    expect(first?.saved).toEqual({
      salesforce: { at, by },
      partnerCenter: { at: updatedDateTime, by: null },
    });

    const chosenFor = String(first?.hash);
    await rig.bridge.kill();
    rig.partnerCenter.asPartnerPortal(referralOf(rig, id).id, { notes: 'Pilot in Ulm, later' });
    choose(id, 'salesforce', chosenFor);
    await rig.bridge.start();
    await rig.quiet();
    const [again] = tilesOf(id);
    expect(again).toMatchObject({ field: 'notes', again: true });
    expect(again?.hash).not.toBe(chosenFor);
    // Our value is the same as before, whoever saved the record since.
    expect(again?.saved?.salesforce).toEqual(first?.saved?.salesforce);
    expect(again?.saved?.partnerCenter.at).toBe(referralOf(rig, id).updatedDateTime);
    expect(referralOf(rig, id).details.notes).toBe('Pilot in Ulm, later');
    expect(deal(rig, id)).toMatchObject({
      ...{ Co_Sell_Notes__c: 'Pilot in Bremen', Co_Sell_Conflict_Choices__c: null },
      Co_Sell_Sync_Status__c: 'Conflict',
    });

    choose(id, 'salesforce', String(again?.hash));
    await rig.quiet();
    expect(referralOf(rig, id).details.notes).toBe('Pilot in Bremen');
    expect(tilesOf(id)).toEqual([]);
    expect(conflictsOf(id)).toMatchObject([
      { Before__c: 'Pilot in Ulm, later', After__c: 'Pilot in Bremen', Reason__c: 'chosen' },
    ]);
  });

  it('and the checker finds nothing in all of it', async () => {
    await rig.quiet();
    expectSound(rig);
  });
});
