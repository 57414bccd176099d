import { FormulaProblem } from './formula.ts';

export type Token =
  | { kind: 'text'; text: string; value: string }
  | { kind: 'number'; text: string; value: number }
  | { kind: 'name' | 'sign'; text: string };

const TOKEN =
  /\s*(?:"((?:[^"\\]|\\.)*)"|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(<>|!=|==|<=|>=|[=<>(),]))/y;

/** @throws FormulaProblem at the first character that begins nothing known */
export function readTokens(source: string): Token[] {
  const text = source.trimEnd();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new FormulaProblem(`"${text.slice(at).trim().slice(0, 20)}" is not known`);
    const [all, quoted, digits, name, sign = ''] = match;
    if (quoted !== undefined) {
      tokens.push({ kind: 'text', text: all.trim(), value: quoted.replaceAll(/\\(.)/g, '$1') });
    } else if (digits !== undefined) {
      tokens.push({ kind: 'number', text: digits, value: Number(digits) });
    } else {
      tokens.push(name === undefined ? { kind: 'sign', text: sign } : { kind: 'name', text: name });
    }
  }
  return tokens;
}
