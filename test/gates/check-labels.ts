/** Labels, their French translations, and the module that hands them to the components, compared with each other. */
import { elementsOf, textOf, type Element } from './package-files.ts';

export type Label = { name: string; text: string; description: string; language: string };
export type Translation = { name: string; text: string };

const MODULE = 'coSellLabels/all.js';
const LONGEST_TEXT = 1000;
const LONGEST_DESCRIPTION = 80;
/** Of the Apex classes, which import labels themselves. */
const APEX = /^Co_Sell_Apex_/;

export function checkLabelTexts(labels: Label[]): string[] {
  const names = labels.map(({ name }) => name);
  return labels.flatMap(({ name, text, description, language }, at) =>
    [
      names.indexOf(name) !== at && 'stands twice',
      !/^Co_Sell_\w+$/.test(name) && 'does not begin with Co_Sell_',
      text.length > LONGEST_TEXT && `is longer than ${LONGEST_TEXT} characters`,
      (description === '' || description.length > LONGEST_DESCRIPTION) &&
        `needs a short description of at most ${LONGEST_DESCRIPTION} characters`,
      language !== 'en_US' && `is in ${language}, expected en_US`,
    ]
      .filter((problem) => problem !== false)
      .map((problem) => `label ${name}: ${problem}`),
  );
}

/** Each label has one translation with the same places, and nothing else is translated. */
export function checkTranslations(labels: Label[], translations: Translation[]): string[] {
  const known = new Set(labels.map(({ name }) => name));
  return [
    ...labels.flatMap(({ name, text }) => {
      const found = translations.filter((translation) => translation.name === name);
      const [translation] = found;
      if (!translation || found.length > 1)
        return [`label ${name}: has ${found.length} translations`];
      return samePlaces(text, translation.text)
        ? []
        : [`label ${name}: the translation has other places than "${text}"`];
    }),
    ...translations
      .filter(({ name, text }) => !known.has(name) || text === '')
      .map(({ name }) => `translation ${name}: ${known.has(name) ? 'is empty' : 'has no label'}`),
  ];
}

/** `Co_Sell_Share_Open` is `shareOpen`: imported under this name, exported, and used by some component. */
export function checkLabelModule(
  labels: Label[],
  module: string,
  components: { path: string; text: string }[],
): string[] {
  const imported = importedLabels(module);
  const names = new Set(labels.map(({ name }) => name));
  const sources = components
    .filter(({ path }) => path !== MODULE)
    .map(({ text }) => text)
    .join('\n');
  return [
    ...labels
      .filter(({ name }) => !APEX.test(name) && !imported.has(name))
      .map(({ name }) => `label ${name}: is not in ${MODULE}`),
    ...[...imported].flatMap(([name, key]) =>
      [
        !names.has(name) && 'has no label',
        key !== keyOf(name) && `is called ${key}, expected ${keyOf(name)}`,
        !new RegExp(`^  ${key},$`, 'm').test(module) && 'is not exported',
        !new RegExp(`labels\\.${key}\\b|'${key}'`).test(sources) && 'is used by no component',
      ]
        .filter((problem) => problem !== false)
        .map((problem) => `${MODULE}: ${name} ${problem}`),
    ),
  ];
}

/** Name of each imported label, and the word it is imported as. */
export function importedLabels(module: string): Map<string, string> {
  return new Map(
    [...module.matchAll(/import (\w+) from '@salesforce\/label\/c\.(\w+)';/g)].map(
      ([, key = '', name = '']) => [name, key],
    ),
  );
}

export function readLabels(content: Element): Label[] {
  return elementsOf(content, 'labels').map((label) => ({
    name: textOf(label, 'fullName') ?? '',
    text: textOf(label, 'value') ?? '',
    description: textOf(label, 'shortDescription') ?? '',
    language: textOf(label, 'language') ?? '',
  }));
}

export function readTranslations(content: Element): Translation[] {
  return elementsOf(content, 'customLabels').map((label) => ({
    name: textOf(label, 'name') ?? '',
    text: textOf(label, 'label') ?? '',
  }));
}

function samePlaces(one: string, other: string): boolean {
  const places = (text: string) => [...text.matchAll(/\{\d+\}/g)].map(String).toSorted().join();
  return places(one) === places(other);
}

function keyOf(name: string): string {
  const words = name.replace(/^Co_Sell_/, '').split('_');
  return words.map((word, at) => (at === 0 ? word.toLowerCase() : word)).join('');
}
