/** Deals as sellers make them, and short ways to look at both sides of one. */
import { nextYear } from '../sandbox/kit/days.ts';
import type { OrgSim } from '../sandbox/org/server.ts';
import type { Rig } from './rig.ts';

/** Whatever holds both simulators. */
export type Sides = Pick<Rig, 'org' | 'partnerCenter'>;

export const SELLER = 'seller:anna';
/** Somebody to whom the hostile org has granted nothing of the package. */
export const OUTSIDER = 'seller:olga';
export const HELP = 'Proof of concept or demo';

export type DealOptions = {
  fields?: Record<string, unknown>;
  solutions?: { id: string; name: string; quantity?: number; price?: number }[];
  contact?: boolean;
  share?: boolean;
};

let made = 0;

/** An Opportunity with account, owner and a solution, ready to be shared; shared unless told otherwise. Returns its id. */
export function makeDeal(org: OrgSim, options: DealOptions = {}): string {
  const seller = org.as(SELLER);
  made += 1;
  const accountId = seller.create('Account', {
    Name: `Fabrikam ${made}`,
    BillingStreet: '1 Main Street',
    BillingCity: 'Redmond',
    BillingPostalCode: '98052',
    ...stateAndCountry(org),
  });
  const id = seller.create('Opportunity', {
    Name: `Deal ${made}`,
    AccountId: accountId,
    StageName: 'Proposal/Price Quote',
    CloseDate: nextYear('03-31'),
    Amount: 50_000,
    ...requiredBy(org),
    ...options.fields,
  });
  completeOwner(org, id);
  for (const solution of options.solutions ?? [{ id: 'SOL-12345-ABC', name: 'Contoso ERP' }]) {
    addSolution(org, id, solution);
  }
  if (options.contact ?? false) addContact(org, id, accountId);
  if (options.share ?? true) shareDeal(org, id);
  return id;
}

/** What a seller must fill in besides. */
export const requiredBy = ({ kind }: Pick<OrgSim, 'kind'>): Record<string, unknown> =>
  kind === 'hostile' ? { Sales_Region__c: 'South' } : {};

/** Typed as Partner Center wants them, or chosen from lists of names where the org has these. */
const stateAndCountry = ({ features }: Pick<OrgSim, 'features'>) =>
  features.countryPicklists
    ? { BillingState: 'Washington', BillingCountry: 'United States' }
    : { BillingState: 'WA', BillingCountry: 'US' };

export function shareDeal(org: OrgSim, id: string, fields: Record<string, unknown> = {}): void {
  org.as(SELLER).update('Opportunity', id, {
    Sync_with_Partner_Center__c: true,
    Co_Sell_Customer_Consent__c: true,
    ...fields,
  });
}

export function addSolution(
  org: OrgSim,
  opportunityId: string,
  { id, name, quantity, price }: { id: string; name: string; quantity?: number; price?: number },
): string {
  return org.as(SELLER).create('Microsoft_Solution__c', {
    Opportunity__c: opportunityId,
    Solution_Id__c: id,
    Solution_Name__c: name,
    ...(quantity === undefined ? {} : { Quantity__c: quantity }),
    ...(price === undefined ? {} : { Price__c: price, Currency_Code__c: 'USD' }),
  });
}

/** A product line; the deal's Amount is the sum of its lines from then on, and no trigger of ours runs. */
export function addProduct(org: OrgSim, opportunityId: string, price: number): void {
  org.as(SELLER).create('OpportunityLineItem', {
    OpportunityId: opportunityId,
    Quantity: 1,
    UnitPrice: price,
  });
}

export function addContact(org: OrgSim, opportunityId: string, accountId: string): void {
  const seller = org.as(SELLER);
  const contactId = seller.create('Contact', {
    AccountId: accountId,
    FirstName: 'Sue',
    LastName: 'Smith',
    Email: 'sue.smith@fabrikam.example',
    Phone: '1234567890',
  });
  seller.create('OpportunityContactRole', {
    OpportunityId: opportunityId,
    ContactId: contactId,
    Role: 'Decision Maker',
    IsPrimary: true,
  });
}

/** The owner needs a phone number before Partner Center takes them as a team member. */
function completeOwner(org: OrgSim, opportunityId: string): void {
  const ownerId = String(org.as(SELLER).get('Opportunity', opportunityId)?.['OwnerId']);
  const owner = org.as('system').get('User', ownerId);
  if (!owner?.['Phone']) org.as('system').update('User', ownerId, { Phone: '1231231234' });
}

export function deal(rig: Sides, id: string): Record<string, unknown> {
  const row = rig.org.as(SELLER).get('Opportunity', id);
  if (!row) throw new Error(`no Opportunity ${id}`);
  return row;
}

export function ownReferrals(rig: Sides, recordId: string) {
  return rig.partnerCenter
    .referrals()
    .filter(
      (referral) =>
        referral.externalReferenceId === recordId &&
        referral.organizationId === rig.partnerCenter.organizationId,
    );
}

/** The one referral of a deal. @throws Error when there is none or more than one */
export function referralOf(rig: Sides, recordId: string) {
  const [referral, ...more] = ownReferrals(rig, recordId);
  if (!referral || more.length > 0) {
    throw new Error(
      `expected one referral of ${recordId}, found ${more.length + (referral ? 1 : 0)}`,
    );
  }
  return referral;
}

/** Microsoft's half of a deal. @throws Error when there is none, or more than one */
export function microsoftHalf(rig: Sides, recordId: string) {
  const [half, ...more] = microsoftReferrals(rig, referralOf(rig, recordId).engagementId);
  if (!half || more.length > 0) {
    throw new Error(
      `expected one half of Microsoft for ${recordId}, found ${more.length + (half ? 1 : 0)}`,
    );
  }
  return half;
}

export function microsoftReferrals(rig: Sides, engagementId: string) {
  return rig.partnerCenter
    .referrals()
    .filter((other) => other.engagementId === engagementId && other.organizationId === 'msft');
}

export function recordsOf(rig: Sides, referralId: string) {
  return rig.org.query(
    `SELECT Id, Name, StageName, Amount FROM Opportunity WHERE Referral_Identifier__c = '${referralId}'`,
  );
}

/** Writes of the bridge on one side since a journal position. */
export function bridgeWrites(rig: Sides, side: 'org' | 'partnerCenter', since = 0) {
  return rig[side].journal.entries(since).filter(({ actor }) => actor === 'bridge');
}
