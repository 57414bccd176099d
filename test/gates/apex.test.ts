import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkApexNames } from './check-apex-names.ts';
import { checkApexAccess, countStatements } from './check-apex-access.ts';
import { checkApexFiles, checkApexVersions } from './check-apex-rules.ts';
import { parseApex, readApex, type ApexFile } from './apex-sources.ts';
import { apexNamesIn } from './apex-names.ts';
import { copyTree } from './copied-tree.ts';
import { namedThings } from './named-things.ts';
import { readMetadata } from './package-files.ts';
import { modelOf } from './package-model.ts';
import { objectsOf } from './salesforce-objects.ts';

const PACKAGE = 'force-app/main/default';
const metadata = [...readMetadata(PACKAGE), ...readMetadata('config/org-setup')];
const model = modelOf(metadata);
const objects = objectsOf(model);
const world = { model, objects, named: namedThings(metadata) };
const files = readApex(PACKAGE);

describe('the Apex of the package', () => {
  it('keeps the rules that its compiler does not have', () => {
    expect(checkApexFiles(files, objects)).toEqual([]);
    expect(checkApexVersions(PACKAGE, files)).toEqual([]);
  });

  it('uses only fields, labels, permissions and other names that are there', () => {
    expect(checkApexNames(files, world)).toEqual([]);
  });

  it('is really read: classes, triggers, statements and names', () => {
    expect(files.filter(({ isTrigger }) => isTrigger)).toHaveLength(3);
    expect(files.filter(({ isTest }) => isTest).length).toBeGreaterThan(15);
    expect(countStatements(files)).toBeGreaterThan(80);
    const names = new Set(apexNamesIn(files).names.map(({ name }) => name));
    expect(names).toContain('Co_Sell_Change_Token__c');
    expect(names).toContain('Microsoft_Solution_Detail__c');
  });

  it('has a test beside every class that does something', () => {
    const tested = files.filter(({ isTest }) => isTest).map(({ path }) => path.split('/')[1]);
    const folders = new Set(
      files
        .map(({ path }) => path.split('/'))
        .flatMap(([top, folder]) => (top === 'classes' ? [folder] : [])),
    );
    expect(
      [...folders].filter((folder) => !tested.includes(folder) && folder !== 'bridge'),
    ).toEqual([]);
  });

  it('says the version of the package as the project does', () => {
    const project = JSON.parse(readFileSync('sfdx-project.json', 'utf8')) as {
      packageDirectories: [{ versionNumber: string }];
    };
    const version = project.packageDirectories[0].versionNumber.replace('.NEXT', '');
    const resource = readFileSync(`${PACKAGE}/classes/changes/CoSellOrgResource.cls`, 'utf8');
    expect(resource).toContain(`PACKAGE_VERSION = '${version}'`);
  });
});

/** A class around some statements; `sharing` is what stands before `class`. */
const inClass = (body: string, sharing = 'without sharing'): ApexFile =>
  parseApex(
    'X.cls',
    `public ${sharing} class X {\n void x(Opportunity deal, SObject any, Id recordId) {\n${body}\n }\n}`,
  );

