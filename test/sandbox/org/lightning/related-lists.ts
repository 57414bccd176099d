/** `GET related/{id}`: the related lists of a record page. */
import type { FieldDef, ObjectDef, Row } from '../schema/types.ts';
import { columnOf, showRows } from './lists/columns.ts';
import { recordOf, type UiCall } from './ui-call.ts';

type RelatedList = { relationship: string; label: string; columns: readonly string[] };

const HISTORY: RelatedList = {
  relationship: 'Co_Sell_Audit_Entries__r',
  label: 'Co-Sell History',
  columns: ['Name', 'Occurred__c', 'Actor__c', 'Action__c', 'Field__c', 'Before__c', 'After__c'],
};

/** In their order on the page. */
const RELATED: { readonly [object: string]: readonly RelatedList[] } = {
  Opportunity: [
    {
      relationship: 'OpportunityLineItems',
      label: 'Products',
      columns: ['Name', 'Quantity', 'UnitPrice', 'TotalPrice'],
    },
    {
      relationship: 'OpportunityContactRoles',
      label: 'Contact Roles',
      columns: ['ContactId', 'Role', 'IsPrimary'],
    },
    {
      relationship: 'Microsoft_Solutions__r',
      label: 'Microsoft Solutions',
      columns: ['Name', 'Solution_Name__c', 'Solution_Type__c', 'Quantity__c', 'Price__c'],
    },
    HISTORY,
  ],
  Lead: [HISTORY],
  Account: [
    {
      relationship: 'Contacts',
      label: 'Contacts',
      columns: ['Name', 'Title', 'Email', 'Phone'],
    },
    {
      relationship: 'Opportunities',
      label: 'Opportunities',
      columns: ['Name', 'StageName', 'Amount', 'CloseDate'],
    },
  ],
};

export function relatedLists(call: UiCall): object[] {
  const { object, id } = recordOf(call);
  return (RELATED[object.name] ?? []).flatMap((list) => {
    const found = childOf(call, object, list.relationship);
    if (!found) return [];
    const { child, field } = found;
    const { schema } = call.user.access;
    const columns = list.columns.flatMap((path) => columnOf(call.org, schema, child, path) ?? []);
    const rows = call.org.tables
      .all(child.name)
      .filter((row: Row) => row[field.name] === id && row['IsDeleted'] !== true);
    const { relationship, label } = list;
    return [{ relationship, label, object: child.name, ...showRows(call, child, columns, rows) }];
  });
}

/** Of the objects that the user may see, by a field that the user may see. */
function childOf(
  { user }: UiCall,
  parent: ObjectDef,
  relationship: string,
): { child: ObjectDef; field: FieldDef } | undefined {
  for (const child of user.access.schema.objects.values()) {
    for (const field of child.fields.values()) {
      const isIt =
        field.childRelationship === relationship && field.referenceTo.includes(parent.name);
      if (isIt) return { child, field };
    }
  }
  return undefined;
}
