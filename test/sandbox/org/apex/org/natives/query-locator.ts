/** `Database.QueryLocator`: its rows are there at once here; the platform fetches them bit by bit. */
import { nativeType } from '../../types/native-type.ts';
import type { ApexList } from '../../values/collections.ts';
import { NativeObject } from '../../values/objects.ts';
import type { Value } from '../../values/value.ts';
import { typed } from './dml-results.ts';

nativeType('Database.QueryLocator', {});

export const queryLocator = (rows: ApexList): NativeObject<ApexList> =>
  new NativeObject(typed('Database.QueryLocator'), rows);

/** The rows of a locator; anything else as it is. */
export const rowsOfLocator = (value: Value): Value =>
  value instanceof NativeObject && value.type === typed('Database.QueryLocator')
    ? (value.state as ApexList)
    : value;
