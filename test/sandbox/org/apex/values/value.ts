/**
 * What an Apex variable can hold. Integer is a number, Long a bigint, String a string; everything that plain JavaScript
 * would mix up has a class of its own, so that a value in an `Object` variable still knows its type.
 */
import type { ApexList, ApexMap, ApexSet } from './collections.ts';
import type { Decimal } from './decimal.ts';
import type { ApexInstance } from './instance.ts';
import type { EnumValue, NativeObject, TypeValue } from './objects.ts';
import type { ApexBlob, ApexDate, ApexDatetime, ApexDouble, ApexId, ApexTime } from './scalars.ts';
import type { SObjectValue } from './sobject.ts';

export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Decimal
  | ApexDouble
  | ApexId
  | ApexDate
  | ApexDatetime
  | ApexTime
  | ApexBlob
  | EnumValue
  | TypeValue
  | ApexList
  | ApexSet
  | ApexMap
  | SObjectValue
  | ApexInstance
  | NativeObject;
