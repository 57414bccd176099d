/** What a person asked for and cannot have, with the reason in a sentence. */
export class Refused extends Error {
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.name = 'Refused';
    this.status = status;
  }
}

/** Does what was asked of a stand-in; its refusal is the person's answer. @throws Refused */
export function asked<T>(act: () => T): T {
  try {
    return act();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Refused(message, 400);
  }
}