const RULES: [title: string, code: ApexFile, said: string][] = [
  [
    'a query that does not say its access mode',
    inClass('List<Lead> x = [SELECT Id FROM Lead];'),
    'X.cls:3: a query does not say its access mode',
  ],
  [
    'a query that only enforces security the old way',
    inClass('List<Lead> x = [SELECT Id FROM Lead WITH SECURITY_ENFORCED];'),
    'X.cls:3: a query does not say its access mode',
  ],
  [
    'a search that does not say its access mode',
    inClass("List<List<SObject>> x = [FIND 'x' IN ALL FIELDS RETURNING Lead(Id)];"),
    'X.cls:3: a search does not say its access mode',
  ],
  [
    'a save that does not say its access mode',
    inClass('update deal;'),
    'X.cls:3: update does not say its access mode',
  ],
  [
    'a save with partial success that does not say its access mode',
    inClass('Database.insert(deal, false);'),
    'X.cls:3: Database.insert does not say its access mode',
  ],
  [
    'a query in a text that does not say its access mode',
    inClass("Database.queryWithBinds('SELECT Id FROM Lead', new Map<String, Object>());"),
    'X.cls:3: Database.queryWithBinds does not say its access mode',
  ],
  [
    'user mode where the save of any user must succeed',
    inClass('update as user deal;'),
    'X.cls:3: update in user mode, the class is for system mode',
  ],
  [
    'system mode in a controller',
    inClass('update as system deal;', 'with sharing'),
    'X.cls:3: update in system mode, the class is for user mode',
  ],
  [
    'a query in a class that leaves its sharing to its caller',
    inClass('List<Lead> x = [SELECT Id FROM Lead WITH USER_MODE];', 'inherited sharing'),
    'X.cls:3: a query in a class that inherits its sharing',
  ],
  [
    'FOR UPDATE with an order',
    inClass('List<Lead> x = [SELECT Id FROM Lead WITH SYSTEM_MODE ORDER BY Id FOR UPDATE];'),
    'X.cls:3: FOR UPDATE and ORDER BY exclude each other',
  ],
  [
    'a class without a sharing keyword',
    inClass('', ''),
    'X.cls:1: class X does not say its sharing',
  ],
  [
    'an inner class that saves without a sharing keyword',
    parseApex(
      'X.cls',
      'public with sharing class X {\n class Y implements Queueable {\n public void execute(QueueableContext c) { update as user new Lead(); }\n }\n}',
    ),
    'X.cls:2: class Y does not say its sharing',
  ],
  [
    'a stage compared without its case',
    inClass("Boolean x = deal.StageName == 'Closed Won';"),
    "X.cls:3: texts are compared by equals, not by deal.StageName=='Closed Won'",
  ],
  [
    'two text variables compared without their case',
    inClass('String a = null; String b = null; Boolean x = a != b;'),
    'X.cls:3: texts are compared by equals, not by a!=b',
  ],
  [
    'code that knows when it is tested',
    inClass('Boolean x = Test.isRunningTest();'),
    'X.cls:3: code that knows it is tested is not the code that runs',
  ],
  [
    'a callout from another class than the client',
    inClass('HttpResponse x = new Http().send(null);'),
    'X.cls:3: only CoSellBridgeClient calls out',
  ],
  [
    'a trigger with logic of its own',
    parseApex('X.trigger', 'trigger X on Lead (before insert) {\n if (true) { new Y().run(); }\n}'),
    "X.trigger:1: a trigger is one statement: its handler's call",
  ],
  [
    'a trigger of two statements',
    parseApex(
      'X.trigger',
      'trigger X on Lead (before insert) {\n new Y().run();\n new Z().run();\n}',
    ),
    "X.trigger:1: a trigger is one statement: its handler's call",
  ],
  [
    'what is no Apex',
    parseApex('X.cls', 'public with sharing class X { void x() { return 1 } }'),
    "X.cls:1: missing ';' at '}'",
  ],
];

describe('a broken rule of Apex is noticed:', () => {
  it.each(RULES)('%s', (_title, file, said) => {
    expect(checkApexFiles([file], objects)).toContain(said);
  });

  it.each([
    ['an older API version', '64.0', 'X.cls:1: apiVersion 64.0, all is at 65.0'],
    [
      'a newer API version, which changes who sees what',
      '67.0',
      'X.cls:1: apiVersion 67.0, all is at 65.0',
    ],
  ])('%s', (_title, version, said) => {
    using tree = copyTree();
    tree.write('X.cls', 'public with sharing class X {}');
    tree.write('X.cls-meta.xml', `<ApexClass><apiVersion>${version}</apiVersion></ApexClass>`);
    expect(checkApexVersions(tree.folder, readApex(tree.folder))).toEqual([said]);
  });

  it('a class without its meta file', () => {
    using tree = copyTree();
    tree.write('X.cls', 'public with sharing class X {}');
    expect(checkApexVersions(tree.folder, readApex(tree.folder))).toEqual([
      'X.cls:1: has no -meta.xml',
    ]);
  });

  it('and what keeps the rules is not', () => {
    const good = inClass(`
      List<Lead> x = [SELECT Id, (SELECT Id FROM Tasks) FROM Lead WITH SYSTEM_MODE FOR UPDATE];
      Database.update(x, false, AccessLevel.SYSTEM_MODE);
      Savepoint before = Database.setSavepoint();
      Boolean isDone = deal.StageName == null || 'a'.equals(deal.StageName) || x.size() == 2;
    `);
    expect(checkApexFiles([good], objects)).toEqual([]);
    expect(checkApexAccess([good])).toEqual([]);
  });
});

