/**
 * Converting a Lead as the platform does: an account and a contact, an opportunity unless it is not wanted, and the lead
 * closed for good. Custom fields are not carried over: which are is the org's own mapping of lead fields.
 */
import { saveError } from '../errors.ts';
import type { ObjectDef, Row } from '../schema/types.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Input } from './coerce.ts';
import { existing } from './row.ts';
import { createRow, saveRow } from './save-row.ts';
import { stampSystem } from './stamps.ts';

export type Conversion = {
  /** Default true. */
  createsOpportunity?: boolean;
  /** An account that is there already. */
  accountId?: string;
  /** What the org's own mapping of lead fields, or its user, fills in on the opportunity. */
  opportunity?: Input;
};
export type Converted = { accountId: string; contactId: string; opportunityId: string | null };

const CONVERTED = 'Closed - Converted';

/** @throws OrgError: converted already, gone, or what it becomes is refused */
export function convertLead(tx: Transaction, id: string, wish: Conversion): Converted {
  const object = tx.org.schema.object('Lead');
  const lead = existing(tx, object, id);
  checkConverted(object, lead);
  const accountId = wish.accountId ?? createRow(tx, 'Account', accountOf(lead));
  const contactId = createRow(tx, 'Contact', { ...contactOf(lead), AccountId: accountId });
  const opportunityId =
    wish.createsOpportunity === false ? null : opportunityFor(tx, lead, accountId, wish);
  if (opportunityId !== null)
    createRow(tx, 'OpportunityContactRole', {
      OpportunityId: opportunityId,
      ContactId: contactId,
      IsPrimary: true,
    });
  close(tx, object, lead, { accountId, contactId, opportunityId });
  return { accountId, contactId, opportunityId };
}

/** @throws OrgError: nobody changes a lead that was converted */
export function checkConverted(object: ObjectDef, row: Row): void {
  if (object.name !== 'Lead' || row['IsConverted'] !== true) return;
  throw saveError('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
}

const PARTS = ['Street', 'City', 'State', 'PostalCode', 'Country'];

/** Texts only: where the org has lists, they are names of these, and their codes follow. */
const addressOf = (lead: Row, prefix: string): Input =>
  Object.fromEntries(PARTS.map((part) => [`${prefix}${part}`, lead[part] ?? null]));

const accountOf = (lead: Row): Input => ({
  Name: lead['Company'],
  Phone: lead['Phone'],
  OwnerId: lead['OwnerId'],
  ...addressOf(lead, 'Billing'),
});

const contactOf = (lead: Row): Input => ({
  FirstName: lead['FirstName'],
  LastName: lead['LastName'],
  Email: lead['Email'],
  Phone: lead['Phone'],
  OwnerId: lead['OwnerId'],
  ...addressOf(lead, 'Mailing'),
});

function opportunityFor(tx: Transaction, lead: Row, accountId: string, wish: Conversion): string {
  return createRow(tx, 'Opportunity', {
    Name: `${String(lead['Company'])}-`,
    AccountId: accountId,
    OwnerId: lead['OwnerId'],
    StageName: firstOpenStage(tx),
    CloseDate: endOfQuarter(new Date(tx.org.clock.now())),
    ...wish.opportunity,
  });
}

function firstOpenStage({ org }: Transaction): string {
  const stage = org.tables
    .all('OpportunityStage')
    .filter((one) => one['IsActive'] === true && one['IsClosed'] === false)
    .toSorted((a, b) => Number(a['SortOrder']) - Number(b['SortOrder']))[0];
  return String(stage?.['ApiName']);
}

function endOfQuarter(today: Date): string {
  const month = Math.floor(today.getUTCMonth() / 3) * 3 + 3;
  return new Date(Date.UTC(today.getUTCFullYear(), month, 0)).toISOString().slice(0, 10);
}

/** Without "Require Validation for Converted Leads" no trigger of Lead sees it. */
function close(tx: Transaction, object: ObjectDef, lead: Row, made: Converted): void {
  const id = String(lead['Id']);
  const input = {
    Status: CONVERTED,
    IsConverted: true,
    ConvertedDate: new Date(tx.org.clock.now()).toISOString().slice(0, 10),
    ConvertedAccountId: made.accountId,
    ConvertedContactId: made.contactId,
    ConvertedOpportunityId: made.opportunityId,
  };
  if (tx.org.switches.convertRunsLeadTriggers) {
    saveRow(tx, { kind: 'update', type: 'Lead', id, input, isPlatform: true });
    return;
  }
  const after = stampSystem(tx, { ...lead, ...input }, false);
  tx.org.tables.write({ kind: 'update', type: object.name, id, actor: tx.author, after });
}
