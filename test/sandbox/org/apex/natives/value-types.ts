/** The values of the language that have few methods or whose methods are in files of their own. */
import type { Run } from '../run/run.ts';
import { idOf } from '../types/conversion.ts';
import { nativeType } from '../types/native-type.ts';
import type { Type } from '../types/type.ts';
import { TypeValue } from '../values/objects.ts';
import { ApexBlob, type ApexId } from '../values/scalars.ts';
import { hashText } from '../values/hash-text.ts';
import { newInstance } from '../run/new-instance.ts';
import { findType } from '../compile/type-names.ts';
import { isAssignable } from '../types/assignable.ts';
import type { Value } from '../values/value.ts';
import { ROUNDING_MODES } from '../values/rounding.ts';
import { objectToken } from '../values/tokens.ts';

nativeType('Boolean', {
  kind: 'value',
  statics: {
    'valueOf(String):Boolean': (_run, text: string) => text.toLowerCase() === 'true',
    'valueOf(Object):Boolean': (run: Run, value: Value) =>
      typeof value === 'boolean'
        ? value
        : typeof value === 'string'
          ? value.toLowerCase() === 'true'
          : run.raise('TypeException', 'Invalid boolean'),
  },
});

nativeType('Id', {
  kind: 'value',
  methods: {
    'to15():String': (_run, id: ApexId) => id.value.slice(0, 15),
    'getSObjectType():Schema.SObjectType': (run: Run, id: ApexId) => sobjectTypeOf(run, id),
  },
  statics: {
    'valueOf(String):Id': (run: Run, text: string) => idOf(run, text),
  },
});

function sobjectTypeOf(run: Run, id: ApexId): Value {
  const name = run.platform.objectOfPrefix(id.value.slice(0, 3));
  return name === undefined ? null : objectToken(name);
}

nativeType('Blob', {
  kind: 'value',
  methods: {
    'toString():String': (_run, blob: ApexBlob) => blob.bytes.toString('utf8'),
    'size():Integer': (_run, blob: ApexBlob) => blob.bytes.length,
  },
  statics: {
    'valueOf(String):Blob': (_run, text: string) => new ApexBlob(Buffer.from(text, 'utf8')),
  },
});

nativeType('Type', {
  methods: {
    'getName():String': (_run, type: TypeValue) => type.named.name,
    'newInstance():Object': (run: Run, type: TypeValue) => newInstance(run, type.named),
    'isAssignableFrom(Type):Boolean': (_run, type: TypeValue, other: TypeValue) =>
      isAssignable(other.named, type.named),
    'hashCode():Integer': (_run, type: TypeValue) => hashText(type.named.name),
  },
  statics: {
    'forName(String):Type': (run: Run, name: string) => typeNamed(run, name),
    'forName(String?,String):Type': (run: Run, namespace: string | null, name: string) =>
      typeNamed(run, namespace === null || namespace === '' ? name : `${namespace}.${name}`),
  },
});

/** Null when there is none, as on the platform. */
function typeNamed(run: Run, name: string): Value {
  const generic = /^(\w+)<(.+)>$/.exec(name);
  const args: (Type | undefined)[] = (generic?.[2] ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map((part) => findType({ program: run.program, file: '', cls: undefined }, part.trim()));
  if (args.some((arg) => arg === undefined)) return null;
  const found = findType(
    { program: run.program, file: '', cls: undefined },
    generic?.[1] ?? name,
    args.flatMap((arg) => arg ?? []),
  );
  return found ? new TypeValue(found) : null;
}

nativeType('Enum', {});
nativeType('AccessLevel', { kind: 'enum', values: ['USER_MODE', 'SYSTEM_MODE'] });
nativeType('RoundingMode', {
  kind: 'enum',
  values: ROUNDING_MODES,
});
