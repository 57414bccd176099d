/** What every enum has: its constants, `values()`, `valueOf(name)`; `name()` and `ordinal()` come from `Enum`. */
import type { Run } from '../run/run.ts';
import { ApexList } from '../values/collections.ts';
import { EnumValue } from '../values/objects.ts';
import type { Value } from '../values/value.ts';
import { core, listOf } from './core.ts';
import {
  typeFor,
  type Members,
  type Method,
  type Property,
  type Type,
  type TypeDefinition,
} from './type.ts';

export function enumMembers(owner: TypeDefinition): Members {
  const type = typeFor(owner);
  return {
    constructors: [],
    methods: new Map([
      [
        'values',
        [
          method(
            { owner, name: 'values' },
            { result: listOf(type), body: () => new ApexList(listOf(type), [...owner.values]) },
          ),
        ],
      ],
      [
        'valueof',
        [
          method(
            { owner, name: 'valueOf' },
            {
              parameters: [core.string()],
              result: type,
              body: (run, _self, [name = null]) => valueOf(run, owner, name),
            },
          ),
        ],
      ],
      [
        'name',
        [
          method(
            { owner, name: 'name', isStatic: false },
            { result: core.string(), body: (_run, self) => constant(self).name },
          ),
        ],
      ],
      [
        'ordinal',
        [
          method(
            { owner, name: 'ordinal', isStatic: false },
            { result: core.integer(), body: (_run, self) => constant(self).ordinal },
          ),
        ],
      ],
      [
        'tostring',
        [
          method(
            { owner, name: 'toString', isStatic: false },
            { result: core.string(), body: (_run, self) => constant(self).name },
          ),
        ],
      ],
    ]),
    properties: new Map(
      owner.values.map((value) => [value.name.toLowerCase(), constantProperty(owner, value)]),
    ),
  };
}

function valueOf(run: Run, owner: TypeDefinition, name: Value): Value {
  const wanted = String(name).toLowerCase();
  return (
    owner.values.find((value) => value.name.toLowerCase() === wanted) ??
    run.raise('NoSuchElementException', `No enum constant ${owner.name}.${String(name)}`)
  );
}

function constant(self: Value): EnumValue {
  if (!(self instanceof EnumValue)) throw new TypeError('Not an enum constant');
  return self;
}

type Named = { owner: TypeDefinition; name: string; isStatic?: boolean };
type Shape = { parameters?: Type[]; result: Type; body: Method['invoke'] };

const method = (
  { owner, name, isStatic = true }: Named,
  { parameters = [], result, body }: Shape,
): Method => ({
  name,
  owner,
  isStatic,
  isAbstract: false,
  isVirtual: false,
  visibility: 'public',
  parameters: parameters.map((type) => ({ type, nullable: false })),
  result,
  isApex: false,
  annotations: new Map(),
  invoke: body,
});

const constantProperty = (owner: TypeDefinition, value: EnumValue): Property => ({
  name: value.name,
  owner,
  type: value.type,
  isStatic: true,
  isFinal: true,
  visibility: 'public',
  slot: undefined,
  get: () => value,
  set: undefined,
});
