/**
 * Types and what they declare. One shape for what the platform brings, what is written in Apex and what the org's
 * schema describes, so that names are looked up in one way only.
 */
import type { Run } from '../run/run.ts';
import type { ApexInstance } from '../values/instance.ts';
import type { EnumValue } from '../values/objects.ts';
import type { Value } from '../values/value.ts';

export type Kind =
  | 'value'
  | 'class'
  | 'interface'
  | 'enum'
  | 'sobject'
  /** `T` of a generic platform type. */
  | 'variable'
  /** Only static types: of a method without a result, of the literal `null`. */
  | 'void'
  | 'null';

export type Visibility = 'private' | 'protected' | 'public';
export type Parameter = {
  type: Type;
  /** Platform methods only: null is welcome. Elsewhere it is a NullPointerException. */
  nullable: boolean;
  /** Of methods written in Apex. */
  name?: string;
};

export type Method = {
  readonly name: string;
  readonly owner: TypeDefinition;
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  /** May another class stand for it at run time? */
  readonly isVirtual: boolean;
  readonly visibility: Visibility;
  readonly parameters: readonly Parameter[];
  readonly result: Type;
  /** Written in Apex: arguments become the first locals, nothing is checked again. */
  readonly isApex: boolean;
  /** Lower-case names, with the value of `key=value` or of a lone literal. */
  readonly annotations: ReadonlyMap<string, string>;
  invoke(run: Run, self: Value, args: Value[]): Value;
};

export type Property = {
  readonly name: string;
  readonly owner: TypeDefinition;
  readonly type: Type;
  readonly isStatic: boolean;
  readonly isFinal: boolean;
  readonly visibility: Visibility;
  /** Where a plain field of an Apex object is kept: lets compiled code go there at once. */
  readonly slot: number | undefined;
  /** Of `{ get; private set; }`: where it may be written. */
  readonly writeVisibility?: Visibility;
  /** Declared with a `set`, not a plain field: components may send it. */
  readonly hasSetter?: boolean;
  /** Left out of JSON. */
  readonly isTransient?: boolean;
  readonly annotations?: ReadonlyMap<string, string>;
  get(run: Run, self: Value): Value;
  set: ((run: Run, self: Value, value: Value) => void) | undefined;
};

export type Members = {
  constructors: Method[];
  /** By lower-case name; statics and instance methods together, as Apex has it. */
  methods: Map<string, Method[]>;
  properties: Map<string, Property>;
};

export type TypeDefinition = {
  readonly name: string;
  readonly kind: Kind;
  /** `['K', 'V']` of a generic type. */
  readonly parameters: readonly string[];
  readonly isAbstract: boolean;
  /** May be extended. */
  readonly isVirtual: boolean;
  readonly isApex: boolean;
  readonly outer: TypeDefinition | undefined;
  superclass: Type | undefined;
  interfaces: readonly Type[];
  readonly inner: Map<string, TypeDefinition>;
  readonly annotations: ReadonlyMap<string, string>;
  /** Enum constants in their order. */
  values: readonly EnumValue[];
  /** Resolved when first asked for, so that types may name one another. */
  members(): Members;
  /** Names without a list (labels, fields of an object as tokens): undefined when unknown. */
  named?: ((name: string) => Property | undefined) | undefined;
  /** Of classes that define them, and of those that inherit them. */
  equals?: ((left: ApexInstance, right: Value) => boolean) | undefined;
  hashCode?: ((instance: ApexInstance) => number) | undefined;
  /** What overrides what, by method key; kept by `dispatch.ts`. */
  overrides?: Map<Method, Method>;
  /** One Type for each list of arguments. */
  readonly interned: Map<string, Type>;
};

export class Type {
  readonly definition: TypeDefinition;
  readonly args: readonly Type[];
  readonly name: string;
  /** Belongs to one program: classes and objects of an org, and what is made of them. */
  readonly isOfProgram: boolean;
  /** Types that have this one as an argument. They end with their program. */
  readonly derived = new Map<string, Type>();
  static #made = 0;
  readonly #number = (Type.#made += 1);

  /** Only `typeOf` makes them: types are compared by identity. */
  constructor(definition: TypeDefinition, args: readonly Type[]) {
    this.definition = definition;
    this.args = args;
    this.isOfProgram =
      definition.isApex || definition.kind === 'sobject' || args.some((arg) => arg.isOfProgram);
    this.name =
      args.length === 0
        ? definition.name
        : `${definition.name}<${args.map((arg) => arg.name).join(',')}>`;
  }

  /** Types of two programs may have one name. */
  get key(): string {
    return `${this.name}#${this.#number}`;
  }

  get kind(): Kind {
    return this.definition.kind;
  }
}

export function typeFor(definition: TypeDefinition, args: readonly Type[] = []): Type {
  const holder = args.find((arg) => arg.isOfProgram);
  const types = holder?.derived ?? definition.interned;
  const own = args.map((arg) => arg.key).join(',');
  const key = holder ? `${definition.name}<${own}>` : own;
  const known = types.get(key);
  if (known) return known;
  const type = new Type(definition, args);
  types.set(key, type);
  return type;
}

type Given = Pick<TypeDefinition, 'name' | 'kind'> & Partial<TypeDefinition>;

export const newDefinition = (given: Given): TypeDefinition => ({
  parameters: [],
  isAbstract: false,
  isVirtual: false,
  isApex: false,
  outer: undefined,
  superclass: undefined,
  interfaces: [],
  inner: new Map(),
  annotations: new Map(),
  values: [],
  members: () => NO_MEMBERS,
  interned: new Map(),
  ...given,
});

const NO_MEMBERS: Members = { constructors: [], methods: new Map(), properties: new Map() };
