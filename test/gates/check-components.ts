/** All rules for the Lightning components, and for the labels that are their text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkBundles } from './check-bundles.ts';
import {
  checkLabelModule,
  checkLabelTexts,
  checkTranslations,
  importedLabels,
  readLabels,
  readTranslations,
} from './check-labels.ts';
import { checkScript } from './check-scripts.ts';
import { checkTemplate } from './check-templates.ts';
import {
  childrenOf,
  elementsOf,
  listFiles,
  readMetadata,
  textOf,
  type Element,
} from './package-files.ts';

const PACKAGE = 'force-app/main/default';
const TRANSLATIONS = 'config/org-setup/french';
const LABEL_MODULE = 'coSellLabels/all.js';

/** Sentences about the project in `root`; empty when all is well. */
export function componentProblems(root: string): string[] {
  const metadata = readMetadata(join(root, PACKAGE));
  const labels = metadata.filter((file) => file.root === 'CustomLabels').flatMap(labelsOf);
  const translations = readMetadata(join(root, TRANSLATIONS))
    .filter((file) => file.root === 'Translations')
    .flatMap(({ content }) => readTranslations(content));
  const files = readTexts(join(root, PACKAGE, 'lwc'));
  const module = files.get(LABEL_MODULE) ?? '';
  const keys = new Set(importedLabels(module).values());
  const values = picklistValues(metadata.map(({ content }) => content));
  const drawn = [...files].filter(([path]) => !path.includes('/__tests__/'));
  return [
    ...checkLabelTexts(labels),
    ...checkTranslations(labels, translations),
    ...checkLabelModule(
      labels,
      module,
      drawn.map(([path, text]) => ({ path, text })),
    ),
    ...checkBundles(files),
    ...drawn.flatMap(([path, text]) => {
      if (path.endsWith('.html')) return checkTemplate(path, text, keys);
      return path.endsWith('.js') ? checkScript(path, text, values) : [];
    }),
  ];
}

const labelsOf = ({ content }: { content: Element }) => readLabels(content);

function readTexts(folder: string): ReadonlyMap<string, string> {
  return new Map(listFiles(folder).map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** What the picklists of the package store: words that are API values, not text for a person. */
function picklistValues(contents: Element[]): ReadonlySet<string> {
  return new Set(
    contents
      .flatMap((content) => elementsOf(content, 'valueSet'))
      .flatMap((valueSet) => elementsOf(valueSet, 'valueSetDefinition'))
      .flatMap((definition) => elementsOf(definition, 'value'))
      .filter((value) => childrenOf(value, 'fullName').length > 0)
      .map((value) => textOf(value, 'fullName') ?? ''),
  );
}
