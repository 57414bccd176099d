/** What compiles Apex and looks for known mistakes in it runs on Java. Without Java these are left out, visibly; CI must have it. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkWithApexLs } from '../../scripts/apex/apex-ls.ts';
import { findJava, mustHaveJava } from '../../scripts/apex/java.ts';
import { checkWithPmd } from '../../scripts/apex/pmd.ts';
import { copyTree, type CopiedTree } from './copied-tree.ts';
import { STANDARD_OBJECTS } from './standard-fields.ts';

const PROJECT =
  '{"packageDirectories":[{"path":"force-app","default":true}],"sourceApiVersion":"65.0"}';
const META =
  '<?xml version="1.0" encoding="UTF-8"?><ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></ApexClass>';
const CLASSES = 'force-app/main/default/classes';
const TIME = 120_000;

const java = findJava();
const needsJava = java ?? '';

it.runIf(mustHaveJava())('needs Java: CI has it, so that nothing below is left out', () => {
  expect(java).toBeDefined();
});

it('Java of another age is none', () => {
  using tree = copyTree();
  tree.write('bin/java', '#!/bin/sh\necho \'openjdk version "1.8.0_402"\' >&2\n');
  expect(findJava({ JAVA_HOME: tree.folder, PATH: '/nowhere' })).toBeUndefined();
});

it.each([
  ['in CI', { CI: 'true' }, true],
  ['where CI is set to nothing', { CI: '' }, false],
  ['on a desk', {}, false],
])('Java is demanded %s: %j → %s', (_where, env, demanded) => {
  expect(mustHaveJava(env)).toBe(demanded);
});

function write(tree: CopiedTree, name: string, code: string): void {
  tree.write(`${CLASSES}/${name}.cls`, code);
  tree.write(`${CLASSES}/${name}.cls-meta.xml`, META);
}

describe.skipIf(java === undefined)('needs Java: a mistake that the compiler would see', () => {
  const MISTAKES: [title: string, code: string, said: string][] = [
    [
      'a method that the platform does not have',
      "String x = 'a'.shorten();",
      "No matching method found for 'shorten' on 'System.String' taking no arguments",
    ],
    [
      'a wrong type',
      "Integer x = 'a';",
      "Incompatible types in assignment, from 'System.String' to 'System.Integer'",
    ],
    ['a class that is not there', 'Nowhere x = null;', "No type declaration found for 'Nowhere'"],
    [
      'a label that is not there',
      'String x = Label.Co_Sell_Apex_Nothing;',
      "Unknown field or type 'Co_Sell_Apex_Nothing' on 'System.Label'",
    ],
    [
      'a field that our object does not have',
      'Object x = new Microsoft_Solution__c(Nope__c = 1);',
      "Unknown field 'Nope__c' on SObject 'Schema.Microsoft_Solution__c'",
    ],
    [
      'an argument too few',
      'CoSellIds.parse();',
      "No matching method found for 'parse' on 'CoSellIds' taking no arguments",
    ],
  ];
  let tree: CopiedTree;
  let problems: string[] = [];

  beforeAll(() => {
    tree = copyTree();
    cpSync('force-app', join(tree.folder, 'force-app'), { recursive: true });
    tree.write('sfdx-project.json', PROJECT);
    MISTAKES.forEach(([, code], at) =>
      write(
        tree,
        `CoSellMistake${at}`,
        `public with sharing class CoSellMistake${at} {\n void x() {\n${code}\n }\n}`,
      ),
    );
    problems = checkWithApexLs(needsJava, tree.folder);
  }, TIME);
  afterAll(() => tree[Symbol.dispose]());

  it.each(MISTAKES.map(([title, , said], at) => [title, said, at] as const))(
    '%s',
    (_title, said, at) => {
      const found = problems.filter((one) => one.startsWith(`${CLASSES}/CoSellMistake${at}.cls:`));
      expect(found.join('\n')).toContain(`${CLASSES}/CoSellMistake${at}.cls:3: ${said}`);
    },
  );

  it('and nothing in the package itself', () => {
    expect(problems.filter((one) => !one.includes('CoSellMistake'))).toEqual([]);
  });
});

describe.skipIf(java === undefined)('needs Java: a mistake that PMD knows', () => {
  const RULES: [title: string, code: string, rule: string][] = [
    [
      'a query built from what somebody typed',
      "public with sharing class M {\n @AuraEnabled public static void x(String typed) {\n Database.query('SELECT Id FROM Lead WHERE Name = \\'' + typed + '\\'');\n }\n}",
      'ApexSOQLInjection',
    ],
    [
      'a query in a loop',
      'public with sharing class M {\n void x() {\n for (Integer i = 0; i < 3; i++) {\n List<Lead> y = [SELECT Id FROM Lead WHERE Id = null WITH USER_MODE];\n }\n }\n}',
      'OperationWithLimitsInLoop',
    ],
    [
      'a failure that is swallowed in silence',
      'public with sharing class M {\n void x() {\n try {\n Integer y = 1 / 0;\n } catch (Exception e) {\n }\n }\n}',
      'EmptyCatchBlock',
    ],
    [
      'a test without an assertion',
      '@IsTest\nprivate with sharing class M {\n @IsTest static void x() {\n Integer y = 1;\n y++;\n }\n}',
      'ApexUnitTestClassShouldHaveAsserts',
    ],
    [
      'a class that reads without saying its sharing',
      'public class M {\n void x() {\n List<Lead> y = [SELECT Id FROM Lead WHERE Id = null];\n y.clear();\n }\n}',
      'ApexSharingViolations',
    ],
    [
      'an address without a named credential',
      "public with sharing class M {\n void x(HttpRequest r) {\n r.setEndpoint('http://partner.example');\n }\n}",
      'ApexInsecureEndpoint',
    ],
  ];
  let problems: string[] = [];

  beforeAll(async () => {
    using tree = copyTree();
    RULES.forEach(([, code], at) =>
      write(tree, `M${at}`, code.replace('class M ', `class M${at} `)),
    );
    problems = await checkWithPmd(needsJava, tree.folder);
  }, TIME);

  it.each(RULES.map(([title, , rule], at) => [title, rule, at] as const))(
    '%s',
    (_title, rule, at) => {
      const found = problems.filter((one) => one.startsWith(`${CLASSES}/M${at}.cls:`));
      expect(found.map((one) => one.split(': ')[1])).toContain(rule);
    },
  );
});

describe.skipIf(java === undefined)('needs Java: the standard fields our Apex uses', () => {
  /** Alone, without our own fields on the object: only then apex-ls looks at its fields. */
  function problemsOf(paths: string[]): string[] {
    using tree = copyTree();
    tree.write('sfdx-project.json', PROJECT);
    const lines = paths.map((path, at) => ` Object x${at} = ${path};`);
    write(tree, 'M', `public with sharing class M {\n${lines.join('\n')}\n}`);
    return checkWithApexLs(needsJava, tree.folder);
  }
  const listed = Object.entries(STANDARD_OBJECTS).flatMap(([object, { fields }]) =>
    fields.map((field) => `${object}.${field}`),
  );

  it('all exist on the platform', () => expect(problemsOf(listed)).toEqual([]), TIME);

  it(
    'are noticed when one does not',
    () => {
      const [first] = problemsOf(['Opportunity.StageName', 'Opportunity.StageNme']);
      expect(first).toBe(
        `${CLASSES}/M.cls:3: Unknown field 'StageNme' on SObject 'Schema.Opportunity'`,
      );
    },
    TIME,
  );
});
