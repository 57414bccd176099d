/** The solutions of a deal as a set that both sides edit, and the catalogue that learns from what arrives. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSolution, deal, makeDeal, recordsOf, referralOf, SELLER } from './deals.ts';
import { expectSound } from './judge.ts';
import { ORGS, PATIENCE_MS, startRig, type Rig } from './rig.ts';

let rig: Rig;

describe.each(ORGS)('in %s org', (org) => {
  beforeAll(async () => {
    rig = await startRig({ seed: 81, org });
  }, PATIENCE_MS);
  afterAll(() => rig?.stop());

  const seller = () => rig.org.as(SELLER);
  const ERP = { id: 'SOL-12345-ABC', name: 'Contoso ERP' };
  const rowsOf = (id: string) =>
    rig.org.query(
      `SELECT Id, Solution_Id__c, Quantity__c, Price__c, Currency_Code__c FROM Microsoft_Solution__c WHERE Opportunity__c = '${id}' ORDER BY Solution_Id__c`,
    );
  /** `id quantity price currency`, sorted. */
  const here = (id: string) =>
    rowsOf(id).map((row) =>
      [row['Solution_Id__c'], row['Quantity__c'], row['Price__c'], row['Currency_Code__c']].join(
        ' ',
      ),
    );
  const there = (id: string) =>
    referralOf(rig, id)
      .details.requirements.solutions.map(({ id: solutionId, quantity, price, currency }) =>
        [solutionId, quantity, price, currency].join(' '),
      )
      .sort();
  const rowId = (id: string, solutionId: string) =>
    String(rowsOf(id).find((row) => row['Solution_Id__c'] === solutionId)?.['Id']);
  const inPortal = (
    id: string,
    solutions: { id: string; name: string; quantity?: number; price?: number }[],
  ) =>
    rig.partnerCenter.asPartnerPortal(referralOf(rig, id).id, {
      solutions: solutions.map((solution) => ({
        type: 'Name',
        ...solution,
        ...(solution.price === undefined ? {} : { currency: 'USD' }),
      })),
    });
  async function shared(): Promise<string> {
    const id = makeDeal(rig.org, {
      solutions: [
        { ...ERP, quantity: 2, price: 10.5 },
        { id: 'SOL-20000-KEEP', name: 'Kept' },
      ],
    });
    await rig.quiet();
    return id;
  }

  it('goes out with quantity, price and currency, and reads well on the record', async () => {
    const id = await shared();
    expect(there(id)).toEqual(['SOL-12345-ABC 2 10.5 USD', 'SOL-20000-KEEP   ']);
    expect(deal(rig, id)['Products__c']).toBe(
      'Contoso ERP (SOL-12345-ABC) – 2 × 10.5 USD\nKept (SOL-20000-KEEP)',
    );
  });

  it('what a seller adds, changes and removes is at Partner Center', async () => {
    const id = await shared();
    addSolution(rig.org, id, { id: 'SOL-30000-NEW', name: 'New', quantity: 1, price: 7 });
    seller().update('Microsoft_Solution__c', rowId(id, ERP.id), { Quantity__c: 3 });
    seller().delete('Microsoft_Solution__c', rowId(id, 'SOL-20000-KEEP'));
    await rig.quiet();
    const both = ['SOL-12345-ABC 3 10.5 USD', 'SOL-30000-NEW 1 7 USD'];
    expect(there(id)).toEqual(both);
    expect(here(id)).toEqual(both);
    expect(deal(rig, id)).toMatchObject({ Co_Sell_Sync_Status__c: 'Synced' });
  });

  it('what is added, changed and removed at Partner Center is on the record, and in the catalogue', async () => {
    const id = await shared();
    const fresh = `SOL-4${org}`;
    inPortal(id, [
      { ...ERP, quantity: 4, price: 9.99 },
      { id: fresh, name: 'Seen there', quantity: 1, price: 5 },
    ]);
    await rig.quiet();
    const both = ['SOL-12345-ABC 4 9.99 USD', `${fresh} 1 5 USD`];
    expect(here(id)).toEqual(both);
    expect(there(id)).toEqual(both);
    expect(deal(rig, id)).toMatchObject({ Co_Sell_Sync_Status__c: 'Synced' });
    expect(
      rig.org.query(
        `SELECT Solution_Name__c, Is_Active__c FROM Microsoft_Solution_Detail__c WHERE Solution_Id__c = '${fresh}'`,
      ),
    ).toMatchObject([{ Solution_Name__c: 'Seen there', Is_Active__c: true }]);
  });

  it('edits of both sides at once combine, member by member', async () => {
    const id = await shared();
    await rig.bridge.kill();
    addSolution(rig.org, id, { id: 'SOL-50000-OUR', name: 'Ours' });
    seller().delete('Microsoft_Solution__c', rowId(id, 'SOL-20000-KEEP'));
    inPortal(id, [
      { ...ERP, quantity: 6, price: 10.5 },
      { id: 'SOL-20000-KEEP', name: 'Kept' },
      { id: 'SOL-60000-THE', name: 'Theirs', quantity: 1 },
    ]);
    await rig.bridge.start();
    await rig.quiet();
    const both = ['SOL-12345-ABC 6 10.5 USD', 'SOL-50000-OUR   ', 'SOL-60000-THE 1  '];
    expect(here(id)).toEqual(both);
    expect(there(id)).toEqual(both);
  });

  it('the same solution changed on both sides is ours, and the other value stands in the audit', async () => {
    const id = await shared();
    await rig.bridge.kill();
    seller().update('Microsoft_Solution__c', rowId(id, ERP.id), { Price__c: 12 });
    inPortal(id, [
      { ...ERP, quantity: 2, price: 8 },
      { id: 'SOL-20000-KEEP', name: 'Kept' },
    ]);
    await rig.bridge.start();
    await rig.quiet();
    expect(there(id)[0]).toBe('SOL-12345-ABC 2 12 USD');
    expect(here(id)[0]).toBe('SOL-12345-ABC 2 12 USD');
    const [lost] = rig.org.query(
      `SELECT Before__c FROM Co_Sell_Audit_Entry__c WHERE Record_Id__c = '${id}' AND Action__c = 'conflict'`,
    );
    expect(String(lost?.['Before__c'])).toContain('8');
  });

  it('an inbound deal brings its solutions to the catalogue', async () => {
    const solutionId = `SOL-7${org}`;
    const inbound = rig.partnerCenter.createInbound({
      details: {
        requirements: { solutions: [{ id: solutionId, name: 'Inbound', type: 'Name' }] },
      },
    });
    await rig.quiet();
    expect(here(String(recordsOf(rig, inbound.id)[0]?.['Id']))).toEqual([`${solutionId}   `]);
    expect(
      rig.org.query(
        `SELECT Solution_Name__c FROM Microsoft_Solution_Detail__c WHERE Solution_Id__c = '${solutionId}'`,
      ),
    ).toMatchObject([{ Solution_Name__c: 'Inbound' }]);
  });

  it('and the checker finds nothing in all of it', async () => {
    await rig.quiet();
    expectSound(rig);
    expect(rig.org.idleChanges()).toEqual([]);
  });
});
