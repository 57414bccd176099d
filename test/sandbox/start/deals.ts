/** Deals as a seller makes them: an Opportunity with its account, contact and solutions. */
import type { OrgSim } from '../org/server.ts';
import { SOLUTIONS } from '../partner-center/solutions.ts';

export const SELLER = 'seller:anna';

export type NewDeal = {
  customer: string;
  name: string;
  amount: number;
  /** `2027-03-31` */
  closeDate: string;
  solution?: string | undefined;
  contact?: { firstName: string; lastName: string } | undefined;
  fields?: Record<string, unknown>;
};

/** Everything a share needs, unless a part is left out. Returns the id of the Opportunity. @throws OrgError */
export function createDeal(org: OrgSim, deal: NewDeal): string {
  const seller = org.as(SELLER);
  const accountId = seller.create('Account', {
    Name: deal.customer,
    BillingStreet: '1 Main Street',
    BillingCity: 'Redmond',
    BillingState: 'WA',
    BillingPostalCode: '98052',
    BillingCountry: 'US',
  });
  const id = seller.create('Opportunity', {
    Name: deal.name,
    AccountId: accountId,
    StageName: 'Proposal/Price Quote',
    CloseDate: deal.closeDate,
    Amount: deal.amount,
    ...deal.fields,
  });
  giveOwnerPhone(org, id);
  if (deal.contact) addContact(org, { opportunityId: id, accountId, ...deal.contact });
  if (deal.solution) addSolution(org, id, deal.solution);
  return id;
}

/** @throws Error when the sandbox has no such solution; OrgError */
export function addSolution(org: OrgSim, opportunityId: string, solutionId: string): string {
  const solution = SOLUTIONS.find(({ id }) => id === solutionId);
  if (!solution) {
    const known = SOLUTIONS.map(({ id }) => id).join(', ');
    throw new Error(`Expected one of the solutions ${known}; got ${solutionId}.`);
  }
  return org.as(SELLER).create('Microsoft_Solution__c', {
    Opportunity__c: opportunityId,
    Solution_Id__c: solution.id,
    Solution_Name__c: solution.name,
  });
}

function addContact(
  org: OrgSim,
  {
    opportunityId,
    accountId,
    firstName,
    lastName,
  }: { opportunityId: string; accountId: string; firstName: string; lastName: string },
): void {
  const seller = org.as(SELLER);
  const contactId = seller.create('Contact', {
    AccountId: accountId,
    FirstName: firstName,
    LastName: lastName,
    Email: `${firstName}.${lastName}@customer.example`.toLowerCase(),
    Phone: '1234567890',
  });
  seller.create('OpportunityContactRole', {
    OpportunityId: opportunityId,
    ContactId: contactId,
    Role: 'Decision Maker',
    IsPrimary: true,
  });
}

/** Partner Center takes the owner as a team member only with a phone number. */
function giveOwnerPhone(org: OrgSim, opportunityId: string): void {
  const ownerId = String(org.as(SELLER).get('Opportunity', opportunityId)?.['OwnerId']);
  const admin = org.as('system');
  if (!admin.get('User', ownerId)?.['Phone'])
    admin.update('User', ownerId, { Phone: '1231231234' });
}