const NAMES: [title: string, code: ApexFile, said: string][] = [
  [
    'a custom field that is not there, in a query',
    inClass('List<Lead> x = [SELECT Id, Co_Sell_Note__c FROM Lead WITH SYSTEM_MODE];'),
    'X.cls:3: the package has no Co_Sell_Note__c',
  ],
  [
    'a field of Opportunity in a query of Lead',
    inClass('List<Lead> x = [SELECT Id, Co_Sell_Notes__c FROM Lead WITH SYSTEM_MODE];'),
    'X.cls:3: Lead has no field Co_Sell_Notes__c',
  ],
  [
    'a misspelt standard field in a query',
    inClass('List<Opportunity> x = [SELECT Id, StageNme FROM Opportunity WITH SYSTEM_MODE];'),
    'X.cls:3: Opportunity has no field StageNme',
  ],
  [
    'a misspelt field in a condition',
    inClass(
      'List<Opportunity> x = [SELECT Id FROM Opportunity WHERE CloseDat = NULL WITH SYSTEM_MODE];',
    ),
    'X.cls:3: Opportunity has no field CloseDat',
  ],
  [
    'a misspelt field in an order',
    inClass('List<Opportunity> x = [SELECT Id FROM Opportunity WITH SYSTEM_MODE ORDER BY Nam];'),
    'X.cls:3: Opportunity has no field Nam',
  ],
  [
    'a wrong field behind a parent',
    inClass('List<Opportunity> x = [SELECT Owner.Mail FROM Opportunity WITH SYSTEM_MODE];'),
    'X.cls:3: User has no field Mail',
  ],
  [
    'a parent that is not there',
    inClass('List<Opportunity> x = [SELECT Boss.Name FROM Opportunity WITH SYSTEM_MODE];'),
    'X.cls:3: Opportunity has no parent Boss',
  ],
  [
    'children that are not there',
    inClass(
      'List<Opportunity> x = [SELECT (SELECT Id FROM OpportunityRoles) FROM Opportunity WITH SYSTEM_MODE];',
    ),
    'X.cls:3: a query reads from OpportunityRoles, which is not known',
  ],
  [
    'a wrong field of children',
    inClass(
      'List<Opportunity> x = [SELECT (SELECT Rolle FROM OpportunityContactRoles) FROM Opportunity WITH SYSTEM_MODE];',
    ),
    'X.cls:3: OpportunityContactRole has no field Rolle',
  ],
  [
    'an object that is not there',
    inClass('List<SObject> x = [SELECT Id FROM Oportunity WITH SYSTEM_MODE];'),
    'X.cls:3: a query reads from Oportunity, which is not known',
  ],
  [
    'a misspelt standard field of a variable',
    inClass('Object x = deal.StageNme;'),
    'X.cls:3: Opportunity has no field StageNme',
  ],
  [
    'a field that the object of a list does not have',
    inClass('List<Lead> people = null; Object x = people[0].Co_Sell_Notes__c;'),
    'X.cls:3: Lead has no field Co_Sell_Notes__c',
  ],
  [
    'a field that a new record does not have',
    inClass("Lead x = new Lead(Nmae = 'x');"),
    'X.cls:3: Lead has no field Nmae',
  ],
  [
    'a token of a field that is not there',
    inClass('Object x = Opportunity.StageNme;'),
    'X.cls:3: Opportunity has no field StageNme',
  ],
  [
    'a misspelt field in a text',
    inClass("Object x = deal.get('OwnrId');"),
    'X.cls:3: Opportunity has no field OwnrId',
  ],
  [
    'a misspelt field in a text for any record',
    inClass("any.put('OwnrId', recordId);"),
    'X.cls:3: no object has a field OwnrId',
  ],
  [
    'a constant that names no field',
    parseApex(
      'X.cls',
      "public with sharing class X {\n private static final String OWNER_FIELD = 'OwnrId';\n void x(SObject any) {\n any.get(OWNER_FIELD);\n }\n}",
    ),
    'X.cls:4: no object has a field OwnrId',
  ],
  [
    'a name that is put together at run time',
    inClass("Object x = any.get('Co_Sell_' + recordId + '__c');"),
    'X.cls:3: a name is built from parts; write it whole',
  ],
  [
    'a label that is not there',
    inClass('String x = Label.Co_Sell_Apex_Nothing;'),
    'X.cls:3: there is no label Co_Sell_Apex_Nothing',
  ],
  [
    'a custom permission that is not there',
    inClass("Boolean x = FeatureManagement.checkPermission('Co_Sell_Nudges');"),
    'X.cls:3: nothing is called Co_Sell_Nudges',
  ],
  [
    'a permission set that is not there',
    inClass(
      "List<PermissionSet> x = [SELECT Id FROM PermissionSet WHERE Name = 'Co_Sell_Sellers' WITH SYSTEM_MODE];",
    ),
    'X.cls:3: nothing is called Co_Sell_Sellers',
  ],
  [
    'a named credential that is not there',
    inClass("String x = 'callout:Co_Sell_Brigde/v1';"),
    'X.cls:3: there is no named credential Co_Sell_Brigde',
  ],
];

describe('a wrong name in Apex is noticed:', () => {
  it.each(NAMES)('%s', (_title, file, said) => {
    expect(checkApexNames([file], world)).toContain(said);
  });

  it('and right ones are not, nor what is only in a comment', () => {
    const good = inClass(`
      // Nobody has Wrong_Name__c.
      List<Opportunity> deals = [
        SELECT Owner.Email, Account.Name, (SELECT Contact.LastName FROM OpportunityContactRoles ORDER BY IsPrimary)
        FROM Opportunity WHERE Co_Sell_Change_Token__c != NULL AND Id = :recordId WITH SYSTEM_MODE ORDER BY Name
      ];
      Object x = deals[0].OpportunityContactRoles[0].Contact.LastName;
      Object y = deal.Owner.Email;
      any.put('OwnerId', deal.get('StageName'));
      Object z = new Microsoft_Solution__c(Opportunity__c = recordId).Solution_Key__c;
      SObjectType type = Opportunity.SObjectType;
      Boolean isCustom = 'x'.endsWith('__c');
    `);
    expect(checkApexNames([good], world)).toEqual([]);
  });
});
