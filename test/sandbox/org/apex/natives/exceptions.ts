import type { Run } from '../run/run.ts';
import { giveState } from '../run/make-exception.ts';
import { nativeCatalogue } from '../types/native-catalogue.ts';
import { nativeType, type NativeTable } from '../types/native-type.ts';
import { typeFor } from '../types/type.ts';
import { exceptionTypeName } from '../values/exception-text.ts';
import { ApexInstance } from '../values/instance.ts';

nativeType('Exception', {
  isVirtual: true,
  isAbstract: true,
  constructors: constructorsFor('Exception'),
  methods: {
    'getMessage():String': (_run, self: ApexInstance) =>
      self.exception?.message ?? (self.type.definition.isApex ? 'Script-thrown exception' : null),
    'getCause():Exception': (_run, self: ApexInstance) => self.exception?.cause ?? null,
    'getTypeName():String': (_run, self: ApexInstance) => exceptionTypeName(self),
    'getLineNumber():Integer': (_run, self: ApexInstance) => self.exception?.line ?? 0,
    'getStackTraceString():String': (_run, self: ApexInstance) =>
      self.exception?.trace.join('\n') ?? '',
    'setMessage(String?):void': (_run, self: ApexInstance, message: string | null) => {
      if (self.exception) self.exception.message = message;
    },
    'initCause(Exception?):void': (_run, self: ApexInstance, cause: ApexInstance | null) => {
      if (self.exception) self.exception.cause = cause;
    },
  },
});

/** Without methods of their own. */
const PLAIN = [
  'AssertException',
  'AsyncException',
  'CalloutException',
  'FinalException',
  'HandledException',
  'IllegalArgumentException',
  'InvalidParameterValueException',
  'JSONException',
  'LimitException',
  'ListException',
  'MathException',
  'NoAccessException',
  'NoDataFoundException',
  'NoSuchElementException',
  'NullPointerException',
  'SecurityException',
  'SerializationException',
  'SObjectException',
  'StringException',
  'TypeException',
  'UnexpectedException',
  'VisualforceException',
  'XmlException',
] as const;

for (const name of PLAIN) {
  nativeType(name, {
    superclass: 'Exception',
    isVirtual: true,
    constructors: constructorsFor(name),
  });
}

/** The four that every exception has. */
export function constructorsFor(name: string): NativeTable {
  const make = (run: Run, message: string | null, cause: ApexInstance | null = null) => {
    const definition = nativeCatalogue.find(name);
    if (!definition) throw new Error(`Platform type ${name} is not defined`);
    const instance = new ApexInstance(typeFor(definition), 0);
    giveState(run, instance, message, cause);
    return instance;
  };
  return {
    '()': (run: Run) => make(run, null),
    '(String?)': (run: Run, message: string | null) => make(run, message),
    '(Exception?)': (run: Run, cause: ApexInstance | null) =>
      make(run, cause?.exception?.message ?? null, cause),
    '(String?,Exception?)': (run: Run, message: string | null, cause: ApexInstance | null) =>
      make(run, message, cause),
  };
}
