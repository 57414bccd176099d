/** A few deals to look at, one for each thing that can be going on. */
import type { OrgSim } from '../org/server.ts';
import type { PartnerCenterSim } from '../partner-center/server.ts';
import { SOLUTIONS } from '../partner-center/solutions.ts';
import { createDeal } from './deals.ts';

const DAY_MS = 86_400_000;
const SHARED = { Sync_with_Partner_Center__c: true, Co_Sell_Customer_Consent__c: true };
const SETTLED_WITHIN_MS = 15_000;

type Sims = { org: OrgSim; partnerCenter: PartnerCenterSim };

/** Partner Center takes the owner of a deal as a team member only with a phone number. */
export function seedPeople(org: OrgSim): void {
  const admin = org.as('system');
  for (const { Id } of org.query('SELECT Id FROM User')) {
    admin.update('User', String(Id), { Phone: '1231231234' });
  }
}

/** Deals of Microsoft's whose colleague nobody finds are Anna's. */
export function seedSettings(org: OrgSim): void {
  org.as('system').create('Co_Sell_Setting__mdt', {
    DeveloperName: 'Org',
    Default_Owner__c: 'anna@partner.example',
  });
}

/** What sellers choose from; an alliance manager keeps it. */
export function seedCatalogue(org: OrgSim): void {
  for (const { id, name } of SOLUTIONS) {
    org.as('manager:mona').create('Microsoft_Solution_Detail__c', {
      Solution_Id__c: id,
      Solution_Name__c: name,
      Solution_Type__c: 'Application',
      Publisher__c: 'Contoso',
      Is_Active__c: true,
    });
  }
}

/** Shared; shared with Microsoft's help asked; shared but incomplete; not shared; and one that Microsoft sent. */
export function seedDeals({ org, partnerCenter }: Sims, now: number): void {
  const inDays = (days: number) => new Date(now + days * DAY_MS).toISOString().slice(0, 10);
  createDeal(org, {
    customer: 'Fabrikam',
    name: 'Fabrikam – warehouse robots',
    amount: 50_000,
    closeDate: inDays(60),
    solution: 'SOL-20001-WHS',
    contact: { firstName: 'Sue', lastName: 'Smith' },
    fields: { ...SHARED, Co_Sell_Notes__c: 'Pilot in one warehouse first.' },
  });
  createDeal(org, {
    customer: 'Northwind Traders',
    name: 'Northwind – one ERP for all shops',
    amount: 120_000,
    closeDate: inDays(90),
    solution: 'SOL-12345-ABC',
    contact: { firstName: 'Nico', lastName: 'Wind' },
    fields: {
      ...SHARED,
      How_can_Microsoft_help__c: 'Proof of concept or demo',
      Note_to_Microsoft__c: 'Could you join a demo next month?',
      Co_Sell_Notes__c: 'The board decides in spring.',
    },
  });
  createDeal(org, {
    customer: 'Adventure Works',
    name: 'Adventure Works – shop tills',
    amount: 28_000,
    closeDate: inDays(45),
    fields: SHARED,
  });
  createDeal(org, {
    customer: 'Wide World Importers',
    name: 'Wide World – data platform',
    amount: 75_000,
    closeDate: inDays(120),
    solution: 'SOL-20003-DAT',
    contact: { firstName: 'Wanda', lastName: 'World' },
  });
  partnerCenter.createInbound({
    customerProfile: { name: 'Tailspin Toys' },
    details: {
      dealValue: 40_000,
      closingDateTime: `${inDays(75)}T00:00:00Z`,
      notes: 'Customer wants a pilot.',
    },
  });
}

/** Waits until the bridge has said something about every deal above; false when it took too long. */
export async function untilSeedIsSettled({ org, partnerCenter }: Sims): Promise<boolean> {
  const until = Date.now() + SETTLED_WITHIN_MS;
  while (Date.now() < until) {
    const rows = org.query(
      'SELECT Id, Sync_with_Partner_Center__c, Co_Sell_Sync_Status__c, Co_Sell_Change_Token__c FROM Opportunity',
    );
    const synced = rows.filter((row) => row['Sync_with_Partner_Center__c'] === true);
    const isTold = synced.every(
      (row) =>
        !row['Co_Sell_Change_Token__c'] &&
        !['Queued', null].includes(row['Co_Sell_Sync_Status__c'] as string | null),
    );
    const isReceived = synced.length === 4;
    if (isTold && isReceived && partnerCenter.referrals().length === 4) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
