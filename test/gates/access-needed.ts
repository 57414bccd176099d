/** What the bridge's code reads and writes in the org, found by reading it: no list to forget. */
import ts from 'typescript';
import { recordsOf } from './check-records.ts';
import type { MetadataFile } from './package-files.ts';
import { readSources, walk } from './source-files.ts';

export type Right = 'read' | 'edit';
/** By the name under which a permission set grants it. */
export type AccessNeeded = { fields: Map<string, Right>; metadataTypes: Set<string> };

/** The lists of what is read, and the object each of them is about. */
const LISTS: { readonly [constant: string]: string } = {
  PROTOCOL_FIELDS: 'Opportunity',
  LEAD_FIELDS: 'Lead',
  SOLUTION_FIELDS: 'Microsoft_Solution__c',
  CONTACT_FIELDS: 'Contact',
};
/** Where records are put together; elsewhere a property of this name is no field. */
const WRITERS = /^(domain|sync)\//;
/** What a new customer is made of. */
const CUSTOMER = { file: 'domain/account-match.ts', Account: /^Billing/ };
/** What a person at the customer is made of, beside names. */
const PERSON = { file: 'domain/salesforce-lens.ts', Contact: /^(Email|Phone)$/ };
/** What a new lead is made of, beside its names. */
const LEAD = {
  file: 'domain/receive-lead.ts',
  Lead: /^(Email|Phone|Street|City|State|PostalCode|Country)$/,
};
/** Cleared by the resource of the package, at the bridge's wish. */
const CLEARED = 'Opportunity.Co_Sell_Change_Token__c';

/** No permission set decides about these: required, names, the platform's own, and users. */
const UNGRANTED =
  /^(Owner\..*|.*\.(Id|Name|FirstName|LastName|StageName|CloseDate|IsClosed|IsWon|IsDeleted|Company|Status|IsConverted|ConvertedOpportunityId|MasterRecordId|HasOpportunityLineItem|OwnerId|SystemModstamp|LastModifiedDate|CurrencyIsoCode)|Microsoft_Solution__c\.(Opportunity__c|Solution_Id__c))$/;
const ADDRESS = /^(Account\.Billing|Lead\.)(?:Street|City|State|PostalCode|Country)$/;

export function accessNeeded(serviceFolder: string, files: MetadataFile[]): AccessNeeded {
  const fields = new Map<string, Right>();
  const need = (path: string, right: Right) => {
    const name = path.replace(ADDRESS, '$1Address');
    if (UNGRANTED.test(name)) return;
    if (fields.get(name) !== 'edit') fields.set(name, right);
  };
  const metadataTypes = new Set<string>();
  for (const { path, source } of readSources(serviceFolder))
    walk(source, (node) => {
      for (const read of listed(node)) need(read, 'read');
      const written = writtenBy(node, path);
      if (written) need(written, 'edit');
      for (const type of typesIn(node)) metadataTypes.add(type);
    });
  for (const { field, direction } of mappedIn(files))
    need(field, direction === 'To Partner Center' ? 'read' : 'edit');
  need(CLEARED, 'edit');
  return { fields, metadataTypes };
}

function listed(node: ts.Node): string[] {
  if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name)) return [];
  const object = LISTS[node.name.text];
  if (!object || !node.initializer) return [];
  const names: string[] = [];
  walk(node.initializer, (part) => {
    if (ts.isStringLiteral(part)) names.push(`${object}.${part.text}`);
  });
  return names.map((name) => name.replace(/^Opportunity\.(\w+\.)/, '$1'));
}

/** `{ X__c: … }` or `row['X__c'] = …`; what is only expected to be there is not written. */
function writtenBy(node: ts.Node, path: string): string | undefined {
  if (!WRITERS.test(path)) return undefined;
  if (ts.isPropertyAssignment(node)) {
    const name = ts.isComputedPropertyName(node.name) ? '' : node.name.text;
    if (path === CUSTOMER.file && CUSTOMER.Account.test(name)) return `Account.${name}`;
    if (path === PERSON.file && PERSON.Contact.test(name)) return `Contact.${name}`;
    if (path === LEAD.file && LEAD.Lead.test(name)) return `Lead.${name}`;
    return name.endsWith('__c') && !isExpectation(node) ? `Opportunity.${name}` : undefined;
  }
  const isAssignment =
    ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (!isAssignment || !ts.isElementAccessExpression(node.left)) return undefined;
  const name = node.left.argumentExpression;
  return ts.isStringLiteral(name) && name.text.endsWith('__c')
    ? `Opportunity.${name.text}`
    : undefined;
}

function isExpectation(node: ts.PropertyAssignment): boolean {
  const holder = node.parent.parent;
  return ts.isPropertyAssignment(holder) && holder.name.getText() === 'expect';
}

function typesIn(node: ts.Node): string[] {
  const isText =
    ts.isStringLiteralLike(node) || ts.isTemplateTail(node) || ts.isTemplateMiddle(node);
  return isText ? (node.text.match(/\b\w+__mdt\b/g) ?? []) : [];
}

/** Of the rows that come with the package; whoever maps more opens more to the integration user. */
function mappedIn(files: MetadataFile[]): { field: string; direction: string }[] {
  return recordsOf(files)
    .filter(({ type, values }) => type === 'Co_Sell_Field_Mapping' && isActive(values))
    .map(({ values }) => {
      const field = values.get('Field__c') ?? '';
      const object = values.get('Object__c') ?? '';
      return {
        field: field.includes('.') ? field : `${object}.${field}`,
        direction: values.get('Direction__c') ?? '',
      };
    });
}

const isActive = (values: Map<string, string>) => values.get('Is_Active__c') !== 'false';
