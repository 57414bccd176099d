import { describe, expect, it } from 'vitest';
import { problemsIn } from './check-metadata.ts';
import { copyTree } from './copied-tree.ts';
import type { CopiedTree } from './copied-tree.ts';
import { readMetadata } from './package-files.ts';
import { referencesIn } from './references.ts';

const PACKAGE = 'force-app/main/default';
const view = (name: string, object = 'Opportunity') =>
  `objects/${object}/listViews/${name}.listView-meta.xml`;
const SCRIPT = 'lwc/coSellX/coSellX.js';
const set = (name: string) => `permissionsets/${name}.permissionset-meta.xml`;

describe('the references in the package', () => {
  it('are really found, of every kind', () => {
    const found = readMetadata(PACKAGE).flatMap(referencesIn);
    expect([...new Set(found.map(({ to }) => to))].sort()).toEqual(
      expect.arrayContaining([
        'application',
        'class',
        'compact layout',
        'component',
        'field',
        'object',
        'page',
        'tab',
        'value',
      ]),
    );
    expect(found.length).toBeGreaterThan(100);
  });
});

const MISTAKES: [title: string, plant: (tree: CopiedTree) => void, said: RegExp][] = [
  [
    'a list view with a column that is not there',
    (tree) => tree.replace(view('Co_Sell_My_Deals'), 'Microsoft_Status__c', 'Microsoft_State__c'),
    /Opportunity has no field Microsoft_State__c/,
  ],
  [
    'a list view with a standard column of another object',
    (tree) => tree.replace(view('Co_Sell_My_Deals'), 'OPPORTUNITY.AMOUNT', 'LEAD.COMPANY'),
    /Opportunity has no field LEAD.COMPANY/,
  ],
  [
    'a list view that filters for a value nobody can have',
    (tree) => tree.replace(view('Co_Sell_Needs_Attention'), 'Needs Attention', 'Attention'),
    /Opportunity.Co_Sell_Sync_Status__c has no value Attention/,
  ],
  [
    'a compact layout with a field of another object',
    (tree) =>
      tree.replace(
        'objects/Microsoft_Solution__c/compactLayouts/Co_Sell_Solution.compactLayout-meta.xml',
        'Price__c',
        'Publisher__c',
      ),
    /Microsoft_Solution__c has no field Publisher__c/,
  ],
  [
    'an object with a compact layout that is not there',
    (tree) =>
      tree.remove(
        'objects/Microsoft_Solution__c/compactLayouts/Co_Sell_Solution.compactLayout-meta.xml',
      ),
    /Microsoft_Solution__c has no compact layout Co_Sell_Solution/,
  ],
  [
    'a search result with a field that is not there',
    (tree) =>
      tree.replace(
        'objects/Co_Sell_Audit_Entry__c/Co_Sell_Audit_Entry__c.object-meta.xml',
        'Action__c',
        'Deed__c',
      ),
    /Co_Sell_Audit_Entry__c has no field Deed__c/,
  ],
  [
    'a layout with a field that is not there',
    (tree) =>
      tree.replace(
        'layouts/Co_Sell_Audit_Entry__c-Co-Sell Audit Entry Layout.layout-meta.xml',
        'Reason__c',
        'Cause__c',
      ),
    /Co_Sell_Audit_Entry__c has no field Cause__c/,
  ],
  [
    'a layout without a required field',
    (tree) =>
      tree.replace(
        'layouts/Microsoft_Solution__c-Microsoft Solution Layout.layout-meta.xml',
        'Solution_Id__c',
        'Solution_Key__c',
      ),
    /Solution_Id__c is required and not on the layout/,
  ],
  [
    'a tab of a page that is not there',
    (tree) => tree.remove('flexipages/Co_Sell_Operations.flexipage-meta.xml'),
    /there is no page Co_Sell_Operations/,
  ],
  [
    'an app with a tab that is not there',
    (tree) => tree.remove('tabs/Co_Sell_Audit_Entry__c.tab-meta.xml'),
    /Co_Sell.app-meta.xml: there is no tab Co_Sell_Audit_Entry__c/,
  ],
  [
    'a permission set with an app that is not there',
    (tree) => tree.replace(set('Co_Sell_Seller'), '>Co_Sell<', '>Co_Sells<'),
    /there is no application Co_Sells/,
  ],
  [
    'a permission set with a class that is not there',
    (tree) => tree.remove('classes/changes/CoSellOrgResource.cls-meta.xml'),
    /Co_Sell_Bridge.*there is no class CoSellOrgResource/,
  ],
  [
    'a page with a component that is not there',
    (tree) =>
      tree.replace(
        'flexipages/Co_Sell_Operations.flexipage-meta.xml',
        '>coSellOperations<',
        '>coSellNope<',
      ),
    /Co_Sell_Operations.flexipage.*there is no component coSellNope/,
  ],
  [
    'a text that names a label which is not there',
    (tree) =>
      tree.replace('tabs/Co_Sell_Operations.tab-meta.xml', '<label>', '<label>$Label.Co_Sell_Y'),
    /there is no label Co_Sell_Y/,
  ],
  [
    'a component that imports a field which is not there',
    (tree) => tree.write(SCRIPT, "import A from '@salesforce/schema/Opportunity.Audits__c';"),
    /there is no schema Opportunity.Audits__c/,
  ],
  [
    'a component that imports a label which is not there',
    (tree) => tree.write(SCRIPT, "import A from '@salesforce/label/c.Co_Sell_Nope';"),
    /there is no label c.Co_Sell_Nope/,
  ],
  [
    'a component that calls an Apex method which is not there',
    (tree) => {
      tree.write('classes/CoSellX.cls', 'class CoSellX { static void there() {} }');
      tree.write(SCRIPT, "import a from '@salesforce/apex/CoSellX.gone';");
    },
    /there is no apex CoSellX.gone/,
  ],
  [
    'a component that calls an Apex method which is not open to components',
    (tree) => {
      tree.write('classes/CoSellX.cls', 'class CoSellX { static void there() {} }');
      tree.write(SCRIPT, "import a from '@salesforce/apex/CoSellX.there';");
    },
    /there is no apex CoSellX.there/,
  ],
  [
    'a class that names a label which is not there',
    (tree) => tree.write('classes/CoSellX.cls', 'class CoSellX { String x = Label.Co_Sell_Nope; }'),
    /there is no label c.Co_Sell_Nope/,
  ],
  [
    'a class that rings a bell which is not there',
    (tree) =>
      tree.write(
        'classes/CoSellX.cls',
        "class CoSellX { String x = 'Co_Sell_Nope'; void y() { z([SELECT Id FROM CustomNotificationType]); } }",
      ),
    /there is no notification type Co_Sell_Nope/,
  ],
  [
    'a class that asks for a permission which is not there',
    (tree) =>
      tree.write(
        'classes/CoSellX.cls',
        "class CoSellX { Boolean x = FeatureManagement.checkPermission('Co_Sell_Nope'); }",
      ),
    /there is no customPermission Co_Sell_Nope/,
  ],
  [
    'a formula over a field that is not there',
    (tree) =>
      tree.replace(
        'objects/Lead/fields/Co_Sell_Sync_Indicator__c.field-meta.xml',
        'Co_Sell_Sync_Status__c',
        'Co_Sell_Status__c',
      ),
    /Lead has no field Co_Sell_Status__c/,
  ],
];

describe('a reference that leads nowhere is noticed:', () => {
  it.each(MISTAKES)('%s', (_title, plant, said) => {
    using tree = copyTree(PACKAGE);
    plant(tree);
    expect(problemsIn(tree.folder).join('\n')).toMatch(said);
  });
});
