/** Stands for `lightning/navigation`: pages are named, and the port goes there. */
import { copyOf, frozenCopy } from './frozen.ts';
import { port, type PageReference } from './port.ts';
import { WireSource, type GiveToComponent } from './wire-source.ts';

/** The types a component of ours may name, each with the attributes that it needs. */
const NEEDED: { readonly [type: string]: readonly string[] } = {
  standard__recordPage: ['recordId', 'actionName'],
  standard__recordRelationshipPage: ['recordId', 'relationshipApiName', 'actionName'],
  standard__objectPage: ['objectApiName', 'actionName'],
  standard__navItemPage: ['apiName'],
  standard__namedPage: ['pageName'],
  standard__webPage: ['url'],
};

const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

type Constructor = new (...args: never[]) => object;

function mixin(Base: Constructor): Constructor {
  return class extends Base {
    [Navigate](pageReference: PageReference, replace = false): void {
      port().navigate(checked(pageReference), replace);
    }

    [GenerateUrl](pageReference: PageReference): Promise<string> {
      return port().generateUrl(checked(pageReference));
    }
  };
}

export const NavigationMixin = Object.assign(mixin, { Navigate, GenerateUrl });

/** Wire adapter, by its form. */
export class CurrentPageReference {
  readonly #source: WireSource<object>;

  constructor(give: GiveToComponent) {
    // This wire gives the page itself, not an object with data and error.
    this.#source = new WireSource<object>(
      ({ data }) => (give as (value: unknown) => void)(data),
      () => Promise.resolve(port().currentPage()),
    );
  }

  connect(): void {
    this.#source.connect();
  }

  disconnect(): void {
    this.#source.disconnect();
  }

  update(): void {
    this.#source.update({});
  }
}

function checked(pageReference: PageReference): PageReference {
  const needed = NEEDED[pageReference.type];
  if (!needed) throw new Error(`navigation to ${pageReference.type} is not known to the shim`);
  const missing = needed.find((name) => !pageReference.attributes?.[name]);
  if (missing) throw new Error(`${pageReference.type} needs the attribute ${missing}`);
  return frozenCopy(copyOf(pageReference));
}
