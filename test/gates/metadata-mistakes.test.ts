import { describe, expect, it } from 'vitest';
import { problemsIn } from './check-metadata.ts';
import { copyTree } from './copied-tree.ts';
import type { CopiedTree } from './copied-tree.ts';

const PACKAGE = 'force-app/main/default';
const OPPORTUNITY = 'objects/Opportunity';
const field = (name: string, object = 'Opportunity') =>
  `objects/${object}/fields/${name}.field-meta.xml`;
const mapping = (name: string) => `customMetadata/Co_Sell_Field_Mapping.${name}.md-meta.xml`;
const BRIDGE_SET = 'permissionsets/Co_Sell_Bridge.permissionset-meta.xml';
const APEX = '<?xml version="1.0"?><ApexClass xmlns="http://soap.sforce.com/2006/04/metadata">';
const MISTAKES: [title: string, plant: (tree: CopiedTree) => void, said: RegExp][] = [
  [
    'XML that is not well-formed',
    (tree) => tree.replace(field('Audit__c'), '</label>', ''),
    /Audit__c.*not well-formed/,
  ],
  [
    'an element that does not exist',
    (tree) => tree.replace(field('Audit__c'), '<label>', '<lable>x</lable><label>'),
    /knows no <lable>/,
  ],
  [
    'an element that is missing',
    (tree) => tree.replace(field('Referral_Link__c'), '<type>Url</type>', ''),
    /has no <type>/,
  ],
  [
    'an element that stands twice',
    (tree) => tree.replace(field('Referral_Link__c'), '<label>', '<label>Two</label><label>'),
    /has <label> 2 times/,
  ],
  [
    'a type the platform does not know',
    (tree) => tree.replace(field('Referral_Link__c'), '>Url<', '>URL<'),
    /<type> is URL, expected one of/,
  ],
  [
    'a switch that is neither true nor false',
    (tree) => tree.replace(field('Referral_Link__c'), '>false<', '>no<'),
    /<required> is no, expected true or false/,
  ],
  [
    'a length that is no number',
    (tree) => tree.replace(field('Audit__c'), '>100000<', '>100k<'),
    /<length> is 100k, expected a number/,
  ],
  [
    'an unknown kind of file',
    (tree) => tree.write('workflows/Opportunity.workflow-meta.xml', '<Workflow/>'),
    /<Workflow> is not in the table/,
  ],
  [
    'a file in the wrong folder',
    (tree) => {
      tree.write(`${OPPORTUNITY}/listViews/X__c.field-meta.xml`, '<CustomField/>');
    },
    /does not belong in this folder/,
  ],
  [
    'a full name that is not the file name',
    (tree) => tree.replace(field('Audit__c'), 'Audit__c', 'Audits__c'),
    /the file name says Audit__c, fullName Audits__c/,
  ],
  [
    'a changed length',
    (tree) => tree.replace(field('Referral_Identifier__c'), '>100<', '>80<'),
    /Opportunity.Referral_Identifier__c: is Text 80.*specified Text 100/,
  ],
  [
    'an identifier that is no longer unique',
    (tree) =>
      tree.replace(
        field('Referral_Identifier__c', 'Lead'),
        '<unique>true</unique>',
        '<unique>false</unique>',
      ),
    /Lead.Referral_Identifier__c: is Text 100, external id, specified Text 100, external id, unique/,
  ],
  [
    'a picklist that is no longer restricted',
    (tree) => tree.replace(field('Co_Sell_Request__c'), '<restricted>true', '<restricted>false'),
    /Co_Sell_Request__c: is Picklist open/,
  ],
  [
    'a picklist value that Microsoft does not know',
    (tree) => tree.replace(field('How_can_Microsoft_help__c'), '>General or other<', '>Other<'),
    /How_can_Microsoft_help__c: is Picklist restricted/,
  ],
  [
    'a field that is gone',
    (tree) => tree.remove(field('Microsoft_Notes__c')),
    /Opportunity.Microsoft_Notes__c: is undefined/,
  ],
  [
    'a field nobody specified',
    (tree) =>
      tree.write(
        field('Co_Sell_Extra__c'),
        '<CustomField><type>Url</type><fullName>Co_Sell_Extra__c</fullName></CustomField>',
      ),
    /Opportunity.Co_Sell_Extra__c: is Url, specified undefined/,
  ],
  [
    'a long text without its number of lines',
    (tree) => tree.replace(field('Audit__c'), '<visibleLines>8</visibleLines>', ''),
    /LongTextArea needs <visibleLines>/,
  ],
  [
    'a label that is too long for the platform',
    (tree) => tree.replace(field('Audit__c'), '<label>', `<label>${'x'.repeat(40)}`),
    /<label> is longer than 40/,
  ],
  [
    'a field without a text for admins',
    (tree) =>
      tree.replace(
        field('Referral_Link__c'),
        '<description>Address of the referral in Partner Center. The bridge builds it from the id; it is never copied from a message.</description>',
        '',
      ),
    /Referral_Link__c.*has no <description>/,
  ],
  [
    'a field without a text for sellers',
    (tree) =>
      tree.replace(
        field('Referral_Link__c'),
        '<inlineHelpText>Opens this deal in Partner Center.</inlineHelpText>',
        '',
      ),
    /Referral_Link__c.*has no <inlineHelpText>/,
  ],
  [
    'a text for sellers that only repeats the label',
    (tree) =>
      tree.replace(
        field('Referral_Link__c'),
        'Opens this deal in Partner Center.',
        'Referral link.',
      ),
    /Referral_Link__c.*the help only repeats the label/,
  ],
  [
    'an audit trail that everybody can read',
    (tree) =>
      tree.replace(
        'objects/Co_Sell_Audit_Entry__c/Co_Sell_Audit_Entry__c.object-meta.xml',
        '>Private<',
        '>Read<',
      ),
    /sharing Co_Sell_Audit_Entry__c: is Read, specified Private/,
  ],
  [
    'a validation rule that looks at every save',
    (tree) =>
      tree.replace(
        `${OPPORTUNITY}/validationRules/Co_Sell_Decline_Needs_Reason.validationRule-meta.xml`,
        'ISCHANGED(Referral_Response__c),',
        '',
      ),
    /Co_Sell_Decline_Needs_Reason: is every save/,
  ],
  [
    'a third validation rule',
    (tree) =>
      tree.write(
        `${OPPORTUNITY}/validationRules/Third.validationRule-meta.xml`,
        '<ValidationRule/>',
      ),
    /validation rule Third: is every save, specified undefined/,
  ],
  [
    'sharing of the standard Opportunity',
    (tree) =>
      tree.write(
        `${OPPORTUNITY}/Opportunity.object-meta.xml`,
        '<CustomObject><sharingModel>Private</sharingModel></CustomObject>',
      ),
    /a standard object has only fields/,
  ],
  [
    'a page layout of a standard object',
    (tree) => tree.write('layouts/Lead-Lead Layout.layout-meta.xml', '<Layout/>'),
    /belongs to the org/,
  ],
  [
    'a field without a prefix',
    (tree) => tree.write(field('Notes__c'), '<CustomField/>'),
    /Notes__c must have Co_Sell_/,
  ],
  [
    'a class without a prefix',
    (tree) => tree.write('classes/Bridge.cls', 'public class Bridge {}'),
    /Bridge must have CoSell/,
  ],
  [
    'a later API version',
    (tree) =>
      tree.write(
        'classes/CoSellX.cls-meta.xml',
        `${APEX}<apiVersion>67.0</apiVersion><status>Active</status></ApexClass>`,
      ),
    /apiVersion is 67.0/,
  ],
  [
    'Apex that names what only some orgs have',
    (tree) =>
      tree.write('classes/CoSellX.cls', 'class CoSellX { void x() { o.CurrencyIsoCode; } }'),
    /names CurrencyIsoCode/,
  ],
  [
    'a component that imports what only some orgs have',
    (tree) =>
      tree.write(
        'lwc/coSellX/coSellX.js',
        "import C from '@salesforce/schema/Account.BillingCountryCode';",
      ),
    /names BillingCountryCode/,
  ],
  [
    'a list view that names what only some orgs have',
    (tree) =>
      tree.replace(
        `${OPPORTUNITY}/listViews/Co_Sell_My_Deals.listView-meta.xml`,
        'OPPORTUNITY.AMOUNT',
        'CurrencyIsoCode',
      ),
    /names CurrencyIsoCode/,
  ],
  [
    'a list view of a standard object without a prefix',
    (tree) => tree.write(`${OPPORTUNITY}/listViews/My_Deals.listView-meta.xml`, '<ListView/>'),
    /My_Deals must have Co_Sell_ in front/,
  ],
  [
    'a component of a later API version',
    (tree) =>
      tree.write(
        'lwc/coSellX/coSellX.js-meta.xml',
        '<LightningComponentBundle><apiVersion>66.0</apiVersion></LightningComponentBundle>',
      ),
    /apiVersion is 66.0/,
  ],
  [
    'a mapping row for a field that is not there',
    (tree) => tree.replace(mapping('Default_Notes'), 'Co_Sell_Notes__c', 'Co_Sell_Note__c'),
    /there is no field Co_Sell_Note__c/,
  ],
  [
    'a mapping row that puts text into a date',
    (tree) => tree.replace(mapping('Default_Notes'), 'Co_Sell_Notes__c', 'Microsoft_Close_Date__c'),
    /notes does not fit into a Date/,
  ],
  [
    'a direction nobody knows',
    (tree) => tree.replace(mapping('Default_Notes'), '>Both<', '>Both ways<'),
    /Direction__c cannot be Both ways/,
  ],
  [
    'a value of the wrong type',
    (tree) => tree.replace(mapping('Default_Notes'), 'xsd:boolean', 'xsd:string'),
    /On_Create__c is typed xsd:string/,
  ],
  [
    'a record with a field its type does not have',
    (tree) => tree.replace(mapping('Default_Notes'), '>Direction__c<', '>Directions__c<'),
    /has no field Directions__c/,
  ],
  [
    'a picklist value without a translation',
    (tree) =>
      tree.remove('customMetadata/Co_Sell_Value_Mapping.Default_Visibility_Private.md-meta.xml'),
    /value rows of visibility/,
  ],
  [
    'a packaged row that an admin could not override',
    (tree) => tree.write(mapping('Mine'), '<CustomMetadata/>'),
    /Mine: a packaged row is named Default_/,
  ],
  ...inTheSet([
    [
      'a required field',
      'Opportunity.Amount',
      'Microsoft_Solution__c.Solution_Id__c',
      /is required/,
    ],
    [
      'a master-detail field',
      'Opportunity.Amount',
      'Microsoft_Solution__c.Opportunity__c',
      /is a master-detail/,
    ],
    [
      'a name',
      'Opportunity.Amount',
      'Account.Name',
      /Account.Name is no field that can be granted/,
    ],
    ['a system field', 'Opportunity.Amount', 'Opportunity.IsWon', /IsWon is no field that can be/],
    [
      'a part of an address',
      'Account.BillingAddress',
      'Account.BillingCity',
      /BillingCity is no field/,
    ],
    [
      'a country by its code, which only some orgs have',
      'Account.BillingAddress',
      'Account.BillingCountryCode',
      /names BillingCountryCode/,
    ],
    [
      'a person, which only some orgs have',
      'Contact.Email',
      'Account.PersonEmail',
      /names PersonE/,
    ],
    [
      'notes, which only some orgs have',
      '<object>Account<',
      '<object>ContentNote<',
      /names ContentN/,
    ],
    [
      'the team of a deal, which only some orgs have',
      '<object>Account<',
      '<object>OpportunityTeamMember<',
      /names OpportunityTeamMember/,
    ],
    [
      'solutions without their deals',
      '<allowRead>true</allowRead>\n        <modifyAllRecords>false</modifyAllRecords>\n        <object>Opportunity<',
      '<allowRead>false</allowRead>\n        <modifyAllRecords>false</modifyAllRecords>\n        <object>Opportunity<',
      /Read on Microsoft_Solution__c needs Read on Opportunity/,
    ],
    ['a field that is spelt wrong', '.Audit__c', '.Audits__c', /Audits__c is no field that can be/],
    ['a formula to be edited', '.Audit__c', '.Co_Sell_Sync_Indicator__c', /is a formula/],
    ['a field that is edited but not read', 'readable>true', 'readable>false', /editable but not/],
    ['a field twice', '.Audit__c', '.Amount', /Opportunity.Amount stands there twice/],
    [
      'a field of an object it cannot read',
      '<object>Microsoft_Solution__c',
      '<object>Lead',
      /has fields of Microsoft_Solution__c, which it cannot read/,
    ],
    [
      'an object that is not there',
      '<object>Microsoft_Solution__c',
      '<object>Nope__c',
      /no object Nope__c/,
    ],
    [
      'deals without their accounts',
      '<object>Account<',
      '<object>Lead<',
      /Read on Opportunity needs Read on Account/,
    ],
    [
      'writing without reading',
      'allowRead>true',
      'allowRead>false',
      /allowEdit of Account needs allowRead/,
    ],
    [
      'Modify All',
      'modifyAllRecords>false',
      'modifyAllRecords>true',
      /Modify All on Account is never/,
    ],
    [
      'every field of an object',
      '<viewAllRecords>false',
      '<viewAllFields>true</viewAllFields><viewAllRecords>false',
      /every field of Account is never given/,
    ],
    ['all data', 'ApiEnabled', 'ModifyAllData', /ModifyAllData is never given/],
    [
      'a custom permission that is not there',
      '>Co_Sell_Bridge_Access',
      '>Nope',
      /no custom permission Nope/,
    ],
    [
      'the bypass of our own automation',
      '>Co_Sell_Bridge_Access',
      '>Bypass_Co_Sell_Automation',
      /is in no set of ours/,
    ],
    [
      'a metadata type that is not there',
      'Co_Sell_Setting__mdt',
      'Nope__mdt',
      /no custom metadata type Nope__mdt/,
    ],
  ]),
  [
    'another permission set that may use the resources of the bridge',
    (tree) =>
      tree.write(
        'permissionsets/Co_Sell_Seller.permissionset-meta.xml',
        '<PermissionSet><customPermissions><enabled>true</enabled><name>Co_Sell_Bridge_Access</name></customPermissions></PermissionSet>',
      ),
    /Co_Sell_Bridge_Access belongs to Co_Sell_Bridge alone/,
  ],
];

function inTheSet(rows: [what: string, from: string, to: string, said: RegExp][]): typeof MISTAKES {
  return rows.map(([what, from, to, said]) => [
    `${what} in a permission set`,
    (tree) => tree.replace(BRIDGE_SET, from, to),
    said,
  ]);
}

describe('a mistake in the package is noticed:', () => {
  it.each(MISTAKES)('%s', (_title, plant, said) => {
    using tree = copyTree(PACKAGE);
    expect(problemsIn(tree.folder)).toEqual([]);
    plant(tree);
    expect(problemsIn(tree.folder).join('\n')).toMatch(said);
  });

  it('but not a feature name that stands only in a text', () => {
    using tree = copyTree(PACKAGE);
    tree.write(
      'classes/CoSellX.cls',
      "class CoSellX { Object x() { return o.get('CurrencyIsoCode'); } } // CurrencyIsoCode",
    );
    expect(problemsIn(tree.folder)).toEqual([]);
  });
});
