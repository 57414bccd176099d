import { UnsupportedApex } from '../run/unsupported.ts';
import type { Run } from '../run/run.ts';
import type { Value } from '../values/value.ts';
import type { NativeFunction, NativeProperty, NativeTable } from './native-type.ts';
import { parseSignature, parseTypeText } from './signature.ts';
import { typeFor, type Method, type Property, type TypeDefinition } from './type.ts';

type Role = 'constructor' | 'static' | 'instance' | 'abstract';
type Loose = (run: Run, ...values: Value[]) => Value | undefined;

const NO_ANNOTATIONS: ReadonlyMap<string, string> = new Map();

export const methodsOf = (owner: TypeDefinition, table: NativeTable, role: Role): Method[] =>
  Object.entries(table).map(([text, body]) => {
    const { name, parameters, result } = parseSignature(text, owner);
    const isStatic = role === 'static' || role === 'constructor';
    return {
      name,
      owner,
      isStatic,
      isAbstract: role === 'abstract',
      isVirtual: role === 'abstract' || (role === 'instance' && owner.isVirtual),
      visibility: 'public',
      parameters,
      result: role === 'constructor' ? selfType(owner) : result,
      isApex: false,
      annotations: NO_ANNOTATIONS,
      invoke: role === 'abstract' ? refuse(owner, text) : bind(body, isStatic),
    };
  });

function bind(body: NativeFunction, isStatic: boolean): Method['invoke'] {
  // The table's signature says what comes in; the compiler has checked it against the call.
  const loose = body as unknown as Loose;
  return isStatic
    ? (run, _self, args) => loose(run, ...args) ?? null
    : (run, self, args) => loose(run, self, ...args) ?? null;
}

const refuse =
  (owner: TypeDefinition, text: string): Method['invoke'] =>
  () => {
    throw new UnsupportedApex(`${owner.name}.${text} is abstract`);
  };

const selfType = (owner: TypeDefinition) =>
  typeFor(
    owner,
    owner.parameters.map((name) => parseTypeText(name, owner)),
  );

export const propertiesOf = (
  owner: TypeDefinition,
  table: { readonly [nameAndType: string]: NativeProperty },
  isStatic: boolean,
): Property[] =>
  Object.entries(table).map(([text, { get, set }]) => {
    const at = text.indexOf(':');
    const getter = bind(get, isStatic);
    const setter = set && bind(set, isStatic);
    return {
      name: text.slice(0, at),
      owner,
      type: parseTypeText(text.slice(at + 1), owner),
      isStatic,
      isFinal: !set,
      visibility: 'public',
      slot: undefined,
      get: (run, self) => getter(run, self, []),
      set: setter && ((run, self, value) => void setter(run, self, [value])),
    };
  });
