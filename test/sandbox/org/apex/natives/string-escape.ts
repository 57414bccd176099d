import type { NativeTable } from '../types/native-type.ts';

const HTML: { readonly [letter: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const XML: { readonly [letter: string]: string } = { ...HTML, "'": '&apos;' };

const escapeWith =
  (table: { readonly [letter: string]: string }) => (_run: unknown, text: string) =>
    text.replace(/[&<>"']/g, (letter) => table[letter] ?? letter);

const unescapeWith =
  (table: { readonly [letter: string]: string }) => (_run: unknown, text: string) =>
    text.replace(/&[a-z]+;|&#(\d+);/g, (entity, code: string | undefined) =>
      code === undefined
        ? (Object.entries(table).find(([, escaped]) => escaped === entity)?.[0] ?? entity)
        : String.fromCodePoint(Number(code)),
    );

const JAVA: { readonly [letter: string]: string } = {
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '"': '\\"',
  '\\': '\\\\',
};

const escapeJava = (text: string) =>
  [...text]
    .map((letter) => JAVA[letter] ?? (/[\x20-\x7e]/.test(letter) ? letter : unicode(letter)))
    .join('');

const unicode = (letter: string) =>
  letter
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join('');

export const stringEscapeMethods: NativeTable = {
  'escapeHtml4():String': escapeWith(HTML),
  'escapeHtml3():String': escapeWith(HTML),
  'unescapeHtml4():String': unescapeWith(HTML),
  'unescapeHtml3():String': unescapeWith(HTML),
  'escapeXml():String': escapeWith(XML),
  'unescapeXml():String': unescapeWith(XML),
  'escapeJava():String': (_run, text: string) => escapeJava(text),
  'escapeUnicode():String': (_run, text: string) =>
    [...text].map((letter) => (letter.charCodeAt(0) > 127 ? unicode(letter) : letter)).join(''),
  'escapeCsv():String': (_run, text: string) =>
    /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text,
  'unescapeCsv():String': (_run, text: string) =>
    /^".*"$/s.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text,
  'stripHtmlTags():String': (_run, text: string) => text.replace(/<[^>]*>/g, ''),
};
