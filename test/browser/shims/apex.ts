/**
 * Stands for `@salesforce/apex` and for each imported method: callable, and a wire adapter when it is cacheable.
 */
import { copyOf, frozenCopy } from './frozen.ts';
import { shownError } from './platform-error.ts';
import { port } from './port.ts';
import { WireSource, type GiveToComponent, type Provisioned } from './wire-source.ts';

/** What the class's source says about a method. */
export type ApexMethod = {
  className: string;
  methodName: string;
  isCacheable: boolean;
  parameters: string[];
};

type Parameters = { [name: string]: unknown };
type Callable = ((parameters?: Parameters) => Promise<unknown>) & { adapter: unknown };

const refreshOf = new WeakMap<object, () => Promise<void>>();

export function apexMethod(method: ApexMethod): Callable {
  const call = async (parameters: Parameters = {}): Promise<unknown> => {
    const answer = await ask(method, parameters);
    // Only what the client may keep comes back read-only.
    return method.isCacheable ? frozenCopy(answer) : copyOf(answer);
  };
  return Object.assign(call, { adapter: adapterOf(method) });
}

/** Asks again for what a wire has given; the component has it before this settles. */
export async function refreshApex(provisioned: unknown): Promise<void> {
  const refresh =
    typeof provisioned === 'object' && provisioned !== null
      ? refreshOf.get(provisioned)
      : undefined;
  if (!refresh) throw new Error('refreshApex: expected the object that an Apex wire provisioned');
  await refresh();
}

function adapterOf(method: ApexMethod): unknown {
  return class {
    readonly #source: WireSource<Parameters>;

    constructor(give: GiveToComponent) {
      if (!method.isCacheable) {
        throw new Error(`${nameOf(method)} is wired, so it must be cacheable`);
      }
      this.#source = new WireSource(
        (provisioned: Provisioned) => {
          refreshOf.set(provisioned, () => this.#source.refresh());
          give(provisioned);
        },
        (parameters) => port().callApex({ ...named(method), parameters }),
      );
    }

    connect(): void {
      this.#source.connect();
    }

    disconnect(): void {
      this.#source.disconnect();
    }

    update(parameters: Parameters = {}): void {
      refuseUnknown(method, parameters);
      const isComplete = Object.values(parameters).every((value) => value !== undefined);
      this.#source.update(isComplete ? copyOf(parameters) : undefined);
    }
  };
}

async function ask(method: ApexMethod, parameters: Parameters): Promise<unknown> {
  refuseUnknown(method, parameters);
  try {
    return await port().callApex({ ...named(method), parameters: copyOf(parameters) });
  } catch (error) {
    throw shownError(error);
  }
}

function refuseUnknown(method: ApexMethod, parameters: Parameters): void {
  const unknown = Object.keys(parameters).find((name) => !method.parameters.includes(name));
  if (unknown !== undefined) throw new Error(`${nameOf(method)} has no parameter ${unknown}`);
}

const named = ({ className, methodName }: ApexMethod) => ({ className, methodName });
const nameOf = ({ className, methodName }: ApexMethod): string => `${className}.${methodName}`;
