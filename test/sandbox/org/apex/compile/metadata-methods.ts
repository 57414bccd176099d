/** `X__mdt.getInstance(name)` and `X__mdt.getAll()`: of each type by itself, because they answer with it. */
import type { Run } from '../run/run.ts';
import { core, mapOf } from '../types/core.ts';
import {
  typeFor,
  type Members,
  type Method,
  type Type,
  type TypeDefinition,
} from '../types/type.ts';
import { ApexMap } from '../values/collections.ts';
import { ApexId } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';

export function metadataMethods(owner: TypeDefinition): Members['methods'] {
  const type = typeFor(owner);
  const all = mapOf(core.string(), type);
  return new Map([
    ['getall', [staticMethod(owner, 'getAll', [], all, (run) => byName(run, type, all))]],
    [
      'getinstance',
      [
        staticMethod(owner, 'getInstance', [core.string()], type, (run, [name = null]) =>
          named(run, type, name),
        ),
      ],
    ],
  ]);
}

function byName(run: Run, type: Type, all: Type): ApexMap {
  const map = new ApexMap(all);
  for (const row of run.platform.customMetadata(run, type)) {
    map.put(row.fields.get('DeveloperName') ?? null, row);
  }
  return map;
}

/** By developer name, of any case, or by id; null when there is none. */
function named(run: Run, type: Type, name: Value): Value {
  const wanted = String(name).toLowerCase();
  const found = run.platform.customMetadata(run, type).find(({ fields }) => {
    const id = fields.get('Id');
    return (
      String(fields.get('DeveloperName')).toLowerCase() === wanted ||
      (id instanceof ApexId && id.value.toLowerCase().startsWith(wanted) && wanted.length >= 15)
    );
  });
  return found ?? null;
}

function staticMethod(
  owner: TypeDefinition,
  name: string,
  parameters: Type[],
  result: Type,
  body: (run: Run, args: Value[]) => Value,
): Method {
  return {
    name,
    owner,
    isStatic: true,
    isAbstract: false,
    isVirtual: false,
    visibility: 'public',
    parameters: parameters.map((type) => ({ type, nullable: true })),
    result,
    isApex: false,
    annotations: new Map(),
    invoke: (run, _self, args) => body(run, args),
  };
}
