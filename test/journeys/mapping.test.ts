/** The admin's own mapping and switches: a row is changed in the org and acts, and a switch off asks nothing of anybody. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSolution, deal, makeDeal, recordsOf, referralOf, SELLER } from './deals.ts';
import { ORGS, PATIENCE_MS, startRig, type Rig } from './rig.ts';

let rig: Rig;

describe.each(ORGS)('in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 71, org, timings: { profileMs: 200, regularLookMs: 600_000 } });
  }, PATIENCE_MS);
  afterAll(() => rig?.stop());

  const admin = () => rig.org.as('system');
  const seller = () => rig.org.as(SELLER);
  const rows: Record<string, string> = {};

  function addRow(type: string, name: string, fields: Record<string, unknown>): void {
    rows[name] = admin().create(type, { DeveloperName: name, Is_Active__c: true, ...fields });
  }
  function addMapping(name: string, fields: Record<string, unknown>): void {
    addRow('Co_Sell_Field_Mapping__mdt', name, {
      Object__c: 'Opportunity',
      On_Create__c: true,
      On_Update__c: false,
      ...fields,
    });
  }

  /** Waits until the bridge has loaded the profile anew: health asks for it, and keeps it for a moment. */
  async function profileRead(): Promise<void> {
    const loads = () =>
      rig.org.faults.calls().filter(({ url }) => url.endsWith('/cosell/v1/org')).length;
    const enough = loads() + 2;
    const load = async () => {
      await rig.operations('/health');
      return loads();
    };
    await expect.poll(load, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(enough);
  }

  const report = async (query = '') => {
    const answer = await rig.operations(`/mapping${query}`);
    expect(answer.status).toBe(200);
    return (await answer.json()) as Report;
  };
  const rowOf = ({ rows: all }: Report, name: string) => all.find(({ row }) => row === name);

  it('nothing is wrong with the rows of the package', async () => {
    const { rows: all } = await report();
    expect(all.flatMap(({ problems }) => problems)).toEqual([]);
    expect(all.length).toBeGreaterThanOrEqual(20);
  });

  it('a template, a stage and a value that an admin maps act on the next deals', async () => {
    addMapping('Own_Name', {
      Canonical_Field__c: 'dealName',
      Field__c: 'Name',
      Direction__c: 'To Partner Center',
      Transform__c: 'Template',
      Transform_Argument__c: '{Account.Name}: {Name}',
    });
    // The packaged row has this key, and is switched off by it.
    addMapping('Own_Name_Off', {
      Canonical_Field__c: 'dealName',
      Field__c: 'Name',
      Direction__c: 'Both',
      Is_Active__c: false,
    });
    addRow('Co_Sell_Value_Mapping__mdt', 'Own_Pending', {
      Object__c: 'Opportunity',
      Canonical_Field__c: 'status',
      Direction__c: 'To Salesforce',
      Source_Value__c: 'pending',
      Target_Value__c: 'Needs Analysis',
    });
    addMapping('Own_Deal_Name', {
      Canonical_Field__c: 'nameOfNewDeals',
      Field__c: 'Name',
      Direction__c: 'To Salesforce',
      Transform__c: 'Template',
      Transform_Argument__c: 'Call {customerName}',
    });
    await profileRead();
    const shared = makeDeal(rig.org);
    const { id: referralId } = rig.partnerCenter.createInbound();
    await rig.quiet();
    const { Name, AccountId } = deal(rig, shared);
    const customer = String(admin().get('Account', String(AccountId))?.['Name']);
    expect(referralOf(rig, shared)).toMatchObject({ name: `${customer}: ${String(Name)}` });
    const [received] = recordsOf(rig, referralId);
    expect(received).toMatchObject({ StageName: 'Needs Analysis' });
    expect(String(received?.['Name'])).toMatch(/^Call .+/);
  });

  it('a bad row stops only itself, and the check says what to do', async () => {
    addMapping('Bad_Field', {
      Canonical_Field__c: 'partnerLocation',
      Field__c: 'No_Such_Field__c',
      Direction__c: 'To Partner Center',
    });
    addMapping('Bad_Name', {
      Canonical_Field__c: 'probability',
      Field__c: 'Probability',
      Direction__c: 'Both',
    });
    addMapping('Bad_Type', {
      Canonical_Field__c: 'noteToMicrosoft',
      Field__c: 'Amount',
      Direction__c: 'To Partner Center',
    });
    addMapping('Bad_Lead_Field', {
      Object__c: 'Lead',
      Canonical_Field__c: 'notes',
      Field__c: 'Account.Description',
      Direction__c: 'To Salesforce',
    });
    addMapping('Bad_Lead_Type', {
      Object__c: 'Lead',
      Canonical_Field__c: 'dealValue',
      Field__c: 'Company',
      Direction__c: 'To Salesforce',
    });
    await profileRead();
    const id = makeDeal(rig.org);
    await rig.quiet();
    expect(deal(rig, id)).toMatchObject({ Co_Sell_Sync_Status__c: 'Synced' });
    const found = await report('?deals=count');
    expect(rowOf(found, 'Bad_Field')?.problems).toMatchObject([{ code: 'unknown-field' }]);
    expect(rowOf(found, 'Bad_Name')?.problems).toMatchObject([{ code: 'unknown-canonical' }]);
    expect(rowOf(found, 'Bad_Type')?.problems).toMatchObject([{ code: 'type-mismatch' }]);
    // Rows of leads are checked as those of deals are.
    expect(rowOf(found, 'Bad_Lead_Field')).toMatchObject({
      object: 'Lead',
      problems: [{ code: 'unknown-field' }],
    });
    expect(rowOf(found, 'Bad_Lead_Type')?.problems).toMatchObject([{ code: 'type-mismatch' }]);
    expect(rowOf(found, 'Default_DealValue')).toMatchObject({ problems: [], touches: 0 });
    expect(found.deals).toBeGreaterThan(0);
    const health = (await (await rig.operations('/health')).json()) as {
      profileProblems: string[];
    };
    expect(health.profileProblems.join(' ')).toContain('Bad_Field: the org has no field');
    expect(health.profileProblems.join(' ')).toContain('Bad_Lead_Field: the org has no field');
    for (const name of ['Bad_Field', 'Bad_Name', 'Bad_Type', 'Bad_Lead_Field', 'Bad_Lead_Type'])
      admin().update('Co_Sell_Field_Mapping__mdt', rows[name] ?? '', { Is_Active__c: false });
    await profileRead();
  });

  it('a row that is changed acts on a deal that nobody touches', async () => {
    const id = makeDeal(rig.org, { fields: { Note_to_Microsoft__c: 'Sign in May' } });
    await rig.quiet();
    addMapping('Own_Notes', {
      Canonical_Field__c: 'notes',
      // What the bridge's user may not read shows nothing, so it is one that the package opened to it.
      Field__c: 'Note_to_Microsoft__c',
      Direction__c: 'Both',
      On_Update__c: true,
      Conflict_Rule__c: 'Salesforce',
    });
    const notes = () => referralOf(rig, id).details.notes;
    await expect.poll(notes, { timeout: PATIENCE_MS }).toBe('Sign in May');
    admin().update('Co_Sell_Field_Mapping__mdt', rows['Own_Notes'] ?? '', {
      Field__c: 'Co_Sell_Notes__c',
    });
    await profileRead();
    await rig.quiet();
  });

  /** Settings of the admin's row `Org`, from none to some. */
  function set(values: Record<string, unknown>): void {
    if (rows['Org']) admin().update('Co_Sell_Setting__mdt', rows['Org'], values);
    else rows['Org'] = admin().create('Co_Sell_Setting__mdt', { DeveloperName: 'Org', ...values });
  }
  const dryRun = async (id: string) => {
    const answer = await rig.operations(`/mapping/records/${id}`);
    expect(answer.status).toBe(200);
    return (await answer.json()) as DryRun;
  };
  const marks = () => [
    rig.org.journal.entries().length,
    rig.partnerCenter.journal.entries().length,
    rig.partnerCenter.faults.calls().filter(({ method }) => method !== 'GET').length,
  ];
  const outcomeOf = ({ fields }: DryRun, name: string) =>
    fields.find(({ canonicalField }) => canonicalField === name);

  it('Share off sends nothing and asks for nothing, a dry run says why, and on again catches up', async () => {
    const shared = makeDeal(rig.org);
    await rig.quiet();
    set({ Share__c: 'Off' });
    await profileRead();
    seller().update('Opportunity', shared, { Amount: 61_000 });
    const waiting = makeDeal(rig.org);
    const unshared = makeDeal(rig.org, { share: false });
    await rig.quiet();
    expect(referralOf(rig, shared).details.dealValue).toBe(50_000);
    const before = marks();
    const held = await dryRun(shared);
    expect(outcomeOf(held, 'dealValue')).toMatchObject({ outcome: 'held', reason: 'direction' });
    expect([held.partnerCenter, held.salesforce]).toEqual([[], []]);
    const unsent = await dryRun(unshared);
    expect(unsent.isShared).toBe(false);
    expect(outcomeOf(unsent, 'dealValue')).toMatchObject({ outcome: 'sent-when-shared' });
    const { pairs } = (await (await rig.operations('/health')).json()) as Health;
    expect(pairs.due, 'nothing is queued').toBe(0);
    expect(marks(), 'nothing was written').toEqual(before);
    set({ Share__c: 'On' });
    const value = () => referralOf(rig, shared).details.dealValue;
    await expect.poll(value, { timeout: PATIENCE_MS }).toBe(61_000);
    await rig.quiet();
    expect(deal(rig, waiting)).toMatchObject({ Co_Sell_Sync_Status__c: 'Synced' });
  });

  it('Receive off makes and writes nothing, and on again catches up', async () => {
    const id = makeDeal(rig.org);
    await rig.quiet();
    set({ Receive__c: 'Off' });
    await profileRead();
    const { id: referralId } = rig.partnerCenter.createInbound();
    rig.partnerCenter.asPartnerPortal(referralOf(rig, id).id, { dealValue: 62_000 });
    await rig.quiet();
    expect(recordsOf(rig, referralId)).toEqual([]);
    expect(deal(rig, id)).toMatchObject({ Amount: 50_000 });
    const { pairs } = (await (await rig.operations('/health')).json()) as Health;
    expect(pairs.due, 'nothing is queued').toBe(0);
    set({ Receive__c: 'On' });
    const amount = () => deal(rig, id)['Amount'];
    await expect.poll(amount, { timeout: PATIENCE_MS }).toBe(62_000);
    await expect.poll(() => recordsOf(rig, referralId).length, { timeout: PATIENCE_MS }).toBe(1);
    await rig.quiet();
  });

  it('Solutions off shares a deal with its own once, leaves them alone after that, and on again catches up', async () => {
    const id = makeDeal(rig.org);
    await rig.quiet();
    set({ Solutions__c: 'Off' });
    await profileRead();
    addSolution(rig.org, id, { id: 'SOL-SECOND', name: 'Second' });
    await rig.quiet();
    const solutions = (of = id) =>
      referralOf(rig, of).details.requirements.solutions.map((solution) => solution.id);
    expect(solutions()).toEqual(['SOL-12345-ABC']);
    // Partner Center takes no deal without a solution: those of a new one go along, once.
    const shared = makeDeal(rig.org);
    await rig.quiet();
    expect(solutions(shared)).toEqual(['SOL-12345-ABC']);
    addSolution(rig.org, shared, { id: 'SOL-THIRD', name: 'Third' });
    await rig.quiet();
    expect(solutions(shared)).toEqual(['SOL-12345-ABC']);
    expect(deal(rig, shared)).toMatchObject({ Co_Sell_Sync_Status__c: 'Synced' });
    const { id: inbound } = rig.partnerCenter.createInbound();
    await expect.poll(() => recordsOf(rig, inbound).length, { timeout: PATIENCE_MS }).toBe(1);
    const received = () =>
      rig.org.query(
        `SELECT Id FROM Microsoft_Solution__c WHERE Opportunity__r.Referral_Identifier__c = '${inbound}'`,
      ).length;
    expect(received()).toBe(0);
    set({ Solutions__c: 'On' });
    await expect.poll(() => solutions(), { timeout: PATIENCE_MS }).toContain('SOL-SECOND');
    await expect.poll(() => solutions(shared), { timeout: PATIENCE_MS }).toContain('SOL-THIRD');
    await expect.poll(received, { timeout: PATIENCE_MS }).toBe(1);
    await rig.quiet();
  });
});

type Health = { pairs: { due: number } };
type DryRun = {
  isShared: boolean;
  partnerCenter: string[];
  salesforce: string[];
  fields: { canonicalField: string; outcome: string; reason: string | null }[];
};
type Report = {
  deals: number | null;
  rows: { row: string; problems: { code: string }[]; touches: number | null }[];
};
