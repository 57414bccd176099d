import { describe, expect, it } from 'vitest';
import { accessNeeded } from './access-needed.ts';
import { checkAccess } from './check-access.ts';
import { checkPeopleAccess } from './check-people-access.ts';
import { copyTree } from './copied-tree.ts';
import { readMetadata } from './package-files.ts';

const PACKAGE = 'force-app/main/default';
const SERVICE = 'service/src';
const SET = 'permissionsets/Co_Sell_Bridge.permissionset-meta.xml';

describe('the permission set of the bridge', () => {
  it('gives what the bridge’s code uses, and nothing else', () => {
    expect(checkAccess(SERVICE, readMetadata(PACKAGE))).toEqual([]);
  });

  it('is compared with something: what is read, written and cleared is really found', () => {
    const { fields, metadataTypes } = accessNeeded(SERVICE, readMetadata(PACKAGE));
    expect(Object.fromEntries(fields)).toMatchObject({
      'Opportunity.Co_Sell_Customer_Consent__c': 'read',
      'Opportunity.Referral_Status__c': 'edit',
      'Opportunity.Referral_Response__c': 'edit',
      'Opportunity.Amount': 'edit',
      'Account.BillingAddress': 'edit',
      'Contact.Email': 'edit',
      'Microsoft_Solution__c.Quantity__c': 'read',
    });
    expect(fields.size).toBeGreaterThan(45);
    expect(metadataTypes.size).toBe(3);
  });
});

const BETWEEN = '\n        <field>';
const PLANTED: [what: string, from: string, to: string, said: string][] = [
  [
    'a field too few',
    'Opportunity.Products__c',
    'Opportunity.NextStep',
    'Opportunity.Products__c: the bridge needs edit, the set gives nothing',
  ],
  [
    'a field too many',
    'Opportunity.Products__c',
    'Opportunity.NextStep',
    'Opportunity.NextStep: the bridge needs nothing, the set gives edit',
  ],
  [
    'a field that may only be read',
    `true</editable>${BETWEEN}Opportunity.Amount<`,
    `false</editable>${BETWEEN}Opportunity.Amount<`,
    'Opportunity.Amount: the bridge needs edit, the set gives read',
  ],
  [
    'a field that may be written for nothing',
    `false</editable>${BETWEEN}Opportunity.Co_Sell_Customer_Consent__c<`,
    `true</editable>${BETWEEN}Opportunity.Co_Sell_Customer_Consent__c<`,
    'Opportunity.Co_Sell_Customer_Consent__c: the bridge needs read, the set gives edit',
  ],
  [
    'a right to delete',
    '<allowDelete>false',
    '<allowDelete>true',
    'Account: the bridge needs create read edit, the set gives create read edit delete',
  ],
  [
    'deals of others that are not seen',
    `Opportunity</object>\n        <viewAllRecords>true`,
    `Opportunity</object>\n        <viewAllRecords>false`,
    'Opportunity: the bridge needs create read edit view-all, the set gives create read edit',
  ],
  [
    'a field of a lead too few',
    'Lead.Referral_Status__c',
    'Lead.Email',
    'Lead.Referral_Status__c: the bridge needs edit, the set gives nothing',
  ],
  [
    'an Apex class that the bridge does not call',
    'CoSellOrgResource',
    'CoSellCardController',
    'CoSellCardController: the bridge needs nothing, the set gives enabled',
  ],
  [
    'another custom metadata type',
    'Co_Sell_Setting__mdt',
    'Co_Sell_Value_Mapping__mdt',
    'Co_Sell_Setting__mdt: the bridge needs enabled, the set gives nothing',
  ],
  [
    'a way past every permission',
    'ApiEnabled',
    'ViewAllData',
    'ViewAllData: the bridge needs nothing, the set gives enabled',
  ],
  [
    'an Apex resource that stays closed',
    `<enabled>true</enabled>\n        <name>Co_Sell_Bridge_Access`,
    `<enabled>false</enabled>\n        <name>Co_Sell_Bridge_Access`,
    'Co_Sell_Bridge_Access: the bridge needs enabled, the set gives nothing',
  ],
];

