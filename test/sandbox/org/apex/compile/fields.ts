import type { ExpressionContext, FieldDeclarationContext } from '@apexdevtools/apex-parser';
import { staticsOf } from '../run/statics.ts';
import type { Execute } from '../run/frame.ts';
import type { Property, Type } from '../types/type.ts';
import { ApexInstance } from '../values/instance.ts';
import { UnsupportedApex } from '../run/unsupported.ts';
import { sizeOf, type ApexClass } from './apex-class.ts';
import type { Building } from './class-members.ts';
import { coerce } from './coerce.ts';
import { compileExpression } from './expressions/expression.ts';
import { checkName } from './reserved-names.ts';
import { checkStatic } from './check-static.ts';
import type { Modifiers } from './modifiers.ts';
import { CompileProblem } from './problem.ts';
import { counted } from './statements/counted.ts';
import { resolveTypeRef } from './type-names.ts';

export function declareField(
  building: Building,
  tree: FieldDeclarationContext,
  modifiers: Modifiers,
): void {
  const { program, cls } = building;
  const type = resolveTypeRef({ program, file: cls.file, cls }, tree.typeRef());
  for (const declarator of tree.variableDeclarators().variableDeclarator_list()) {
    const name = declarator.id().getText();
    const property = newField(cls, { name, type, modifiers });
    addProperty(building, property, tree.start.line);
    const value = declarator.expression();
    if (value) addInitialValue(building, property, value);
  }
}

export function addProperty({ cls, members }: Building, property: Property, line: number): void {
  checkName(cls.file, line, property.name);
  checkStatic(cls, line, property);
  const lower = property.name.toLowerCase();
  if (members.properties.has(lower)) {
    throw new CompileProblem(cls.file, line, `Duplicate field: ${property.name}`);
  }
  members.properties.set(lower, property);
}

function addInitialValue(
  { program, initialisers }: Building,
  property: Property,
  value: ExpressionContext,
): void {
  initialisers.add(property.isStatic, (): Execute => {
    const scope = initialisers.scope(program, property.isStatic);
    const evaluate = coerce(scope, value, compileExpression(scope, value), property.type);
    return counted(scope, value, (frame) => {
      property.set?.(frame.run, frame.self, evaluate(frame));
      return undefined;
    });
  });
}

type Shape = { name: string; type: Type; modifiers: Modifiers };

/** Statics live in the transaction, the rest in the object, both under a number. */
export function newField(cls: ApexClass, { name, type, modifiers }: Shape): Property {
  const { isStatic, isFinal, visibility, isTransient, annotations } = modifiers;
  const own = isStatic ? cls.staticSize : cls.ownSize;
  if (isStatic) cls.staticSize += 1;
  else cls.ownSize += 1;
  const common = {
    name,
    owner: cls,
    type,
    isStatic,
    isFinal,
    visibility,
    isTransient,
    annotations,
  };
  if (isStatic) {
    return {
      ...common,
      slot: own,
      get: (run) => staticsOf(run, cls)[own] ?? null,
      set: (run, _self, value) => {
        staticsOf(run, cls)[own] = value;
      },
    };
  }
  let slot: number | undefined;
  return {
    ...common,
    // Superclasses may be read later than this class, so the first slot is counted when it is asked for.
    get slot() {
      return (slot ??= sizeOf(cls.superclass?.definition) + own);
    },
    get(_run, self) {
      return instance(self, name).fields[this.slot ?? own] ?? null;
    },
    set(_run, self, value) {
      instance(self, name).fields[this.slot ?? own] = value;
    },
  };
}

function instance(self: unknown, name: string): ApexInstance {
  if (self instanceof ApexInstance) return self;
  throw new UnsupportedApex(`Field ${name} of something that is no object`);
}
