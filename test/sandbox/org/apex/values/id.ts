import { ApexId } from './scalars.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** `undefined` unless the text has the form of an id; 15 characters become 18, 18 get the right suffix. */
export function parseId(text: string): ApexId | undefined {
  if (!/^(?:[a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})$/.test(text)) return undefined;
  const short = text.length === 15 ? text : withCase(text);
  return short === undefined ? undefined : new ApexId(short + suffix(short));
}

/** An 18 character id says the case of its first 15 in its last 3, so it survives a change of case. */
function withCase(text: string): string | undefined {
  let result = '';
  for (let block = 0; block < 3; block += 1) {
    const bits = ALPHABET.indexOf(text.charAt(15 + block).toUpperCase());
    if (bits < 0) return undefined;
    for (let at = 0; at < 5; at += 1) {
      const letter = text.charAt(block * 5 + at);
      result += bits & (1 << at) ? letter.toUpperCase() : letter.toLowerCase();
    }
  }
  return result;
}

function suffix(short: string): string {
  let result = '';
  for (let block = 0; block < 3; block += 1) {
    let bits = 0;
    for (let at = 0; at < 5; at += 1) {
      if (/[A-Z]/.test(short.charAt(block * 5 + at))) bits |= 1 << at;
    }
    result += ALPHABET.charAt(bits);
  }
  return result;
}
