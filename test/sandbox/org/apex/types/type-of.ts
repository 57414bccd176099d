/** The type that a value has at run time. */
import { ApexList, ApexMap, ApexSet } from '../values/collections.ts';
import { Decimal } from '../values/decimal.ts';
import { ApexInstance } from '../values/instance.ts';
import { EnumValue, NativeObject } from '../values/objects.ts';
import {
  ApexBlob,
  ApexDate,
  ApexDatetime,
  ApexDouble,
  ApexId,
  ApexTime,
} from '../values/scalars.ts';
import { SObjectValue } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { core } from './core.ts';
import type { Type } from './type.ts';

export function typeOf(value: Exclude<Value, null>): Type {
  if (typeof value === 'string') return core.string();
  if (typeof value === 'number') return core.integer();
  if (typeof value === 'bigint') return core.long();
  if (typeof value === 'boolean') return core.boolean();
  return typeOfObject(value);
}

function typeOfObject(value: Extract<Value, object>): Type {
  if (value instanceof ApexInstance || value instanceof SObjectValue) return value.type;
  if (value instanceof ApexList || value instanceof ApexMap || value instanceof ApexSet)
    return value.type;
  if (value instanceof EnumValue || value instanceof NativeObject) return value.type;
  if (value instanceof Decimal) return core.decimal();
  if (value instanceof ApexDouble) return core.double();
  if (value instanceof ApexId) return core.id();
  if (value instanceof ApexDate) return core.date();
  if (value instanceof ApexDatetime) return core.datetime();
  if (value instanceof ApexTime) return core.time();
  if (value instanceof ApexBlob) return core.blob();
  return core.type();
}
