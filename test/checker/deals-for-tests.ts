/** The beginnings most histories share, and the few words they are told in. */
import { startHistory } from './history.ts';
import type { History, ReferralEdit } from './history.ts';
import { CLASSES } from './verdict.ts';
import type { Row, Verdict } from './verdict.ts';

export const DEAL = '0065g00000ABCDEAA1';
export const REFERRAL = '0cecbaa3-4de0-4d7c-a221-000000000001';
export const ENGAGEMENT = '1352e03d-281b-49ef-acf5-000000000001';
export const SOLUTION = { id: 'SOL-1', quantity: 1, price: 10, currency: 'EUR' };
export const SYNCED = { Co_Sell_Sync_Status__c: 'Synced', Co_Sell_Change_Token__c: null };

export type Told = ReturnType<typeof tell>;

/** A history with the words of a journey: who changed what on which side of the one deal. */
function tell(history: History) {
  const queued = { Co_Sell_Sync_Status__c: 'Queued', Co_Sell_Change_Token__c: 'token' };
  return {
    ...history,
    /** Like the before-trigger: the record is queued with a token. */
    seller: (fields: Row) => {
      history.record('seller:anna', DEAL, { ...fields, ...queued });
    },
    /** Like the trigger of solutions: the record is queued too, in the same moment. */
    sellerSolution: (id: string, terms: Row = {}) => {
      history.solution('seller:anna', DEAL, id, terms);
      history.atOnce(() => {
        history.record('seller:anna', DEAL, queued);
      });
    },
    sellerRemovesSolution: (id: string) => {
      history.removeSolution('seller:anna', DEAL, id);
      history.atOnce(() => {
        history.record('seller:anna', DEAL, queued);
      });
    },
    microsoft: (edit: ReferralEdit) => {
      history.referral('microsoft', REFERRAL, edit);
    },
    portal: (edit: ReferralEdit) => {
      history.referral('partner-portal', REFERRAL, edit);
    },
    expiry: () => {
      history.referral('system', REFERRAL, { status: 'Closed/Expired' });
    },
    /** The bridge's PATCH. */
    sends: (edit: ReferralEdit) => {
      history.referral('bridge', REFERRAL, edit);
    },
    /** The bridge's change of the record, token cleared and Synced unless said otherwise. */
    writes: (fields: Row = {}) => {
      history.record('bridge', DEAL, { ...SYNCED, ...fields });
    },
    audits: (fields: Row) => {
      history.audit(DEAL, fields);
    },
  };
}

/** Anna shared a deal of 100 with one solution, due on 1 June; both sides agree. */
export function sharedDeal(fields: Row = {}): Told {
  const told = tell(startHistory());
  told.seller({
    Name: 'Pilot',
    Amount: 100,
    CloseDate: '2026-06-01',
    StageName: 'Prospecting',
    Co_Sell_Notes__c: 'first notes',
    Referral_Visibility__c: 'Private',
    Sync_with_Partner_Center__c: true,
    Co_Sell_Customer_Consent__c: true,
    ...fields,
  });
  told.solution('seller:anna', DEAL, 'SOL-1');
  told.sends({
    status: 'Active/Accepted',
    dealValue: 100,
    closingDate: '2026-06-01T00:00:00Z',
    notes: 'first notes',
    visible: false,
    solutions: [SOLUTION],
    externalReferenceId: DEAL,
    engagementId: ENGAGEMENT,
  });
  told.writes({ Referral_Identifier__c: REFERRAL, Referral_Status__c: 'Active' });
  return told;
}

/** Microsoft sent a deal of 100 with one solution; the bridge made the record, nobody answered yet. */
export function inboundDeal(): Told {
  const told = tell(startHistory());
  told.microsoft({
    status: 'New/Pending',
    dealValue: 100,
    closingDate: '2026-06-01T00:00:00Z',
    notes: 'please help',
    visible: true,
    solutions: [SOLUTION],
    engagementId: ENGAGEMENT,
  });
  told.wait(1);
  told.row('bridge', 'Account', '001A', { Name: 'Fabrikam', BillingPostalCode: '98052' });
  told.atOnce(() => {
    told.row('bridge', 'Contact', '003A', { LastName: 'Smith', Email: 'sue@fabrikam.example' });
    told.writes({
      Name: 'Fabrikam pilot',
      AccountId: '001A',
      Amount: 100,
      CloseDate: '2026-06-01',
      StageName: 'Qualification',
      Co_Sell_Notes__c: 'please help',
      Referral_Visibility__c: 'Visible to Microsoft',
      Sync_with_Partner_Center__c: true,
      Referral_Identifier__c: REFERRAL,
      Referral_Status__c: 'New',
    });
    told.row('bridge', 'OpportunityContactRole', '00KA', {
      OpportunityId: DEAL,
      ContactId: '003A',
    });
    told.solution('bridge', DEAL, 'SOL-1');
  });
  return told;
}

/** How often each class was found, without the zeros. */
export function found(verdict: Verdict): Record<string, number> {
  return Object.fromEntries(
    CLASSES.map((name) => [name, verdict[name].length] as const).filter(([, count]) => count > 0),
  );
}
