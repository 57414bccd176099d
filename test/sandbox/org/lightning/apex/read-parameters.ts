/** Parameters as a component sends them, as values of the types that the method declares. */
import { UnsupportedApex } from '../../apex/run/unsupported.ts';
import { newInstance } from '../../apex/run/new-instance.ts';
import type { Run } from '../../apex/run/run.ts';
import { ApexThrown } from '../../apex/run/thrown.ts';
import { JsonNumber, type Json } from '../../apex/natives/json/parse-json.ts';
import { typed, untyped } from '../../apex/natives/json/read-json.ts';
import { core, isList, isMap, isSet } from '../../apex/types/core.ts';
import { findProperty } from '../../apex/types/find-member.ts';
import type { Method, Type } from '../../apex/types/type.ts';
import { ApexList, ApexMap } from '../../apex/values/collections.ts';
import type { Value } from '../../apex/values/value.ts';
import { refused, UiError } from '../ui-error.ts';

/** In the order of the method; one that is not given is null. @throws UiError naming a parameter that is wrong */
export function readParameters(run: Run, method: Method, given: Map<string, Json>): Value[] {
  const names = method.parameters.map(({ name }) => name ?? '');
  const unknown = [...given.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const message = `${method.owner.name}.${method.name} has no parameter ${unknown}.`;
    throw refused(400, 'INVALID_PARAMETER', message);
  }
  return method.parameters.map(({ type, name = '' }) => {
    const json = given.get(name) ?? null;
    try {
      return valueOf(run, json, type);
    } catch (error) {
      if (error instanceof NotOfType || error instanceof ApexThrown) throw wrong(name, type);
      throw error;
    }
  });
}

/** The words are the platform's, the status is a guess. */
function wrong(name: string, type: Type): UiError {
  const message = `Value provided is invalid for action parameter '${name}' of type '${type.name}'`;
  return new UiError(400, { message }, message);
}

class NotOfType extends Error {}

function valueOf(run: Run, json: Json, type: Type): Value {
  if (json === null) return null;
  if (type === core.object()) return untyped(json);
  if (isSet(type)) throw new UnsupportedApex(`A parameter of type ${type.name}`);
  if (isList(type)) return listOf(run, json, type);
  if (isMap(type)) return mapOf(run, json, type);
  if (type.kind === 'class' && type.definition.isApex) return objectOf(run, json, type);
  // Stricter than the platform, which may take 5 for '5'.
  if (type === core.string() && typeof json !== 'string') throw new NotOfType();
  if (type === core.boolean() && typeof json !== 'boolean') throw new NotOfType();
  if (NUMBERS.includes(type.name) && !(json instanceof JsonNumber)) throw new NotOfType();
  return typed({ run, isStrict: true }, json, type);
}

const NUMBERS = ['Integer', 'Long', 'Double', 'Decimal'];

function listOf(run: Run, json: Json, type: Type): ApexList {
  if (!Array.isArray(json)) throw new NotOfType();
  const [item = core.object()] = type.args;
  return new ApexList(
    type,
    json.map((each) => valueOf(run, each, item)),
  );
}

function mapOf(run: Run, json: Json, type: Type): ApexMap {
  if (!(json instanceof Map)) throw new NotOfType();
  const [key = core.string(), value = core.object()] = type.args;
  const map = new ApexMap(type);
  for (const [name, each] of json) map.put(valueOf(run, name, key), valueOf(run, each, value));
  return map;
}

/**
 * Made by the constructor without parameters, then property by property. On the platform a field without accessors, or
 * without @AuraEnabled, would silently stay null: here it is an error that names it.
 */
function objectOf(run: Run, json: Json, type: Type): Value {
  if (!(json instanceof Map)) throw new NotOfType();
  const object = newInstance(run, type);
  for (const [name, each] of json) {
    const found = findProperty(type, name);
    const property = found?.property;
    if (!found || !property?.annotations?.has('auraenabled') || property.name !== name) {
      throw refused(400, 'INVALID_PARAMETER', `${type.name} has no @AuraEnabled ${name}.`);
    }
    const isOpen = property.hasSetter && (property.writeVisibility ?? 'public') === 'public';
    if (!isOpen || !property.set) {
      throw refused(400, 'INVALID_PARAMETER', `${type.name}.${name} has no public { get; set; }.`);
    }
    property.set(run, object, valueOf(run, each, found.type));
  }
  return object;
}
