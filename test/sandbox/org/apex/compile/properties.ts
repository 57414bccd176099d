import type { PropertyBlockContext, PropertyDeclarationContext } from '@apexdevtools/apex-parser';
import type { Run } from '../run/run.ts';
import { VOID } from '../types/core.ts';
import { dispatchProperty } from '../types/dispatch-property.ts';
import type { Property } from '../types/type.ts';
import { ApexInstance } from '../values/instance.ts';
import type { Value } from '../values/value.ts';
import { call } from './apex-method.ts';
import type { Building } from './class-members.ts';
import { addProperty, newField } from './fields.ts';
import { compileMethodBody } from './method-body.ts';
import { readModifiers, type Modifiers } from './modifiers.ts';
import { resolveTypeRef } from './type-names.ts';

/** `{get; set;}` is a field; accessors with bodies have a field of their own behind them, under the same name. */
export function declareProperty(
  building: Building,
  tree: PropertyDeclarationContext,
  modifiers: Modifiers,
): void {
  const { program, cls } = building;
  const type = resolveTypeRef({ program, file: cls.file, cls }, tree.typeRef());
  const stored = newField(cls, { name: tree.id().getText(), type, modifiers });
  const accessors = tree.propertyBlock_list();
  const getter = accessors.find((each) => each.getter());
  const setter = accessors.find((each) => each.setter());
  const restricted = setter && readModifiers(setter.modifier_list());
  const isRestricted = setter !== undefined && setter.modifier_list().length > 0;
  const writeVisibility =
    isRestricted && restricted ? { writeVisibility: restricted.visibility } : {};
  const declared = { ...writeVisibility, hasSetter: setter !== undefined };
  const hasBody = accessors.some((each) => each.getter()?.block() ?? each.setter()?.block());
  const isOpen = modifiers.isVirtual || modifiers.isAbstract || modifiers.isOverride;
  if (!hasBody && !isOpen) {
    addProperty(building, Object.assign(stored, declared), tree.start.line);
    return;
  }
  const property: Property = {
    ...stored,
    ...declared,
    slot: undefined,
    isFinal: !setter,
    get: compileGetter(building, stored, getter) ?? stored.get.bind(stored),
    set: setter && (compileSetter(building, stored, setter) ?? stored.set?.bind(stored)),
  };
  addProperty(building, isOpen ? dispatchProperty(property) : property, tree.start.line);
}

function compileGetter(
  { program, cls }: Building,
  stored: Property,
  accessor: PropertyBlockContext | undefined,
): Property['get'] | undefined {
  const block = accessor?.getter().block();
  if (!block) return undefined;
  let body: ReturnType<typeof compileMethodBody> | undefined;
  cls.pending.push(() => {
    body = compileMethodBody(program, cls, {
      isStatic: stored.isStatic,
      parameters: [],
      result: stored.type,
      block,
      accessorOf: stored,
    });
  });
  return (run, self) => enter(run, { self, args: [], place: placeOf(stored, 'get'), body });
}

function compileSetter(
  { program, cls }: Building,
  stored: Property,
  accessor: PropertyBlockContext,
): Property['set'] {
  const block = accessor.setter().block();
  if (!block) return undefined;
  let body: ReturnType<typeof compileMethodBody> | undefined;
  cls.pending.push(() => {
    body = compileMethodBody(program, cls, {
      isStatic: stored.isStatic,
      parameters: [{ name: 'value', type: stored.type, tree: block }],
      result: VOID,
      block,
      accessorOf: stored,
    });
  });
  return (run, self, value) => {
    enter(run, { self, args: [value], place: placeOf(stored, 'set'), body });
  };
}

const placeOf = ({ owner, name }: Property, verb: string) =>
  `Class.${owner.name}.__sfdc_${name}(${verb})`;

type Entering = {
  self: Value;
  args: Value[];
  place: string;
  body: ReturnType<typeof compileMethodBody> | undefined;
};

function enter(run: Run, { self, args, place, body }: Entering): Value {
  if (!body) return null;
  return call(run, { self: self instanceof ApexInstance ? self : null, args, place, body });
}
