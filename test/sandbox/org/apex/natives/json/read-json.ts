/** Plain JSON data as values of a type. */
import { isApexClass, sizeOf } from '../../compile/apex-class.ts';
import type { Run } from '../../run/run.ts';
import { UnsupportedApex } from '../../run/unsupported.ts';
import { idOf } from '../../types/conversion.ts';
import { core, isList, isMap, isSet, listOf, mapOf } from '../../types/core.ts';
import { findProperty } from '../../types/find-member.ts';
import type { Type } from '../../types/type.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexInstance } from '../../values/instance.ts';
import { ApexBlob, ApexDatetime, ApexDouble } from '../../values/scalars.ts';
import { SObjectValue } from '../../values/sobject.ts';
import type { Value } from '../../values/value.ts';
import { parseDate } from '../date.ts';
import { JsonNumber, type Json } from './parse-json.ts';

export type Reading = { run: Run; isStrict: boolean };

/** Objects become maps, numbers the narrowest of Integer, Long and Decimal that holds them. */
export function untyped(json: Json): Value {
  if (json instanceof JsonNumber) return untypedNumber(json.text);
  if (Array.isArray(json)) return new ApexList(listOf(core.object()), json.map(untyped));
  if (!(json instanceof Map)) return json;
  const map = new ApexMap(mapOf(core.string(), core.object()));
  for (const [name, value] of json) map.put(name, untyped(value));
  return map;
}

function untypedNumber(text: string): Value {
  if (/[.eE]/.test(text)) return Decimal.parse(text) ?? null;
  const value = BigInt(text);
  if (value === BigInt.asIntN(32, value)) return Number(value);
  return value === BigInt.asIntN(64, value) ? value : new Decimal(value, 0);
}

export function typed(reading: Reading, json: Json, type: Type): Value {
  if (type === core.object()) {
    return reading.run.raise('JSONException', 'Apex Type unsupported in JSON: Object');
  }
  if (json === null) return null;
  const scalar = SCALARS[type.name];
  if (scalar) return scalar(reading.run, json);
  if (type.kind === 'enum') return constant(reading.run, json, type);
  if (isList(type)) return new ApexList(type, items(reading, json, type));
  if (isSet(type)) return new ApexSet(type, items(reading, json, type));
  if (!(json instanceof Map)) return malformed(reading.run, json, type);
  if (isMap(type)) return mapFrom(reading, json, type);
  if (type.kind === 'sobject') return recordFrom(reading, json, type);
  if (type.definition.isApex && type.kind === 'class') return instanceFrom(reading, json, type);
  throw new UnsupportedApex(`JSON into ${type.name}`);
}

type FromScalar = (run: Run, json: Exclude<Json, null>) => Value;

const SCALARS: { readonly [name: string]: FromScalar } = {
  String: (run, json) => text(run, json),
  Id: (run, json) => idOf(run, text(run, json)),
  Boolean: (run, json) => {
    if (typeof json === 'boolean') return json;
    if (json === 'true' || json === 'false') return json === 'true';
    return malformed(run, json, core.boolean());
  },
  Integer: (run, json) => Number(whole(run, json, core.integer())),
  Long: (run, json) => whole(run, json, core.long()),
  Double: (run, json) => new ApexDouble(decimal(run, json, core.double()).toNumber()),
  Decimal: (run, json) => decimal(run, json, core.decimal()),
  Date: (run, json) => parseDate(run, text(run, json)),
  Datetime: (run, json) => {
    const ms = Date.parse(text(run, json).replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
    return Number.isNaN(ms) ? malformed(run, json, core.datetime()) : new ApexDatetime(ms);
  },
  Blob: (run, json) => new ApexBlob(Buffer.from(text(run, json), 'base64')),
};

function text(run: Run, json: Exclude<Json, null>): string {
  if (typeof json === 'string') return json;
  if (json instanceof JsonNumber) return json.text;
  return typeof json === 'boolean' ? String(json) : malformed(run, json, core.string());
}

function decimal(run: Run, json: Exclude<Json, null>, type: Type): Decimal {
  const value =
    json instanceof JsonNumber || typeof json === 'string'
      ? Decimal.parse(text(run, json))
      : undefined;
  return value ?? malformed(run, json, type);
}

function whole(run: Run, json: Exclude<Json, null>, type: Type): bigint {
  const value = decimal(run, json, type);
  const bits = type === core.integer() ? 32 : 64;
  const cut = value.toBigInt();
  if (value.stripTo(0).scale > 0 || cut !== BigInt.asIntN(bits, cut))
    return malformed(run, json, type);
  return cut;
}

function constant(run: Run, json: Exclude<Json, null>, type: Type): Value {
  const name = text(run, json).toLowerCase();
  const found = type.definition.values.find((each) => each.name.toLowerCase() === name);
  return found ?? malformed(run, json, type);
}

function items(reading: Reading, json: Json, type: Type): Value[] {
  const [item = core.object()] = type.args;
  const list = json instanceof Map && json.has('records') ? (json.get('records') ?? null) : json;
  if (!Array.isArray(list)) return malformed(reading.run, json, type);
  return list.map((each) => typed(reading, each, item));
}

function mapFrom(reading: Reading, json: Map<string, Json>, type: Type): ApexMap {
  const [keyType = core.string(), valueType = core.object()] = type.args;
  const map = new ApexMap(type);
  for (const [key, value] of json) {
    map.put(typed(reading, key, keyType), typed(reading, value, valueType));
  }
  return map;
}

function recordFrom({ run, isStrict }: Reading, json: Map<string, Json>, type: Type): SObjectValue {
  const record = new SObjectValue(type);
  for (const [name, value] of json) {
    if (name === 'attributes') continue;
    const found = findProperty(type, name);
    if (!found) {
      return run.raise('JSONException', `No such column '${name}' on sobject of type ${type.name}`);
    }
    record.fields.set(found.property.name, typed({ run, isStrict }, value, found.type));
  }
  return record;
}

/**
 * No constructor runs; names that the class has not are left out unless strict. Whether initial values are given is not
 * documented and reports differ, so classes that have some are refused.
 */
function instanceFrom(reading: Reading, json: Map<string, Json>, type: Type): ApexInstance {
  if (type.definition.isAbstract) {
    reading.run.raise('TypeException', `Cannot deserialize JSON as abstract type: ${type.name}`);
  }
  if (givesInitialValues(type)) {
    throw new UnsupportedApex(`JSON into ${type.name}, whose fields have initial values`);
  }
  const instance = new ApexInstance(type, sizeOf(type.definition));
  for (const [name, value] of json) {
    const found = findProperty(type, name);
    if (found && !found.property.isStatic) {
      found.property.set?.(reading.run, instance, typed(reading, value, found.type));
    } else if (reading.isStrict) {
      reading.run.raise(
        'JSONException',
        `Unrecognized field "${name}" (Class ${type.name}), not marked as ignorable`,
      );
    }
  }
  return instance;
}

function givesInitialValues({ definition }: Type): boolean {
  if (!isApexClass(definition)) return false;
  const { superclass } = definition;
  return (
    definition.hasInitialValues || (superclass !== undefined && givesInitialValues(superclass))
  );
}

const malformed = (run: Run, json: Json, type: Type): never =>
  run.raise(
    'JSONException',
    `Malformed JSON: Expected a value of ${type.name}, found ${kindOf(json)}`,
  );

function kindOf(json: Json): string {
  if (json instanceof JsonNumber) return `number ${json.text}`;
  if (typeof json === 'string') return `"${json}"`;
  return json instanceof Map ? 'an object' : Array.isArray(json) ? 'a list' : String(json);
}
