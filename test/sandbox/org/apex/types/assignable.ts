/** What may stand where another type is asked for, without a cast. */
import { core, isList, isMap, isSet } from './core.ts';
import { supertypesOf } from './supertypes.ts';
import type { Type } from './type.ts';

/** Implicit conversions of values, by name: Integer fits Long fits Double fits Decimal. */
const WIDER: { readonly [from: string]: readonly string[] } = {
  Integer: ['Long', 'Double', 'Decimal'],
  Long: ['Double', 'Decimal'],
  Double: ['Decimal'],
  Decimal: ['Double'],
  String: ['Id'],
  Id: ['String'],
  Date: ['Datetime'],
};

export function isAssignable(from: Type, to: Type): boolean {
  if (from === to || from.kind === 'null' || to.kind === 'variable') return to.kind !== 'void';
  if (from.kind === 'void') return false;
  if (to === core.object()) return true;
  if (WIDER[from.name]?.includes(to.name)) return true;
  if (from.definition === to.definition && from.args.length > 0) return areArgsAssignable(from, to);
  if (from.kind === 'sobject') return to === core.sobject();
  return supertypesOf(from).some((parent) => isAssignable(parent, to));
}

/** Is it the type itself or one that extends it? No conversions. */
export function isSubtype(from: Type, to: Type): boolean {
  if (from === to || to === core.object()) return true;
  if (from.definition === to.definition && from.args.length > 0) return areArgsAssignable(from, to);
  if (from.kind === 'sobject') return to === core.sobject();
  return supertypesOf(from).some((parent) => isSubtype(parent, to));
}

/**
 * Lists give way in their element (`List<Object> o = new List<String>()`), records in both directions
 * (`List<Account> a = Trigger.new`); sets and maps only for records.
 */
function areArgsAssignable(from: Type, to: Type): boolean {
  return from.args.every((arg, at) => {
    const other = to.args[at];
    if (!other) return false;
    if (arg === other || other.kind === 'variable') return true;
    if (isRecord(arg) && isRecord(other)) return arg === core.sobject() || other === core.sobject();
    if (isSet(from) || isMap(from)) return isMap(from) && at === 0 && isIdOrText(arg, other);
    return isList(from)
      ? isAssignable(arg, other) && !isNumeric(arg, other)
      : isSubtype(arg, other);
  });
}

const isRecord = (type: Type) => type.kind === 'sobject' || type === core.sobject();
const isIdOrText = (left: Type, right: Type) =>
  [left, right].every((type) => type === core.id() || type === core.string());
const isNumeric = (from: Type, to: Type) =>
  WIDER[from.name]?.includes(to.name) && to.name !== 'Id' && to.name !== 'String';