describe('a difference is noticed:', () => {
  it.each(PLANTED)('%s', (_what, from, to, said) => {
    using tree = copyTree(PACKAGE);
    tree.replace(SET, from, to);
    expect(checkAccess(SERVICE, readMetadata(tree.folder))).toContain(said);
  });

  it.each([
    [
      'a field the bridge begins to read',
      'salesforce/record-fields.ts',
      "'Id',",
      "'Id', 'NextStep',",
    ],
    [
      'a field the bridge begins to write',
      'domain/receive.ts',
      'StageName:',
      'NextStep__c: 1, StageName:',
    ],
    [
      'a type the bridge begins to ask for',
      'salesforce/org-profile.ts',
      'FROM Co_Sell_Setting__mdt',
      'FROM Next__mdt',
    ],
  ])('%s', (_what, path, from, to) => {
    using tree = copyTree(SERVICE);
    tree.replace(path, from, to);
    expect(checkAccess(tree.folder, readMetadata(PACKAGE)).join('\n')).toMatch(
      /^(Opportunity\.)?Next\w+: the bridge needs (read|edit|enabled), the set gives nothing$/m,
    );
  });

  it('a field the package begins to map', () => {
    using tree = copyTree(PACKAGE);
    const row = 'customMetadata/Co_Sell_Field_Mapping.Default_Help.md-meta.xml';
    tree.replace(row, 'How_can_Microsoft_help__c', 'Description');
    expect(checkAccess(SERVICE, readMetadata(tree.folder))).toEqual([
      'Opportunity.Description: the bridge needs read, the set gives nothing',
    ]);
  });

  it('no permission set at all', () => {
    using tree = copyTree(PACKAGE);
    tree.remove(SET);
    expect(checkAccess(SERVICE, readMetadata(tree.folder))).toEqual([
      'there is no permission set Co_Sell_Bridge',
    ]);
  });
});

describe('the permission sets of people', () => {
  it('give what the specification says, and nothing else', () => {
    expect(checkPeopleAccess(readMetadata(PACKAGE))).toEqual([]);
  });

  it.each([
    [
      'a seller who may write what only the bridge writes',
      'Co_Sell_Seller',
      `false</editable>${BETWEEN}Opportunity.Referral_Identifier__c<`,
      `true</editable>${BETWEEN}Opportunity.Referral_Identifier__c<`,
      'Opportunity.Referral_Identifier__c: its holder needs read, the set gives edit',
    ],
    [
      'a seller who cannot give the customer’s consent',
      'Co_Sell_Seller',
      `true</editable>${BETWEEN}Opportunity.Co_Sell_Customer_Consent__c<`,
      `false</editable>${BETWEEN}Opportunity.Co_Sell_Customer_Consent__c<`,
      'Opportunity.Co_Sell_Customer_Consent__c: its holder needs edit, the set gives read',
    ],
    [
      'a field that the card cannot show',
      'Co_Sell_Seller',
      'Opportunity.Co_Sell_Checklist__c',
      'Opportunity.NextStep',
      'Opportunity.Co_Sell_Checklist__c: its holder needs read, the set gives nothing',
    ],
    [
      'a seller who sees the deals of others',
      'Co_Sell_Seller',
      `Opportunity</object>\n        <viewAllRecords>false`,
      `Opportunity</object>\n        <viewAllRecords>true`,
      'Opportunity: its holder needs read edit, the set gives read edit view-all',
    ],
    [
      'a seller who may run the operations page',
      'Co_Sell_Seller',
      'CoSellRequestAction',
      'CoSellOperationsController',
      'CoSellOperationsController: its holder needs nothing, the set gives enabled',
    ],
    [
      'an alliance manager without the history',
      'Co_Sell_Manager',
      `Co_Sell_Audit_Entry__c</object>\n        <viewAllRecords>true`,
      `Co_Sell_Audit_Entry__c</object>\n        <viewAllRecords>false`,
      'Co_Sell_Audit_Entry__c: its holder needs read view-all, the set gives read',
    ],
  ])('a mistake is noticed: %s', (_what, set, from, to, said) => {
    using tree = copyTree(PACKAGE);
    tree.replace(`permissionsets/${set}.permissionset-meta.xml`, from, to);
    expect(checkPeopleAccess(readMetadata(tree.folder))).toContain(`${set}: ${said}`);
  });
});
