/** `Database.*`: DML with results, dynamic queries, savepoints, batches. */
import type { Run } from '../../run/run.ts';
import { listOf } from '../../types/core.ts';
import { nativeType, type NativeTable } from '../../types/native-type.ts';
import { ApexList, type ApexMap } from '../../values/collections.ts';
import type { EnumValue, NativeObject } from '../../values/objects.ts';
import type { SObjectValue } from '../../values/sobject.ts';
import type { Value } from '../../values/value.ts';
import { accessOf, type DmlKind } from '../../platform/platform.ts';
import { perform } from '../dml/perform.ts';
import { throwFailures } from '../dml/statement.ts';
import { orgOf } from '../org-platform.ts';
import { askOrg, dynamicQuery } from '../soql/query.ts';
import { fieldNameOf } from './field-name.ts';
import { queryLocator } from './query-locator.ts';
import { releaseSavepoint, rollback, setSavepoint } from './savepoint.ts';
import { resultOf, typed } from './dml-results.ts';
import './dml-options.ts';
import type { DmlOptions } from './dml-options.ts';

const RESULTS: { readonly [kind: string]: string } = {
  insert: 'Database.SaveResult',
  update: 'Database.SaveResult',
  upsert: 'Database.UpsertResult',
  delete: 'Database.DeleteResult',
  undelete: 'Database.UndeleteResult',
};

type More = {
  isAllOrNone?: boolean;
  access?: EnumValue | null;
  externalId?: string;
  allowsDuplicates?: boolean;
};

function save(run: Run, kind: DmlKind, target: Value, more: More): Value {
  const { isAllOrNone = true, access = null, externalId, allowsDuplicates } = more;
  const rows = (target instanceof ApexList ? target.items : [target]) as SObjectValue[];
  if (rows.includes(null as never))
    run.raise('NullPointerException', 'Attempt to de-reference a null object');
  const pending = perform(orgOf(run, `Database.${kind}`), run, {
    kind,
    rows,
    isAllOrNone,
    access: accessOf(access),
    externalId,
    allowsDuplicates,
  });
  if (isAllOrNone) throwFailures(run, kind, pending);
  const type = RESULTS[kind] ?? '';
  const results = pending.map((row) => resultOf(type, idWhereSaved(row, kind)));
  if (target instanceof ApexList) return new ApexList(listOf(typed(type)), results);
  return results[0] ?? null;
}

/** A row that failed to be inserted has no id. */
const idWhereSaved = <T extends { id: string | null; isCreated: boolean; errors: unknown[] }>(
  row: T,
  kind: DmlKind,
): T =>
  row.errors.length > 0 && (kind === 'insert' || row.isCreated) ? { ...row, id: null } : row;

function overloads(kind: DmlKind): NativeTable {
  const table: { [signature: string]: NativeTable[string] } = {};
  const result = RESULTS[kind] ?? '';
  for (const [row, answer] of [
    ['SObject', result],
    ['List<SObject>', `List<${result}>`],
  ]) {
    table[`${kind}(${row}):${answer}`] = (run: Run, rows: Value) => save(run, kind, rows, {});
    table[`${kind}(${row},AccessLevel):${answer}`] = (run: Run, rows: Value, access: EnumValue) =>
      save(run, kind, rows, { access });
    table[`${kind}(${row},Boolean):${answer}`] = (run: Run, rows: Value, isAllOrNone: boolean) =>
      save(run, kind, rows, { isAllOrNone });
    table[`${kind}(${row},Boolean,AccessLevel):${answer}`] = (
      run: Run,
      rows: Value,
      isAllOrNone: boolean,
      access: EnumValue,
    ) => save(run, kind, rows, { isAllOrNone, access });
    if (kind === 'upsert') addUpserts(table, row ?? '', answer ?? '');
    if (kind !== 'insert' && kind !== 'update') continue;
    const told = ({ state }: NativeObject<DmlOptions>) => ({
      isAllOrNone: state.optAllOrNone ?? true,
      allowsDuplicates: state.duplicateRules.state.allowSave ?? false,
    });
    table[`${kind}(${row},Database.DMLOptions):${answer}`] = (
      run: Run,
      rows: Value,
      options: NativeObject<DmlOptions>,
    ) => save(run, kind, rows, told(options));
    table[`${kind}(${row},Database.DMLOptions,AccessLevel):${answer}`] = (
      run: Run,
      rows: Value,
      options: NativeObject<DmlOptions>,
      access: EnumValue,
    ) => save(run, kind, rows, { ...told(options), access });
  }
  return table;
}

