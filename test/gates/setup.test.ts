import { describe, expect, it } from 'vitest';
import { problemsIn, problemsInSetup, readSetup } from './check-metadata.ts';
import { copyTree } from './copied-tree.ts';
import type { CopiedTree } from './copied-tree.ts';

const PACKAGE = 'force-app/main/default';
const SETUP = 'config/org-setup';
const META = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

describe('what a set-up deploys once', () => {
  it('has no problem that can be seen without an org', () => {
    expect(problemsInSetup(SETUP, PACKAGE)).toEqual([]);
  });

  it('is really read', () => {
    const roots = new Set(readSetup(SETUP).map(({ root }) => root));
    expect([...roots].sort()).toEqual([
      'CustomFieldTranslation',
      'CustomObjectTranslation',
      'ExternalClientApplication',
      'ExternalCredential',
      'ExtlClntAppConfigurablePolicies',
      'ExtlClntAppGlobalOauthSettings',
      'ExtlClntAppOauthConfigurablePolicies',
      'ExtlClntAppOauthSettings',
      'FlexiPage',
      'NamedCredential',
      'PermissionSet',
      'PermissionSetGroup',
      'Report',
      'ReportFolder',
      'ReportType',
      'Translations',
    ]);
  });
});

const CALLOUT_SET = 'callout/permissionsets/Co_Sell_Callout.permissionset-meta.xml';
const NAMED = 'callout/namedCredentials/Co_Sell_Bridge.namedCredential-meta.xml';
const STUCK = 'reports/reports/Co_Sell/Co_Sell_Stuck.report-meta.xml';
const OAUTH = 'client-app/extlClntAppGlobalOauthSets/Co_Sell_Bridge_Global.ecaGlblOauth-meta.xml';
const french = (name: string) =>
  `french/objectTranslations/Opportunity-fr/${name}.fieldTranslation-meta.xml`;

const MISTAKES: [title: string, plant: (tree: CopiedTree) => void, said: RegExp][] = [
  [
    'an element that Salesforce does not know',
    (tree) => tree.replace(NAMED, '<label>', '<endpoints>x</endpoints><label>'),
    /<NamedCredential> knows no <endpoints>/,
  ],
  [
    'a kind of parameter that Salesforce does not know',
    (tree) => tree.replace(NAMED, '<parameterType>Url', '<parameterType>Address'),
    /<parameterType> is Address, expected one of/,
  ],
  [
    'somebody’s own address of a bridge',
    (tree) => tree.replace(NAMED, '{BRIDGE_URL}', 'https://bridge.partner.example'),
    /bridge.partner.example is somebody’s address/,
  ],
  [
    'a placeholder that nothing replaces',
    (tree) => tree.replace('sfdx-project.json', '{BRIDGE_URL}', '{BRIDGE}'),
    /nothing replaces \{BRIDGE_URL\}/,
  ],
  [
    'a secret in the repository',
    (tree) => tree.replace(OAUTH, '<label>', '<consumerSecret>abc</consumerSecret><label>'),
    /<consumerSecret> does not belong into a repository/,
  ],
  [
    'a later API version of the set-up',
    (tree) => tree.replace('sfdx-project.json', '65.0', '67.0'),
    /sourceApiVersion is 67.0/,
  ],
  [
    'a folder of the set-up that its project does not know',
    (tree) => tree.replace('sfdx-project.json', '"reports"', '"report"'),
    /packageDirectories are .*report, the folders/,
  ],
  [
    'a named credential without its external credential',
    (tree) => tree.replace(NAMED, '<externalCredential>Co_Sell_Bridge', '<externalCredential>Nope'),
    /there is no credential Nope/,
  ],
  [
    'a principal that is not there',
    (tree) => tree.replace(CALLOUT_SET, 'Co_Sell_Bridge-Bridge', 'Co_Sell_Bridge-Org'),
    /there is no principal Co_Sell_Bridge-Org/,
  ],
  [
    'sellers with the key of the operations page',
    (tree) => tree.replace(CALLOUT_SET, 'Co_Sell_Bridge-Bridge', 'Co_Sell_Operations-Operations'),
    /Co_Sell_Operations-Operations belongs to Co_Sell_Operations_Callout alone/,
  ],
  [
    'a group with a permission set that is not there',
    (tree) =>
      tree.replace(
        'callout/permissionsetgroups/Co_Sell_Sellers.permissionsetgroup-meta.xml',
        'Co_Sell_Seller<',
        'Co_Sell_Sales<',
      ),
    /there is no permission set Co_Sell_Sales/,
  ],
  [
    'a client app that lets in whoever has another set',
    (tree) =>
      tree.replace(
        'client-app/extlClntAppOauthPolicies/Co_Sell_Bridge_OAuthPolicy.ecaOauthPlcy-meta.xml',
        '>Co_Sell_Bridge</commaSeparatedPermissionSet',
        '>Nope</commaSeparatedPermissionSet',
      ),
    /there is no permission set Nope/,
  ],
  [
    'a report over a field that is not there',
    (tree) => tree.replace(STUCK, 'Opportunity$Co_Sell_Last_Synced__c', 'Opportunity$Synced__c'),
    /Opportunity has no field Synced__c/,
  ],
  [
    'a report that filters for a value nobody can have',
    (tree) => tree.replace(STUCK, 'Conflict,', 'Conflicts,'),
    /Opportunity.Co_Sell_Sync_Status__c has no value Conflicts/,
  ],
  [
    'a report with a column that its report type does not offer',
    (tree) =>
      tree.replace(
        'reports/reportTypes/Co_Sell_Deals.reportType-meta.xml',
        '<field>Co_Sell_Last_Synced__c',
        '<field>Co_Sell_Notes__c',
      ),
    /Co_Sell_Stuck.*Co_Sell_Last_Synced__c is not in the report type/,
  ],
  [
    'a report without its report type',
    (tree) => tree.replace(STUCK, 'Co_Sell_Deals__c', 'Deals__c'),
    /there is no report type Deals__c/,
  ],
  [
    'a field without French',
    (tree) => tree.remove(french('Co_Sell_Notes__c')),
    /Opportunity.Co_Sell_Notes__c has no French/,
  ],
  [
    'a picklist value without French',
    (tree) =>
      tree.replace(french('Referral_Response__c'), 'masterLabel>Decline<', 'masterLabel>Declined<'),
    /Opportunity.Referral_Response__c has no French for Decline/,
  ],
  [
    'French for a value that is not there',
    (tree) =>
      tree.replace(french('Referral_Response__c'), 'masterLabel>Decline<', 'masterLabel>Declined<'),
    /Opportunity.Referral_Response__c has no value Declined/,
  ],
  [
    'an example page that names what only some orgs have',
    (tree) =>
      tree.replace(STUCK, 'Opportunity$Co_Sell_Last_Synced__c', 'Opportunity$CurrencyIsoCode'),
    /names CurrencyIsoCode/,
  ],
  [
    'a field, which belongs to the package',
    (tree) =>
      tree.write(
        'callout/objects/Opportunity/fields/Co_Sell_X__c.field-meta.xml',
        `<CustomField ${META}/>`,
      ),
    /a CustomField belongs to the package, not to the setup/,
  ],
];

