/** What a template may hold: expressions, labels that exist, and elements that a keyboard reaches. */

/** Attributes that a person reads or hears. */
const SPOKEN =
  /^(label|title|placeholder|alternative-text|tooltip|content|aria-label|aria-description|field-level-help|message-.+)$/;
/** Not available outside an org, so the card could not be shown without one. */
const ORG_ONLY =
  /^lightning-(datatable|tree-grid|record-\w+|input-field|output-field|record-picker|file-upload|flow|map)/;
/** Elements that take the focus; a click handler elsewhere leaves the keyboard out. */
const INTERACTIVE = /^(button|a|input|select|textarea|lightning-|c-)/;

const PIECE = /<!--[\s\S]*?-->|<\/?([\w-]+)((?:[^<>"{}]|"[^"]*"|\{[^}]*\})*)>|([^<]+)/g;
const ATTRIBUTE = /([\w:-]+)(?:=(?:"([^"]*)"|(\{[^}]*\})))?/g;
const EXPRESSION = /\{[^}]*\}/g;

/** Sentences about one template; `labels` are the names that `c/coSellLabels` knows. */
export function checkTemplate(path: string, html: string, labels: ReadonlySet<string>): string[] {
  const pieces = [...html.matchAll(PIECE)].flatMap(([, tag, attributes, text]) =>
    tag === undefined ? checkText(text ?? '') : checkTag(tag, attributes ?? ''),
  );
  return [...pieces, ...unknownLabels(html, labels)].map((problem) => `${path}: ${problem}`);
}

function checkText(text: string): string[] {
  const words = text.replaceAll(EXPRESSION, '').trim();
  return /\p{L}/u.test(words) ? [`the text "${words}" is not a label`] : [];
}

function checkTag(tag: string, attributes: string): string[] {
  const problems = ORG_ONLY.test(tag) ? [`<${tag}> exists only in an org`] : [];
  for (const [, name = '', text] of attributes.matchAll(ATTRIBUTE)) {
    if (text !== undefined && SPOKEN.test(name) && /\p{L}/u.test(text)) {
      problems.push(`${name}="${text}" is not a label`);
    }
    if (/^if:/.test(name)) problems.push(`${name} is out of date; use lwc:if`);
    if (name === 'style') problems.push('a style attribute belongs into the style sheet');
    if (name === 'onclick' && !INTERACTIVE.test(tag)) {
      problems.push(`<${tag} onclick> cannot be reached with the keyboard`);
    }
  }
  return problems;
}

function unknownLabels(html: string, labels: ReadonlySet<string>): string[] {
  return [...html.matchAll(/\{labels\.(\w+)\}/g)]
    .filter(([, name = '']) => !labels.has(name))
    .map(([, name]) => `there is no label ${name}`);
}
