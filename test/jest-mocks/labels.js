/** Gives every `@salesforce/label` import the English text of CustomLabels, so that tests read what a user reads. */
import { readFileSync } from 'fs';
import { resolve } from 'path';

const FILE = resolve('force-app/main/default/labels/CustomLabels.labels-meta.xml');
const LABEL = /<fullName>(\w+)<\/fullName>[\s\S]*?<value>([\s\S]*?)<\/value>/g;
const ENTITIES = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' };

for (const [, name, text] of readFileSync(FILE, 'utf8').matchAll(LABEL)) {
  const value = text.replace(/&(lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity]);
  jest.doMock(`@salesforce/label/c.${name}`, () => ({ __esModule: true, default: value }), {
    virtual: true,
  });
}
