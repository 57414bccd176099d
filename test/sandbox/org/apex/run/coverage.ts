/** Which lines with a statement ran, for each class and trigger that is not a test. */
export type LineCount = { readonly line: number; hits: number };

export class UnitCoverage {
  readonly name: string;
  readonly kind: 'class' | 'trigger';
  readonly #lines = new Map<number, LineCount>();

  constructor(name: string, kind: 'class' | 'trigger') {
    this.name = name;
    this.kind = kind;
  }

  /** Two statements on a line are one line. */
  line(line: number): LineCount {
    const known = this.#lines.get(line);
    if (known) return known;
    const made = { line, hits: 0 };
    this.#lines.set(line, made);
    return made;
  }

  get covered(): number[] {
    return this.#where((hits) => hits > 0);
  }

  get uncovered(): number[] {
    return this.#where((hits) => hits === 0);
  }

  get percent(): number {
    return this.#lines.size === 0
      ? 100
      : Math.floor((100 * this.covered.length) / this.#lines.size);
  }

  #where(matches: (hits: number) => boolean): number[] {
    return [...this.#lines.values()]
      .filter(({ hits }) => matches(hits))
      .map(({ line }) => line)
      .sort((left, right) => left - right);
  }
}
