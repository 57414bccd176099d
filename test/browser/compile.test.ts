import { existsSync, readFileSync, utimesSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { copyTree } from '../gates/copied-tree.ts';
import { buildComponents } from './compile/build.ts';
import { readPackageFacts } from './compile/package-facts.ts';
import { PACKAGE_FOLDER } from './compile/places.ts';
import { writeSalesforceModule } from './compile/salesforce-modules.ts';
import { SAMPLE_PACKAGE } from './fixtures/sample-package.ts';

const CARD = 'lwc/sampleCard/sampleCard.js';
const NAME = '<p class="name">{name}</p>';
const TEMPLATE = 'lwc/sampleCard/sampleCard.html';

describe('the compiled components', () => {
  it('carry the texts of the labels and nothing of another address', async () => {
    const script = readFileSync(await buildComponents(SAMPLE_PACKAGE), 'utf8');
    expect(script).toContain('"Sample & more"');
    expect(script).not.toMatch(/^import /m);
  });

  it('are compiled once for the same content, and again for another', async () => {
    using copy = copyTree(SAMPLE_PACKAGE);
    const first = await buildComponents(copy.folder);
    utimesSync(first, new Date(0), new Date(0));
    expect(await buildComponents(copy.folder)).toBe(first);
    expect(statSync(first).mtimeMs).toBe(0);
    copy.replace('labels/CustomLabels.labels-meta.xml', 'Sample &amp; more', 'Sample');
    const second = await buildComponents(copy.folder);
    expect(second).not.toBe(first);
    expect(existsSync(second)).toBe(true);
  });

  it.each([
    [
      'a label',
      CARD,
      'label/c.Sample_Title',
      'label/c.Sample_Titel',
      /no custom label Sample_Titel/,
    ],
    [
      'a field',
      CARD,
      'Opportunity.Wish__c',
      'Opportunity.Wisch__c',
      /Opportunity has no field Wisch__c/,
    ],
    [
      'a field by its case',
      CARD,
      'Opportunity.Wish__c',
      'Opportunity.wish__c',
      /has no field wish__c/,
    ],
    ['a field of a parent', CARD, 'Account.Name', 'Account.Nam', /Account has no field Nam/],
    [
      'an object',
      CARD,
      'schema/Opportunity.Name',
      'schema/Oportunity.Name',
      /no object Oportunity/,
    ],
    [
      'a field of a feature',
      CARD,
      'schema/Opportunity.Name',
      'schema/Opportunity.CurrencyIsoCode',
      /no field CurrencyIsoCode/,
    ],
    [
      'an Apex method',
      CARD,
      'SampleController.say',
      'SampleController.sing',
      /SampleController\.sing/,
    ],
    [
      'a method in a comment',
      CARD,
      'SampleController.say',
      'SampleController.notThere',
      /SampleController\.notThere/,
    ],
    [
      'an Apex class',
      CARD,
      'apex/SampleController.say',
      'apex/OtherController.say',
      /OtherController\.say/,
    ],
    ['a permission', CARD, 'Sample_Access', 'Other_Access', /no custom permission Other_Access/],
    [
      'a module',
      CARD,
      'lightning/platformShowToastEvent',
      'lightning/refresh',
      /lightning\/refresh/,
    ],
    [
      'a function of a shim',
      CARD,
      'getFieldValue, getRecord',
      'getFieldValue, getRecords as getRecord',
      /"getRecords" is not exported/,
    ],
    [
      'a base component',
      TEMPLATE,
      NAME,
      '<lightning-record-form></lightning-record-form>',
      /lightning\/recordForm/,
    ],
    [
      'an icon',
      TEMPLATE,
      'utility:new_window',
      'utility:new_windows',
      /no icon utility:new_windows/,
    ],
    ['a component', TEMPLATE, NAME, '<c-nobody></c-nobody>', /c\/nobody/],
  ])('stop at %s that does not exist, and name it', async (_what, path, from, to, sentence) => {
    using copy = copyTree(SAMPLE_PACKAGE);
    copy.replace(path, from, to);
    await expect(buildComponents(copy.folder)).rejects.toThrow(sentence);
  });

  it.each([
    [CARD, 'label/c.Sample_Title', 'label/c.Other'],
    [CARD, '@wire(getRecord', '@wires(getRecord'],
    [TEMPLATE, 'lwc:if={said}', 'lwc:iff={said}'],
    [TEMPLATE, NAME, '<c-nobody></c-nobody>'],
  ])('say in which file of a component a mistake is: %s, %s', async (path, from, to) => {
    using copy = copyTree(SAMPLE_PACKAGE);
    copy.replace(path, from, to);
    const file = path.replace('lwc/', 'c/').replaceAll('.', '\\.');
    await expect(buildComponents(copy.folder)).rejects.toThrow(new RegExp(`^${file}: `));
  });
});

describe('modules of an org', () => {
  const facts = readPackageFacts(SAMPLE_PACKAGE);

  it.each([
    [
      '@salesforce/schema/Opportunity.Account.Name',
      /"fieldApiName":"Account.Name","objectApiName":"Opportunity"/,
    ],
    ['@salesforce/schema/Opportunity', /\{"objectApiName":"Opportunity"\}/],
    ['@salesforce/label/c.Sample_Title', /"Sample & more"/],
    ['@salesforce/user/Id', /pageSettings\(\)\.userId/],
    [
      '@salesforce/apex/SampleController.findWords',
      /"isCacheable":true,"parameters":\["start","limits"\]/,
    ],
    ['@salesforce/apex/SampleController.say', /"isCacheable":false,"parameters":\["word"\]/],
  ])('%s', (id, source) => {
    expect(writeSalesforceModule(id, facts)).toMatch(source);
  });

  it.each(['resourceUrl/logo', 'userPermission/Fly', 'user/Name', 'client/size'])(
    'without a shim are refused: %s',
    (id) => {
      expect(() => writeSalesforceModule(`@salesforce/${id}`, facts)).toThrow(/\w+$/);
    },
  );
});

describe('the package', () => {
  it('compiles', async () => {
    expect(existsSync(await buildComponents(PACKAGE_FOLDER))).toBe(true);
  });
});
