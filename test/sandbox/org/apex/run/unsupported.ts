/** The hard edge: something this double does not know. It ends the run; no Apex `catch` sees it. */
export class UnsupportedApex extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'UnsupportedApex';
  }
}
