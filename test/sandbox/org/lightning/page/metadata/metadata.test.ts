import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { copyTree } from '../../../../../gates/copied-tree.ts';
import { loadMetadata } from '../../../schema/load-metadata.ts';
import { NO_FEATURES } from '../../../standard-objects/index.ts';
import { buildSchema } from '../../../schema/schema.ts';
import { readPageMetadata } from './read-metadata.ts';

const at = (path: string) => fileURLToPath(new URL(`../../../../../../${path}`, import.meta.url));
const PACKAGE = at('force-app/main/default');
const EXAMPLE_PAGE = at('config/org-setup/example-page');
const FILE = 'flexipages/Co_Sell_Opportunity_Example.flexipage-meta.xml';

const schema = buildSchema(loadMetadata(PACKAGE), NO_FEATURES);
const read = (examplePage = EXAMPLE_PAGE, packageFolder = PACKAGE) =>
  readPageMetadata({ packageFolder, examplePage }, schema);

describe('the metadata that pages are drawn from', () => {
  it('places the card as the example page says, for both form factors', () => {
    const page = read().recordPages['Opportunity'];
    const placed = page?.regions.map(({ name, components }) => [
      name,
      ...components.map((one) => one.name),
    ]);
    expect(placed).toEqual([
      ['header', 'force:highlightsPanel', 'runtime_sales_pathassistant:pathAssistant'],
      ['main', 'force:detailPanel', 'force:relatedListContainer'],
      ['sidebar', 'coSellCard'],
    ]);
    expect(page?.regions.at(-1)?.components[0]?.formFactors).toEqual(['Large', 'Small']);
  });

  it('has the app with its tabs, and the page of the operations', () => {
    const { app, appPages } = read();
    expect(app.tabs.map(({ label }) => label)).toEqual([
      'Opportunities',
      'Leads',
      'Microsoft Solution Details',
      'Co-Sell Audit Entries',
      'Co-Sell Operations',
    ]);
    expect(appPages['Co_Sell_Operations']?.regions[0]?.components[0]?.name).toBe(
      'coSellOperations',
    );
  });

  it('has a layout of known fields for every object that it has one of', () => {
    const { layouts } = read();
    const COMPOUND = /Address$|^Name$/;
    for (const [object, { sections, highlights }] of Object.entries(layouts)) {
      const fields = [
        ...sections.flatMap(({ columns }) => columns.flat().map(({ field }) => field)),
        ...highlights,
      ];
      const unknown = fields.filter(
        (field) => !COMPOUND.test(field) && !schema.object(object).fields.has(field.toLowerCase()),
      );
      expect([object, ...unknown]).toEqual([object]);
    }
    expect(Object.keys(layouts)).toContain('Microsoft_Solution__c');
  });

  it.each([
    [
      'a standard component',
      'force:detailPanel',
      'force:activityPanel',
      /no standard component force:activityPanel/,
    ],
    ['a component', '>coSellCard<', '>coSellNope<', /no component coSellNope/],
    [
      'a component for other pages',
      '>coSellCard<',
      '>coSellOperations<',
      /coSellOperations is not made for a lightning__RecordPage/,
    ],
    [
      'a component for other objects',
      '<sobjectType>Opportunity',
      '<sobjectType>Lead',
      /coSellCard is not made for pages of Lead/,
    ],
    [
      'a template',
      'recordHomeTemplateDesktop',
      'recordHomeThreeColTemplateDesktop',
      /template flexipage:recordHomeThreeColTemplateDesktop/,
    ],
    ['a region', '<name>sidebar', '<name>rightcol', /has no region rightcol/],
    ['a kind of page', '<type>RecordPage', '<type>HomePage', /pages of type HomePage/],
    [
      'a property',
      '<componentName>coSellCard',
      '<componentInstanceProperties><name>title</name><value>x</value></componentInstanceProperties><componentName>coSellCard',
      /coSellCard has no property title/,
    ],
    [
      'a rule of visibility',
      '<componentName>coSellCard',
      '<visibilityRule><booleanFilter>1</booleanFilter></visibilityRule><componentName>coSellCard',
      /does not know <visibilityRule>/,
    ],
    [
      'a field of its own',
      '<itemInstances>',
      '<itemInstances><fieldInstance><fieldItem>Record.Name</fieldItem></fieldInstance></itemInstances><itemInstances>',
      /does not know <fieldInstance>/,
    ],
  ])('is refused by name for %s that cannot be drawn', (_what, from, to, sentence) => {
    using tree = copyTree(EXAMPLE_PAGE);
    tree.replace(FILE, from, to);
    expect(() => read(tree.folder)).toThrow(sentence);
    expect(() => read(tree.folder)).toThrow(/^Co_Sell_Opportunity_Example/);
  });

  it('gives a component only the form factors it is made for', () => {
    using tree = copyTree(PACKAGE);
    tree.replace(
      'lwc/coSellCard/coSellCard.js-meta.xml',
      '<supportedFormFactor type="Small" />',
      '',
    );
    const page = read(EXAMPLE_PAGE, tree.folder).recordPages['Opportunity'];
    expect(page?.regions.at(-1)?.components[0]?.formFactors).toEqual(['Large']);
  });

  it('is refused for a tab that leads nowhere', () => {
    using tree = copyTree(PACKAGE);
    tree.replace(
      'applications/Co_Sell.app-meta.xml',
      '<tabs>Co_Sell_Operations',
      '<tabs>Co_Sell_Operation',
    );
    expect(() => read(EXAMPLE_PAGE, tree.folder)).toThrow(/no tab Co_Sell_Operation$/);
  });
});
