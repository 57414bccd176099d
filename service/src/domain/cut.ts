/** Texts that have to fit into a field; lengths are those of JavaScript and of Salesforce: UTF-16 code units. */

/** The beginning of a text, without half a character at its end. */
export const cut = (text: string, longest: number): string =>
  text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');

/** The text, or its beginning with a sign that something is missing. */
export const shortened = (text: string, longest: number): string =>
  text.length <= longest ? text : `${cut(text, longest - 1)}…`;
