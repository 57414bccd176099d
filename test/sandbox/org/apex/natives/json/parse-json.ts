/** JSON as text becomes plain data; numbers keep their text, for a Decimal has more digits than a double. */
export type Json =
  | null
  | boolean
  | string
  | JsonNumber
  | Json[]
  /** In the order of the text. */
  | Map<string, Json>;

export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export class JsonProblem extends Error {}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPES: { readonly [letter: string]: string } = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const WORDS = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** @throws JsonProblem, worded as the platform does. */
export function parseJson(text: string): Json {
  const reader = new Reader(text);
  const value = reader.value();
  reader.end();
  return value;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): Json {
    this.#blanks();
    const letter = this.#text.charAt(this.#at);
    if (letter === '{') return this.#object();
    if (letter === '[') return this.#array();
    if (letter === '"') return this.#string();
    NUMBER.lastIndex = this.#at;
    const number = NUMBER.exec(this.#text);
    if (number) {
      this.#at += number[0].length;
      return new JsonNumber(number[0]);
    }
    return this.#word();
  }

  end(): void {
    this.#blanks();
    if (this.#at < this.#text.length) this.#refuse('was expecting end of input');
  }

  #object(): Map<string, Json> {
    const object = new Map<string, Json>();
    this.#take('{');
    if (this.#next() === '}') return this.#close(object);
    for (;;) {
      if (this.#next() !== '"') this.#refuse('was expecting double-quote to start field name');
      const name = this.#string();
      this.#take(':');
      object.set(name, this.value());
      if (this.#next() === '}') return this.#close(object);
      this.#take(',');
    }
  }

  #array(): Json[] {
    const items: Json[] = [];
    this.#take('[');
    if (this.#next() === ']') return this.#close(items);
    for (;;) {
      items.push(this.value());
      if (this.#next() === ']') return this.#close(items);
      this.#take(',');
    }
  }

  #string(): string {
    let result = '';
    for (this.#at += 1; this.#text.charAt(this.#at) !== '"'; this.#at += 1) {
      const letter = this.#text.charAt(this.#at);
      if (letter === '') this.#refuse('was expecting closing quote for a string value');
      result += letter === '\\' ? this.#escape() : letter;
    }
    this.#at += 1;
    return result;
  }

  #escape(): string {
    this.#at += 1;
    const letter = this.#text.charAt(this.#at);
    if (letter !== 'u') return ESCAPES[letter] ?? this.#refuse('unrecognized character escape');
    const code = this.#text.slice(this.#at + 1, this.#at + 5);
    if (!/^[0-9a-fA-F]{4}$/.test(code)) this.#refuse('expected a hex-digit for character escape');
    this.#at += 4;
    return String.fromCharCode(parseInt(code, 16));
  }

  #word(): Json {
    const word = /[a-z]*/y;
    word.lastIndex = this.#at;
    const found = word.exec(this.#text)?.[0] ?? '';
    const value = WORDS.get(found);
    if (value === undefined) return this.#refuse('expected a valid value');
    this.#at += found.length;
    return value;
  }

  #close<T>(result: T): T {
    this.#at += 1;
    return result;
  }

  #take(letter: string): void {
    if (this.#next() !== letter) this.#refuse(`was expecting '${letter}'`);
    this.#at += 1;
  }

  #next(): string {
    this.#blanks();
    return this.#text.charAt(this.#at);
  }

  #blanks(): void {
    while (' \t\r\n'.includes(this.#text.charAt(this.#at)) && this.#at < this.#text.length) {
      this.#at += 1;
    }
  }

  #refuse(expected: string): never {
    const before = this.#text.slice(0, this.#at).split('\n');
    const place = `[line:${before.length}, column:${(before.at(-1)?.length ?? 0) + 1}]`;
    const letter = this.#text.charAt(this.#at);
    if (letter === '') throw new JsonProblem(`Unexpected end-of-input: ${expected} at ${place}`);
    const code = letter.charCodeAt(0);
    throw new JsonProblem(
      `Unexpected character ('${letter}' (code ${code})): ${expected} at ${place}`,
    );
  }
}
