/** One wired property or function of one component: holds a call until it can be made, gives the answer, asks again when told to. */
import { frozenCopy } from './frozen.ts';
import { shownError } from './platform-error.ts';

export type Provisioned = { data: unknown; error: unknown };
export type GiveToComponent = (provisioned: Provisioned) => void;

export class WireSource<Config> {
  readonly #give: GiveToComponent;
  readonly #ask: (config: Config) => Promise<unknown>;
  #config: Config | undefined;
  #isConnected = false;
  /** Answers that come after a newer question are dropped. */
  #asked = 0;
  #given: string | undefined;

  constructor(give: GiveToComponent, ask: (config: Config) => Promise<unknown>) {
    this.#give = give;
    this.#ask = ask;
    give(frozenCopy({ data: undefined, error: undefined }));
  }

  get config(): Config | undefined {
    return this.#config;
  }

  connect(): void {
    this.#isConnected = true;
    void this.refresh();
  }

  disconnect(): void {
    this.#isConnected = false;
  }

  /** `undefined`: something that was asked for is not known yet. */
  update(config: Config | undefined): void {
    this.#config = config;
    this.#given = undefined;
    void this.refresh();
  }

  /** Settles when the component has what is new; it is not given the same data twice. */
  async refresh(): Promise<void> {
    const config = this.#config;
    if (!this.#isConnected || config === undefined) return;
    this.#asked += 1;
    const asked = this.#asked;
    const provisioned = await this.#answerTo(config);
    if (!this.#isConnected || asked !== this.#asked) return;
    const text = JSON.stringify(provisioned);
    if (text === this.#given) return;
    this.#given = text;
    this.#give(provisioned);
  }

  async #answerTo(config: Config): Promise<Provisioned> {
    try {
      return Object.freeze({ data: frozenCopy(await this.#ask(config)), error: undefined });
    } catch (error) {
      return Object.freeze({ data: undefined, error: seenError(error) });
    }
  }
}

/** A mistake of ours must not end in a component's error panel unseen, so it is thrown where the page counts it. */
function seenError(error: unknown): unknown {
  if (error instanceof Error && shownError(error) === error)
    queueMicrotask(() => {
      throw error;
    });
  return frozenCopy(shownError(error));
}
