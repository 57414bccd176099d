import type { Run } from '../run/run.ts';
import type { TriggerContext } from '../run/trigger-context.ts';
import { nativeType } from '../types/native-type.ts';
import type { Value } from '../values/value.ts';

nativeType('TriggerOperation', {
  kind: 'enum',
  values: [
    'BEFORE_INSERT',
    'AFTER_INSERT',
    'BEFORE_UPDATE',
    'AFTER_UPDATE',
    'BEFORE_DELETE',
    'AFTER_DELETE',
    'AFTER_UNDELETE',
  ],
});

/** Outside of a trigger `isExecuting` is false and the rest null. */
const of = (pick: (context: TriggerContext) => Value, otherwise: Value = null) => ({
  get: (run: Run) => (run.trigger ? pick(run.trigger) : otherwise),
});

const isEvent = (event: TriggerContext['event']) => of((context) => context.event === event, false);

nativeType('Trigger', {
  staticProperties: {
    'isExecuting:Boolean': of(() => true, false),
    'isBefore:Boolean': of(({ timing }) => timing === 'before', false),
    'isAfter:Boolean': of(({ timing }) => timing === 'after', false),
    'isInsert:Boolean': isEvent('insert'),
    'isUpdate:Boolean': isEvent('update'),
    'isDelete:Boolean': isEvent('delete'),
    'isUndelete:Boolean': isEvent('undelete'),
    'new:List<SObject>': of(({ newRows }) => newRows),
    'old:List<SObject>': of(({ oldRows }) => oldRows),
    'newMap:Map<Id,SObject>': of(({ newMap }) => newMap),
    'oldMap:Map<Id,SObject>': of(({ oldMap }) => oldMap),
    'operationType:TriggerOperation': of(({ operation }) => operation),
    'size:Integer': of(({ newRows, oldRows }) => (newRows ?? oldRows)?.items.length ?? 0, 0),
  },
});
