/** List views: the package's own files and the standard ones, compiled at the start. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { asRecord, textOf, type XmlNode } from '../../schema/xml.ts';
import type { ObjectDef } from '../../schema/types.ts';
import type { Org } from '../../store/org.ts';
import { pathIn } from '../read-record.ts';
import { compileFilter, type Filter, type Test } from './filters.ts';
import { STANDARD_LISTS } from './standard-lists.ts';

export type ListSource = {
  name: string;
  label: string;
  scope: string;
  columns: readonly string[];
  filters: readonly Filter[];
};
export type ListView = {
  name: string;
  label: string;
  isMine: boolean;
  /** Paths of fields, `Account.Name`. */
  columns: string[];
  filters: { field: string; test: Test }[];
};
/** By object, in the order in which they are offered. */
export type ListViews = ReadonlyMap<string, readonly ListView[]>;

const TAGS = ['fullName', 'columns', 'filterScope', 'filters', 'label'];
const FILTER_TAGS = ['field', 'operation', 'value'];
const SCOPES = ['Everything', 'Mine'];
const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => name === 'columns' || name === 'filters',
});

/** What list views call fields of standard objects. Others go by their API name. */
const COLUMNS: { readonly [name: string]: string } = {
  NAME: 'Name',
  FULL_NAME: 'Name',
  'ACCOUNT.NAME': 'Account.Name',
  'CORE.USERS.ALIAS': 'Owner.Alias',
  'LEAD.COMPANY': 'Company',
  'LEAD.STATUS': 'Status',
  'OPPORTUNITY.AMOUNT': 'Amount',
  'OPPORTUNITY.CLOSE_DATE': 'CloseDate',
  'OPPORTUNITY.NAME': 'Name',
  'OPPORTUNITY.STAGE_NAME': 'StageName',
};

/** @throws Error naming the list view and what of it is not simulated */
export function readListViews(org: Org, metadataDir: string): ListViews {
  const views = new Map<string, ListView[]>();
  for (const object of org.schema.objects.values()) {
    const folder = join(metadataDir, 'objects', object.name, 'listViews');
    const files = existsSync(folder) ? readdirSync(folder).sort() : [];
    const sources = [
      ...(STANDARD_LISTS[object.name] ?? []),
      ...files.map((file) => readSource(join(folder, file))),
    ];
    if (sources.length === 0) continue;
    views.set(
      object.name,
      sources.map((source) => compileList(org, object, source)),
    );
  }
  return views;
}

function readSource(path: string): ListSource {
  const node = asRecord(asRecord(parser.parse(readFileSync(path, 'utf8')))['ListView']);
  refuseOthers(node, TAGS, path);
  return {
    name: textOf(node['fullName']) ?? '',
    label: textOf(node['label']) ?? '',
    scope: textOf(node['filterScope']) ?? '',
    columns: ((node['columns'] ?? []) as unknown[]).map((one) => textOf(one) ?? ''),
    filters: ((node['filters'] ?? []) as unknown[]).map(asRecord).map((filter) => {
      refuseOthers(filter, FILTER_TAGS, path);
      return {
        field: textOf(filter['field']) ?? '',
        operation: textOf(filter['operation']) ?? '',
        value: textOf(filter['value']) ?? '',
      };
    }),
  };
}

function refuseOthers(node: XmlNode, known: readonly string[], path: string): void {
  const other = Object.keys(node).find((tag) => !known.includes(tag));
  if (other !== undefined) throw new Error(`${path}: <${other}> of a list view is not simulated`);
}

function compileList(org: Org, object: ObjectDef, source: ListSource): ListView {
  const { name, label, scope } = source;
  const fail = (problem: string): never => {
    throw new Error(`list view ${object.name}.${name}: ${problem}`);
  };
  if (!SCOPES.includes(scope)) fail(`the scope ${scope} is not simulated`);
  const pathOf = (field: string) => {
    const path = COLUMNS[field] ?? field;
    return pathIn(org, org.schema, object, path) ? path : fail(`there is no field ${field}`);
  };
  return {
    name,
    label,
    isMine: scope === 'Mine',
    columns: source.columns.map(pathOf),
    filters: source.filters.map((filter) => {
      const field = pathOf(filter.field);
      const path = pathIn(org, org.schema, object, field) ?? fail(`there is no field ${field}`);
      try {
        return { field, test: compileFilter(filter, path) };
      } catch (error) {
        return fail(error instanceof Error ? error.message : String(error));
      }
    }),
  };
}
