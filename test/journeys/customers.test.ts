/** The customer of a deal that Microsoft sends: found as the org says, made, or refused by the org's duplicate rules. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deal, recordsOf, SELLER } from './deals.ts';
import { expectSound } from './judge.ts';
import { ORGS, PATIENCE_MS, startRig, type Rig } from './rig.ts';

let rig: Rig;
let settingId: string;
let names = 0;

const TEXT = 'We know this customer already: use the account that is there';

describe.each(ORGS)('in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 41, org, start: false, timings: { profileMs: 200 } });
    settingId = rig.org.as('system').create('Co_Sell_Setting__mdt', { DeveloperName: 'Org' });
    await rig.start();
  }, PATIENCE_MS);
  afterAll(() => rig?.stop());

  /** Settings of the admin's row, once the bridge has read them. */
  async function set(values: Record<string, unknown>): Promise<void> {
    rig.org.as('system').update('Co_Sell_Setting__mdt', settingId, values);
    const loads = () =>
      rig.org.faults.calls().filter(({ url }) => url.endsWith('/cosell/v1/org')).length;
    const enough = loads() + 2;
    const load = async () => {
      await rig.operations('/health');
      return loads();
    };
    await expect.poll(load, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(enough);
  }

  /** An account that a seller made, and a name of its own for it. */
  function known(fields: Record<string, unknown>): { name: string; id: string } {
    names += 1;
    const name = `Nordlicht ${names}`;
    return { name, id: rig.org.as(SELLER).create('Account', { Name: name, ...fields }) };
  }
  const sent = (name: string, address: Record<string, string> = {}) =>
    rig.partnerCenter.createInbound({
      customerProfile: {
        name,
        address: { state: '', city: 'Hamburg', postalCode: '20095', country: 'DE', ...address },
      },
    }).id;
  /** The account of the deal that a referral became. */
  const accountOf = (referralId: string) => {
    const [record] = recordsOf(rig, referralId);
    return record ? deal(rig, String(record['Id']))['AccountId'] : undefined;
  };
  const accountsNamed = (name: string) =>
    rig.org.query(`SELECT Id FROM Account WHERE Name = '${name}'`).length;

  it('is found by name and postal code, and no other setting is needed for it', async () => {
    const { name, id } = known({ BillingPostalCode: '20095' });
    const [here, elsewhere] = [sent(name), sent(name, { postalCode: '80331' })];
    await rig.quiet();
    expect(accountOf(here)).toBe(id);
    expect(accountOf(elsewhere)).not.toBe(id);
    expect(accountsNamed(name)).toBe(2);
  });

  it('is found by name alone where the org says so', async () => {
    await set({ Account_Match__c: 'Name' });
    const { name, id } = known({ BillingPostalCode: '80331', BillingCountry: 'AT' });
    const referralId = sent(name);
    await rig.quiet();
    expect(accountOf(referralId)).toBe(id);
  });

  it('is found by name and country where the org says so', async () => {
    await set({ Account_Match__c: 'Name and Country' });
    const { name, id } = known({ BillingPostalCode: '80331', BillingCountry: 'DE' });
    const [here, abroad] = [sent(name), sent(name, { country: 'AT' })];
    await rig.quiet();
    expect(accountOf(here)).toBe(id);
    expect(accountOf(abroad)).not.toBe(id);
    expect(accountsNamed(name)).toBe(2);
  });

  describe('that a duplicate rule takes for somebody else', () => {
    type Troubled = { referralId: string | null; code: string; message: string };
    async function trouble(referralId: string): Promise<Troubled | undefined> {
      const answer = await rig.operations('/pairs?state=troubled');
      const { pairs } = (await answer.json()) as { pairs: Troubled[] };
      return pairs.find((pair) => pair.referralId === referralId);
    }
    function rule(action: 'alert' | 'block'): void {
      rig.org.switches.duplicateRules = [
        { name: 'One_Account_A_Name', object: 'Account', fields: ['Name'], action, message: TEXT },
      ];
    }
    const refused = (referralId: string) =>
      expect
        .poll(() => trouble(referralId), { timeout: PATIENCE_MS })
        .toMatchObject({
          code: 'inbound-refused',
          message: expect.stringContaining(TEXT) as string,
        });

    it('is made all the same while the setting allows what a rule only warns of', async () => {
      await set({ Account_Match__c: 'Name and Postal Code' });
      rule('alert');
      const { name } = known({ BillingPostalCode: '80331' });
      const referralId = sent(name);
      await rig.quiet();
      expect(accountOf(referralId)).toBeTruthy();
      expect(accountsNamed(name)).toBe(2);
    });

    it('needs attention in the rule’s words where it does not, and is made once it does', async () => {
      await set({ Allow_Duplicates__c: 'Off' });
      const { name } = known({ BillingPostalCode: '80331' });
      const referralId = sent(name);
      await refused(referralId);
      expect(recordsOf(rig, referralId)).toEqual([]);
      expect(accountsNamed(name)).toBe(1);
      await set({ Allow_Duplicates__c: 'On' });
      await expect.poll(() => accountOf(referralId), { timeout: PATIENCE_MS }).toBeTruthy();
      await rig.quiet();
      expect(await trouble(referralId)).toBeUndefined();
    });

    it('needs attention whatever the setting says when the rule blocks, until the account fits', async () => {
      rule('block');
      const { name, id } = known({ BillingPostalCode: '80331' });
      const referralId = sent(name);
      await refused(referralId);
      // What the rule's words ask for.
      rig.org.as(SELLER).update('Account', id, { BillingPostalCode: '20095' });
      await expect.poll(() => accountOf(referralId), { timeout: PATIENCE_MS }).toBe(id);
      await rig.quiet();
      expect(accountsNamed(name)).toBe(1);
      rig.org.switches.duplicateRules = [];
    });
  });

  it('the checker finds nothing in all of it', async () => {
    const [id] = rig.org.query('SELECT Id FROM Opportunity');
    rig.org.as(SELLER).update('Opportunity', String(id?.['Id']), { Amount: 77_000 });
    await rig.quiet();
    expectSound(rig);
  });

  // Last: the checker takes two accounts of one customer for a fault, and here the org wants them.
  it('is made anew with every deal where the org says so', async () => {
    await set({ Account_Match__c: 'Never' });
    const { name } = known({ BillingPostalCode: '20095' });
    for (const _ of [1, 2]) sent(name);
    await rig.quiet();
    expect(accountsNamed(name)).toBe(3);
  });
});
