import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { convertSource } from './convert-source.ts';
import { copyTree } from './copied-tree.ts';

const PACKAGE = 'force-app/main/default';
const SETUP = 'config/org-setup';
const META = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

describe('the conversion for a deployment', () => {
  it.each([PACKAGE, ...stepsOf(SETUP)])('of %s leaves no file out', async (folder) => {
    const { components, files, leftOut } = await convertSource(folder);
    expect(leftOut).toEqual([]);
    expect(files).toContain('package.xml');
    expect(components).not.toEqual([]);
  });

  it('knows the parts of an object that has no file of its own', async () => {
    const { components } = await convertSource(PACKAGE);
    expect(components).toEqual(
      expect.arrayContaining([
        'CustomField: Opportunity.Sync_with_Partner_Center__c',
        'ListView: Lead.Co_Sell_Incoming',
        'ValidationRule: Opportunity.Co_Sell_Decline_Needs_Reason',
      ]),
    );
  });
});

describe('a mistake that the conversion shows is noticed:', () => {
  it.each([
    ['a class that has only its description', 'classes/CoSellX.cls-meta.xml', 'ApexClass'],
    ['a trigger that has only its description', 'triggers/CoSellX.trigger-meta.xml', 'ApexTrigger'],
  ])('%s', async (_title, path, root) => {
    using tree = copyTree(PACKAGE);
    tree.write(path, `<${root} ${META}/>`);
    await expect(convertSource(tree.folder)).rejects.toThrow(/Expected source files for type/);
  });

  it.each([
    ['a class without its description', 'classes/CoSellX.cls'],
    ['a file of no known kind', 'layouts/Note.text'],
    ['a file beside the folders of kinds', 'notes.md'],
  ])('%s', async (_title, path) => {
    using tree = copyTree(PACKAGE);
    tree.write(path, 'class CoSellX {}');
    expect((await convertSource(tree.folder)).leftOut).toEqual([path]);
  });
});

function stepsOf(setup: string): string[] {
  return readdirSync(setup, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(setup, name));
}
