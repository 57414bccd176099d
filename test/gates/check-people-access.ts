import {
  allEnabled,
  differences,
  grantedFields,
  grantedNames,
  grantedObjects,
} from './granted-rights.ts';
import type { MetadataFile } from './package-files.ts';
import { modelOf } from './package-model.ts';

/**
 * What people may write, typed from the specification and not from the metadata. They read every other field of these
 * objects: the card draws itself from the record's fields, and a field that is hidden from it is missing on it.
 */
const SELLER_WRITES: { readonly [object: string]: readonly string[] } = {
  Opportunity: [
    'Sync_with_Partner_Center__c',
    'Co_Sell_Customer_Consent__c',
    'How_can_Microsoft_help__c',
    'Referral_Visibility__c',
    'Note_to_Microsoft__c',
    'Co_Sell_Notes__c',
    'Co_Sell_Marketplace_Intent__c',
    'Co_Sell_Partner_Role__c',
    'Co_Sell_Solution_Area__c',
    'Co_Sell_Solution_Play__c',
    'Referral_Response__c',
    'Referral_Response_Reason__c',
    'Co_Sell_Request__c',
    'Co_Sell_Conflict_Choices__c',
  ],
  Lead: [
    'Sync_with_Partner_Center__c',
    'Co_Sell_Customer_Consent__c',
    'Referral_Response__c',
    'Referral_Response_Reason__c',
    'Co_Sell_Request__c',
  ],
  Microsoft_Solution__c: [
    'Solution_Name__c',
    'Solution_Type__c',
    'Quantity__c',
    'Price__c',
    'Currency_Code__c',
  ],
  Microsoft_Solution_Detail__c: [],
};
const SELLER_OBJECTS = {
  Account: 'read',
  Contact: 'read',
  Lead: 'read edit',
  Microsoft_Solution__c: 'create read edit delete',
  Microsoft_Solution_Detail__c: 'read',
  Opportunity: 'read edit',
};

type Rights = {
  writes: { readonly [object: string]: readonly string[] };
  objects: { readonly [object: string]: string };
  classes: readonly string[];
};
const RIGHTS: { readonly [set: string]: Rights } = {
  Co_Sell_Seller: {
    writes: SELLER_WRITES,
    objects: SELLER_OBJECTS,
    classes: ['CoSellCardController', 'CoSellRequestAction'],
  },
  // Also keeps the catalogue, sees the whole history and watches the bridge.
  Co_Sell_Manager: {
    writes: {
      ...SELLER_WRITES,
      Opportunity: [...(SELLER_WRITES['Opportunity'] ?? []), 'Co_Sell_Partner_Location__c'],
      Microsoft_Solution_Detail__c: [
        'Solution_Name__c',
        'Solution_Type__c',
        'Publisher__c',
        'Is_Active__c',
      ],
      Co_Sell_Audit_Entry__c: [],
    },
    objects: {
      ...SELLER_OBJECTS,
      Microsoft_Solution_Detail__c: 'create read edit',
      Co_Sell_Audit_Entry__c: 'read view-all',
    },
    classes: [
      'CoSellCardController',
      'CoSellCatalogueController',
      'CoSellOperationsController',
      'CoSellRequestAction',
    ],
  },
};
/** The sets for sellers and alliance managers against the table above: nothing is missing, nothing is too much. */
export function checkPeopleAccess(files: MetadataFile[]): string[] {
  return Object.entries(RIGHTS).flatMap(([name, rights]) => {
    const set = files.find((file) => file.root === 'PermissionSet' && file.name === name);
    if (!set) return [`there is no permission set ${name}`];
    const differ = (granted: Map<string, string>, needed: Map<string, string>) =>
      differences(granted, needed, 'its holder');
    return [
      ...differ(grantedFields(set.content), neededFields(rights, files)),
      ...differ(grantedObjects(set.content), new Map(Object.entries(rights.objects))),
      ...differ(
        grantedNames(set.content, 'classAccesses', 'apexClass'),
        allEnabled(rights.classes),
      ),
      ...differ(grantedNames(set.content, 'userPermissions'), new Map()),
      ...differ(grantedNames(set.content, 'customPermissions'), new Map()),
    ].map((problem) => `${name}: ${problem}`);
  });
}

function neededFields({ writes }: Rights, files: MetadataFile[]): Map<string, string> {
  return new Map(
    modelOf(files)
      .fields.filter(({ object }) => object in writes)
      // The platform has no row for these in a permission set.
      .filter(({ type, description }) => type !== 'MasterDetail' && !/required$/.test(description))
      .map(({ object, name }) => [
        `${object}.${name}`,
        writes[object]?.includes(name) ? 'edit' : 'read',
      ]),
  );
}
