import type { ApexList, ApexMap } from '../values/collections.ts';
import type { EnumValue } from '../values/objects.ts';
import type { Type } from '../types/type.ts';

export type TriggerTiming = 'before' | 'after';
export type TriggerEvent = 'insert' | 'update' | 'delete' | 'undelete';

/** What `Trigger.…` says while a trigger runs. */
export type TriggerContext = {
  sobject: Type;
  timing: TriggerTiming;
  event: TriggerEvent;
  operation: EnumValue;
  newRows: ApexList | null;
  oldRows: ApexList | null;
  newMap: ApexMap | null;
  oldMap: ApexMap | null;
};