function addUpserts(
  table: { [signature: string]: NativeTable[string] },
  row: string,
  answer: string,
): void {
  const field = 'Schema.SObjectField';
  table[`upsert(${row},${field}):${answer}`] = (run: Run, rows: Value, by: Value) =>
    save(run, 'upsert', rows, { externalId: fieldNameOf(by) });
  table[`upsert(${row},${field},Boolean):${answer}`] = (
    run: Run,
    rows: Value,
    by: Value,
    isAllOrNone: boolean,
  ) => save(run, 'upsert', rows, { externalId: fieldNameOf(by), isAllOrNone });
  table[`upsert(${row},${field},AccessLevel):${answer}`] = (
    run: Run,
    rows: Value,
    by: Value,
    access: EnumValue,
  ) => save(run, 'upsert', rows, { externalId: fieldNameOf(by), access });
  table[`upsert(${row},${field},Boolean,AccessLevel):${answer}`] = (
    run: Run,
    rows: Value,
    by: Value,
    isAllOrNone: boolean,
    access: EnumValue,
  ) => save(run, 'upsert', rows, { externalId: fieldNameOf(by), isAllOrNone, access });
}

const NO_BINDS = new Map<string, Value>();
const bindsOf = (map: ApexMap) =>
  new Map([...map.entries()].map(([key, value]) => [String(key), value]));

type Query = { soql: string; binds: ReadonlyMap<string, Value>; access: EnumValue | null };

const records = (run: Run, { soql, binds, access }: Query) =>
  dynamicQuery(orgOf(run, 'Database.query'), run, { soql, binds, access: accessOf(access) });

function count(run: Run, { soql, binds, access }: Query): number {
  const answer = askOrg(orgOf(run, 'Database.countQuery'), run, {
    soql,
    binds,
    access: accessOf(access),
  });
  return typeof answer === 'number'
    ? answer
    : run.raise('QueryException', 'countQuery wants SELECT COUNT()');
}

nativeType('Database', {
  statics: {
    ...overloads('insert'),
    ...overloads('update'),
    ...overloads('upsert'),
    ...overloads('delete'),
    ...overloads('undelete'),
    'query(String):List<SObject>': (run: Run, soql: string) =>
      records(run, { soql, binds: NO_BINDS, access: null }),
    'query(String,AccessLevel):List<SObject>': (run: Run, soql: string, access: EnumValue) =>
      records(run, { soql, binds: NO_BINDS, access }),
    'queryWithBinds(String,Map<String,Object>,AccessLevel):List<SObject>': (
      run: Run,
      soql: string,
      binds: ApexMap,
      access: EnumValue,
    ) => records(run, { soql, binds: bindsOf(binds), access }),
    'getQueryLocator(String):Database.QueryLocator': (run: Run, soql: string) =>
      queryLocator(records(run, { soql, binds: NO_BINDS, access: null })),
    'getQueryLocator(List<SObject>):Database.QueryLocator': (_run: Run, rows: ApexList) =>
      queryLocator(rows),
    'countQuery(String):Integer': (run: Run, soql: string) =>
      count(run, { soql, binds: NO_BINDS, access: null }),
    'countQuery(String,AccessLevel):Integer': (run: Run, soql: string, access: EnumValue) =>
      count(run, { soql, binds: NO_BINDS, access }),
    'countQueryWithBinds(String,Map<String,Object>,AccessLevel):Integer': (
      run: Run,
      soql: string,
      binds: ApexMap,
      access: EnumValue,
    ) => count(run, { soql, binds: bindsOf(binds), access }),
    'setSavepoint():Savepoint': setSavepoint,
    'rollback(Savepoint):void': rollback,
    'releaseSavepoint(Savepoint):void': releaseSavepoint,
  },
});
