/** Markup that may go out as it is; only `html` makes it. */
export type Html = { readonly markup: string };

type Part = Html | string | number | null | readonly Part[];

/** Markup from a template. Whatever is put in is escaped, unless `html` made it; null is nothing. */
export function html(fixed: TemplateStringsArray, ...parts: Part[]): Html {
  const markup = fixed.reduce((before, text, index) => before + write(parts[index - 1]) + text);
  return { markup };
}

function write(part: Part | undefined): string {
  if (part === null || part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part));
  return isHtml(part) ? part.markup : part.map(write).join('');
}

const isHtml = (part: Html | readonly Part[]): part is Html => 'markup' in part;

/** Enough for text and for attributes in quotes, the only places where something is put in. */
const escape = (text: string): string =>
  text.replaceAll(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
