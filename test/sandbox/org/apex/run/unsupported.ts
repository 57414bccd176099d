/** The hard edge: something this double does not know. It ends the run; no Apex `catch` sees it. */
export class UnsupportedApex extends Error {
  #isPlaced = false;

  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'UnsupportedApex';
  }

  /** Says where in the Apex it happened: the innermost call knows best. */
  placeAt(place: string, line: number): void {
    if (this.#isPlaced) return;
    this.#isPlaced = true;
    this.message += ` (${place}: line ${line})`;
  }
}
