/** What a component's script may hold: no English, no field names as text, and no wire that asks on a page view. */

const LABEL_FILE = 'coSellLabels/all.js';
const FIELD_FILE = 'coSellDeal/fields.js';
const CLOCK_FILE = 'coSellClock/timers.js';
const CARD_FILES = ['coSellCard/coSellCard.js', 'coSellLeadCard/coSellLeadCard.js'];
/** Made only when somebody opens them, so that their wires are no page view. */
const OPENED = [
  'coSellSolutionsEditor/coSellSolutionsEditor.js',
  'coSellTimeline/coSellTimeline.js',
];

const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g;
const STRING = /'((?:[^'\\\n]|\\.)*)'|`([^`]*)`/g;

/** Sentences about one script; `values` are the API values that may look like words. */
export function checkScript(path: string, script: string, values: ReadonlySet<string>): string[] {
  const code = script.replaceAll(COMMENT, '');
  return [
    ...english(code, values),
    ...imports(path, code),
    ...wires(path, code),
    ...(path !== CLOCK_FILE && /\b(setTimeout|setInterval|requestAnimationFrame)\(/.test(code)
      ? ['a timer of its own; use c/coSellClock']
      : []),
    ...(path !== CLOCK_FILE && script.includes('eslint-disable') ? ['switches a rule off'] : []),
  ].map((problem) => `${path}: ${problem}`);
}

/** Two words with a space, one of them with a capital: a sentence, unless it is the value of a picklist. */
function english(code: string, values: ReadonlySet<string>): string[] {
  return [...code.matchAll(STRING)]
    .map(([, quoted, template]) => quoted ?? template ?? '')
    .filter((text) => /\p{Lu}\p{L}+ \p{L}|\p{L} \p{Lu}\p{L}+/u.test(text) && !values.has(text))
    .map((text) => `the text "${text}" is not a label`);
}

function imports(path: string, code: string): string[] {
  const problems: string[] = [];
  if (path !== LABEL_FILE && code.includes('@salesforce/label/')) {
    problems.push('imports a label past c/coSellLabels');
  }
  if (path !== FIELD_FILE && /'[\w.]*\w__[cr]\b[\w.]*'/.test(code)) {
    problems.push('names a field as text; use c/coSellDeal');
  }
  return problems;
}

function wires(path: string, code: string): string[] {
  const wired = [...code.matchAll(/@wire\((\w+)/g)].map(([, adapter]) => adapter);
  if (CARD_FILES.includes(path)) {
    return wired.length === 1 && wired[0] === 'getRecord' && code.includes('optionalFields')
      ? []
      : ['a page view makes exactly one wire, getRecord with optionalFields'];
  }
  return OPENED.includes(path) || wired.length === 0
    ? []
    : [`wires ${wired.join(', ')}, which asks on a page view`];
}
