/** One inbound record with everything that belongs to it, in one savepoint. */
import { asRowError, OrgError } from '../errors.ts';
import { findByValue } from '../save/checks.ts';
import type { Input } from '../save/coerce.ts';
import { createRow } from '../save/row.ts';
import { findField, type Row } from '../schema/types.ts';
import { readSettings } from '../settings.ts';
import type { Org } from '../store/org.ts';
import { savepoint, statement, type Transaction } from '../store/transaction.ts';
import { closedField, forbiddenField } from './allow-list.ts';
import { writeAudit } from './audit.ts';
import { addSolution, showSolutions } from './solutions.ts';
import type { CreateInput } from './shapes.ts';
import { rereadFields, type ChangeAnswer } from './update-record.ts';

const IDENTIFIER = 'Referral_Identifier__c';

/** `view` is the org as the caller sees it. */
export function createRecord(tx: Transaction, change: CreateInput, view: Org): ChangeAnswer {
  const { org } = tx;
  const { key, object, create } = change;
  const empty = { key, id: null, values: {}, errors: [] };
  const forbidden =
    forbiddenField(view, object, create.record) ??
    closedField(view, 'Account', create.account?.fields ?? {}) ??
    create.contacts.map(({ fields }) => closedField(view, 'Contact', fields)).find(Boolean);
  if (forbidden) {
    const message = `${forbidden} is neither mapped nor the bridge's own field, not there, or not open to this user`;
    const errors = [{ statusCode: 'FORBIDDEN_FIELD', message, fields: [forbidden] }];
    return { ...empty, outcome: 'forbidden', errors };
  }
  const twin = findTwin(org, object, create.record);
  if (twin) {
    const id = String(twin['Id']);
    return { ...empty, outcome: 'exists', id, values: rereadFields(org, object, id, [IDENTIFIER]) };
  }
  try {
    const id = savepoint(tx, () => insertAll(tx, change));
    writeAudit(tx, object, id, change.audit);
    const values = rereadFields(org, object, id, Object.keys(create.record));
    const solutions =
      create.solutions.length > 0 ? { Microsoft_Solutions__r: showSolutions(org, id) } : {};
    return { ...empty, outcome: 'written', id, values: { ...values, ...solutions } };
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    return { ...empty, outcome: 'rejected', errors: [asRowError(error)] };
  }
}

/** A record with this identifier, also in the recycle bin. */
function findTwin(org: Org, type: string, record: Input): Row | undefined {
  const object = org.schema.object(type);
  const field = findField(object, IDENTIFIER);
  const value = record[IDENTIFIER];
  if (!field || typeof value !== 'string' || value === '') return undefined;
  return findByValue(org, object, field, value)[0];
}

function insertAll(tx: Transaction, { object, create }: CreateInput): string {
  const accountId = create.account ? findOrCreateAccount(tx, create.account) : undefined;
  const ownerId = chooseOwner(tx, create.team, accountId);
  const id = statement(tx, () =>
    createRow(tx, object, {
      ...create.record,
      OwnerId: ownerId,
      ...(accountId && object === 'Opportunity' ? { AccountId: accountId } : {}),
    }),
  );
  if (object === 'Lead') return id;
  create.contacts.forEach((one, i) => addContact(tx, id, accountId, one, i === 0));
  if (create.solutions.length > 0) {
    statement(tx, () => create.solutions.forEach((one) => addSolution(tx, id, one)));
  }
  if (create.note) addNote(tx, id, create.note);
  return id;
}

function findOrCreateAccount(
  tx: Transaction,
  { match, fields }: NonNullable<CreateInput['create']['account']>,
): string {
  const object = tx.org.schema.object('Account');
  const wanted = Object.entries(match).map(([name, value]) => {
    const field = findField(object, name);
    if (!field)
      throw new OrgError('INVALID_FIELD', `No such column '${name}' on sobject of type Account`);
    return [field.name, fold(value)] as const;
  });
  const found = tx.org.tables
    .all('Account')
    .find(
      (row) =>
        row['IsDeleted'] !== true &&
        wanted.length > 0 &&
        wanted.every(([name, value]) => fold(row[name]) === value),
    );
  if (found) return String(found['Id']);
  return statement(tx, () => createRow(tx, 'Account', fields));
}

const fold = (value: unknown) => String(value ?? '').toLowerCase();

/** Active user by team e-mail, then by the customer's country, then the default owner, then the integration user. */
function chooseOwner(tx: Transaction, team: string[], accountId: string | undefined): string {
  const users = tx.org.tables.all('User').filter((user) => user['IsActive'] === true);
  const country = accountId ? tx.org.tables.get('Account', accountId)?.['BillingCountry'] : null;
  const standard = readSettings(tx.org)['Default_Owner__c'];
  const byTeam = team.flatMap((email) =>
    users.filter((user) => fold(user['Email']) === fold(email)),
  );
  const byCountry = country ? users.filter((user) => fold(user['Country']) === fold(country)) : [];
  const byDefault = standard
    ? users.filter((user) =>
        ['Id', 'Username', 'Email'].some((name) => fold(user[name]) === fold(standard)),
      )
    : [];
  return String([...byTeam, ...byCountry, ...byDefault][0]?.['Id'] ?? tx.userId);
}

function addContact(
  tx: Transaction,
  dealId: string,
  accountId: string | undefined,
  contact: { fields: Input; role: string },
  isPrimary: boolean,
): void {
  const email = contact.fields['Email'];
  const known = tx.org.tables
    .all('Contact')
    .find(
      (row) =>
        row['IsDeleted'] !== true &&
        row['AccountId'] === accountId &&
        Boolean(email) &&
        fold(row['Email']) === fold(email),
    );
  const contactId = known
    ? String(known['Id'])
    : statement(tx, () =>
        createRow(tx, 'Contact', {
          ...contact.fields,
          ...(accountId ? { AccountId: accountId } : {}),
        }),
      );
  statement(tx, () =>
    createRow(tx, 'OpportunityContactRole', {
      OpportunityId: dealId,
      ContactId: contactId,
      Role: contact.role,
      IsPrimary: isPrimary,
    }),
  );
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The content of a note is HTML, what is sent is text. */
const escapeHtml = (text: string) =>
  text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);

/** Without the Notes feature there is no such object, and the note stays out. */
function addNote(tx: Transaction, dealId: string, note: { title: string; content: string }): void {
  if (!tx.org.features.notes) return;
  const noteId = statement(tx, () =>
    createRow(tx, 'ContentNote', {
      Title: note.title,
      Content: Buffer.from(escapeHtml(note.content)).toString('base64'),
    }),
  );
  statement(tx, () =>
    createRow(tx, 'ContentDocumentLink', {
      ContentDocumentId: noteId,
      LinkedEntityId: dealId,
      ShareType: 'I',
    }),
  );
}