describe('a mistake in the set-up is noticed:', () => {
  it.each(MISTAKES)('%s', (_title, plant, said) => {
    using tree = copyTree(SETUP);
    plant(tree);
    expect(problemsInSetup(tree.folder, PACKAGE).join('\n')).toMatch(said);
  });
});

describe('a call-out by Apex', () => {
  it.each([
    ['Co_Sell_Bridge', ''],
    ['Co_Sell_Nope', 'classes/CoSellX.cls: there is no named credential Co_Sell_Nope'],
  ])('to %s is looked up in the set-up', (name, said) => {
    using tree = copyTree(PACKAGE);
    tree.write('classes/CoSellX.cls', `class CoSellX { String x = 'callout:${name}/v1'; }`);
    expect(problemsInSetup(SETUP, tree.folder).join('\n')).toBe(said);
  });
});

describe('what belongs to the org is not packaged:', () => {
  it.each([
    ['a named credential', 'namedCredentials/Co_Sell_X.namedCredential', 'NamedCredential'],
    [
      'an external credential',
      'externalCredentials/Co_Sell_X.externalCredential',
      'ExternalCredential',
    ],
    ['a client app', 'externalClientApps/Co_Sell_X.eca', 'ExternalClientApplication'],
    ['a report', 'reports/Co_Sell/Co_Sell_X.report', 'Report'],
    ['French', 'objectTranslations/Lead-fr/Lead-fr.objectTranslation', 'CustomObjectTranslation'],
    [
      'a permission set group',
      'permissionsetgroups/Co_Sell_X.permissionsetgroup',
      'PermissionSetGroup',
    ],
  ])('%s', (_what, path, root) => {
    using tree = copyTree(PACKAGE);
    tree.write(`${path}-meta.xml`, `<${root} ${META}/>`);
    expect(problemsIn(tree.folder).join('\n')).toContain(
      `${path}-meta.xml: a ${root} belongs to the setup, not to the package`,
    );
  });

  it.each([
    [
      'a record page, which admins change',
      (tree: CopiedTree) =>
        tree.replace(
          'flexipages/Co_Sell_Operations.flexipage-meta.xml',
          '>AppPage<',
          '>RecordPage<',
        ),
      /a RecordPage is the org’s own/,
    ],
    [
      'a permission set with a principal, which stops the building of a package',
      (tree: CopiedTree) =>
        tree.replace(
          'permissionsets/Co_Sell_Seller.permissionset-meta.xml',
          '<hasActivationRequired>',
          '<externalCredentialPrincipalAccesses><enabled>true</enabled><externalCredentialPrincipal>Co_Sell_Bridge-Bridge</externalCredentialPrincipal></externalCredentialPrincipalAccesses><hasActivationRequired>',
        ),
      /a principal is given by a set of the set-up/,
    ],
  ])('%s', (_what, plant, said) => {
    using tree = copyTree(PACKAGE);
    plant(tree);
    expect(problemsIn(tree.folder).join('\n')).toMatch(said);
  });
});
