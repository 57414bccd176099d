/** Regular expressions of Java, in the part that both languages read alike; anything else is refused by name. */
import type { Run } from '../run/run.ts';
import { UnsupportedApex } from '../run/unsupported.ts';

/** Written differently here: inline flags at the start, `\Q…\E`, POSIX classes, possessive quantifiers, `\A \z \Z`. */
const POSIX: { readonly [name: string]: string } = {
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Upper: 'A-Z',
  Lower: 'a-z',
  Punct: '!-\\/:-@\\[-`{-~',
  Space: '\\s',
};

export function javaPattern(run: Run, source: string, flags: string): RegExp {
  const { body, inline } = inlineFlags(source);
  const translated = translate(body);
  const all = [...new Set([...flags, ...inline, 'u'])].join('');
  return (
    compile(translated, all) ?? compile(translated, all.replace('u', '')) ?? refuse(run, source)
  );
}

function inlineFlags(source: string): { body: string; inline: string } {
  const match = /^\(\?([a-z]+)\)/.exec(source);
  if (!match) return { body: source, inline: '' };
  const [whole, inline = ''] = match;
  const unknown = inline.replace(/[ims]/g, '');
  if (unknown !== '') throw new UnsupportedApex(`Regular expression flag ${unknown} in ${source}`);
  return { body: source.slice(whole.length), inline };
}

function translate(body: string): string {
  if (/[^\\][*+?}]\+/.test(body)) throw new UnsupportedApex(`Possessive quantifier in ${body}`);
  return body
    .replace(/\\Q([^]*?)\\E/g, (_whole, text: string) =>
      text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
    )
    .replace(/\[([^\]]*)\\p\{(\w+)\}/g, (whole, before: string, name: string) => {
      const range = POSIX[name];
      return range ? `[${before}${range}` : whole;
    })
    .replace(/\\p\{(\w+)\}/g, (whole, name: string) => (POSIX[name] ? `[${POSIX[name]}]` : whole))
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$');
}

function compile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

const refuse = (run: Run, source: string): never =>
  run.raise('StringException', `Invalid regex: ${source}`);

/** `$1` is a group and `\$` a dollar in Java; here `$$` is a dollar and a backslash nothing special. */
export const javaReplacement = (by: string): string =>
  by.replace(/\\(.)|\$(?!\d)/g, (_whole, escaped: string | undefined) =>
    escaped === undefined || escaped === '$' ? '$$' : escaped,
  );
