/** Apex values as JSON text. */
import type { Run } from '../../run/run.ts';
import { UnsupportedApex } from '../../run/unsupported.ts';
import { typeOf } from '../../types/type-of.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { Decimal } from '../../values/decimal.ts';
import { doubleText } from '../../values/double-text.ts';
import { dateText, timeText } from '../../values/date-text.ts';
import { ApexInstance } from '../../values/instance.ts';
import { EnumValue } from '../../values/objects.ts';
import {
  ApexBlob,
  ApexDate,
  ApexDatetime,
  ApexDouble,
  ApexId,
  ApexTime,
} from '../../values/scalars.ts';
import { SObjectValue } from '../../values/sobject.ts';
import { textOf } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { instanceFields } from './instance-fields.ts';

export type Style = { suppressNulls: boolean; pretty: boolean };

const API_VERSION = 'v65.0';

export function writeJson(run: Run, value: Value, style: Style, depth = 0): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  const scalar = scalarJson(value);
  if (scalar !== undefined) return scalar;
  if (value instanceof ApexList || value instanceof ApexSet) {
    const items = value instanceof ApexList ? value.items : value.items();
    return bracketed(
      '[]',
      items.map((item) => writeJson(run, item, style, depth + 1)),
      { style, depth },
    );
  }
  return bracketed(
    '{}',
    entriesOf(run, value)
      .filter(([, each]) => each !== null || !style.suppressNulls)
      .map(([name, each]) => {
        const text = each instanceof Raw ? each.text : writeJson(run, each, style, depth + 1);
        return `${quoted(name)}${style.pretty ? ' : ' : ':'}${text}`;
      }),
    { style, depth },
  );
}

/** Text that is JSON already. */
class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function scalarJson(value: Extract<Value, object>): string | undefined {
  if (value instanceof Decimal) return value.toString();
  if (value instanceof ApexDouble) return doubleText(value.value);
  if (value instanceof ApexId) return quoted(value.value);
  if (value instanceof ApexDate) return quoted(dateText(value));
  if (value instanceof ApexDatetime) return quoted(new Date(value.ms).toISOString());
  if (value instanceof ApexTime) return quoted(timeText(value));
  if (value instanceof ApexBlob) return quoted(value.bytes.toString('base64'));
  return value instanceof EnumValue ? quoted(value.name) : undefined;
}

function entriesOf(run: Run, value: Extract<Value, object>): [string, Value | Raw][] {
  if (value instanceof ApexMap) {
    return [...value.entries()].map(([key, each]) => [textOf(run, key), each]);
  }
  if (value instanceof SObjectValue) return recordEntries(value);
  if (value instanceof ApexInstance && !value.exception) {
    return instanceFields(value.type)
      .filter(({ isTransient }) => !isTransient)
      .map((property) => [property.name, property.get(run, value)]);
  }
  throw new UnsupportedApex(`JSON of ${typeOf(value).name}`);
}

function recordEntries({ type, fields }: SObjectValue): [string, Value | Raw][] {
  const id = fields.get('Id');
  const url =
    id instanceof ApexId
      ? `,"url":"/services/data/${API_VERSION}/sobjects/${type.name}/${id.value}"`
      : '';
  const attributes = new Raw(`{"type":${quoted(type.name)}${url}}`);
  return [['attributes', attributes], ...[...fields].map(fieldEntry)];
}

/** A moment of a record has its offset written out, a list of children is an answer to a query. */
function fieldEntry([name, value]: [string, Value]): [string, Value | Raw] {
  if (value instanceof ApexDatetime) {
    return [name, new Raw(quoted(new Date(value.ms).toISOString().replace('Z', '+0000')))];
  }
  return [name, value];
}

function bracketed(
  [open = '', close = '']: string,
  parts: string[],
  { style, depth }: { style: Style; depth: number },
): string {
  if (!style.pretty || parts.length === 0) {
    return style.pretty ? `${open} ${close}` : `${open}${parts.join(',')}${close}`;
  }
  if (open === '[') return `[ ${parts.join(', ')} ]`;
  const indent = '  '.repeat(depth + 1);
  return `{\n${parts.map((part) => indent + part).join(',\n')}\n${'  '.repeat(depth)}}`;
}

export const quoted = (text: string): string => JSON.stringify(text);
