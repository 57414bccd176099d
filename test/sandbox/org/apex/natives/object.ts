import { nativeType } from '../types/native-type.ts';
import { isEqual } from '../values/equality.ts';
import { hashKey } from '../values/hash-key.ts';
import { hashText } from '../values/hash-text.ts';
import { textOf } from '../values/text.ts';
import type { Run } from '../run/run.ts';
import type { Value } from '../values/value.ts';

nativeType('Object', {
  isVirtual: true,
  constructors: {},
  methods: {
    'toString():String': (run: Run, self: Value) => textOf(run, self),
    'equals(Object?):Boolean': (_run, self: Value, other: Value) => isEqual(self, other),
    'hashCode():Integer': (_run, self: Value) =>
      typeof self === 'number' ? self : hashText(String(hashKey(self))),
  },
});
