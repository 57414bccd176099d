import { constructorsFor } from '../../natives/exceptions.ts';
import type { Run } from '../../run/run.ts';
import { core, listOf } from '../../types/core.ts';
import { nativeType, type NativeTable } from '../../types/native-type.ts';
import { ApexList } from '../../values/collections.ts';
import { parseId } from '../../values/id.ts';
import type { ApexInstance } from '../../values/instance.ts';
import type { FailedRow } from '../dml/dml-exception.ts';
import { statusCodeOf } from './status-code.ts';

const rowsOf = (self: ApexInstance): FailedRow[] =>
  (self.exception?.details as FailedRow[] | undefined) ?? [];

const rowAt = (run: Run, self: ApexInstance, at: number): FailedRow =>
  rowsOf(self)[at] ?? run.raise('ListException', `List index out of bounds: ${at}`);

const methods: NativeTable = {
  'getNumDml():Integer': (_run, self: ApexInstance) => rowsOf(self).length,
  'getDmlMessage(Integer):String': (run: Run, self: ApexInstance, at: number) =>
    rowAt(run, self, at).error.message,
  'getDmlIndex(Integer):Integer': (run: Run, self: ApexInstance, at: number) =>
    rowAt(run, self, at).index,
  'getDmlId(Integer):String': (run: Run, self: ApexInstance, at: number) => {
    const { id } = rowAt(run, self, at);
    return id === null ? null : (parseId(id)?.value ?? id);
  },
  'getDmlFieldNames(Integer):List<String>': (run: Run, self: ApexInstance, at: number) =>
    new ApexList(listOf(core.string()), rowAt(run, self, at).error.fields),
  'getDmlStatusCode(Integer):String': (run: Run, self: ApexInstance, at: number) =>
    rowAt(run, self, at).error.statusCode,
  'getDmlType(Integer):StatusCode': (run: Run, self: ApexInstance, at: number) =>
    statusCodeOf(rowAt(run, self, at).error.statusCode),
};

const saidToApex = new WeakMap<ApexInstance, string | null>();

nativeType('DmlException', {
  superclass: 'Exception',
  isVirtual: true,
  constructors: constructorsFor('DmlException'),
  methods,
});

for (const name of ['QueryException', 'RequiredFeatureMissingException']) {
  nativeType(name, {
    superclass: 'Exception',
    isVirtual: true,
    constructors: constructorsFor(name),
  });
}

/** The message it is made with goes to a component; Apex reads only what `setMessage` said. */
nativeType('AuraHandledException', {
  superclass: 'Exception',
  isVirtual: true,
  constructors: constructorsFor('AuraHandledException'),
  methods: {
    'getMessage():String': (_run, self: ApexInstance) =>
      saidToApex.get(self) ?? 'Script-thrown exception',
    'setMessage(String?):void': (_run, self: ApexInstance, message: string | null) => {
      if (self.exception) self.exception.message = message;
      saidToApex.set(self, message);
    },
  },
});
