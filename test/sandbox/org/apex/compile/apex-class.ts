import type { StaticOwner } from '../run/statics.ts';
import type { Run } from '../run/run.ts';
import type { ApexInstance } from '../values/instance.ts';
import type { UnitCoverage } from '../run/coverage.ts';
import type { TypeDefinition } from '../types/type.ts';

export type Sharing = 'with' | 'without' | 'inherited' | undefined;

/** A class, interface or enum written in Apex. */
export type ApexClass = TypeDefinition &
  StaticOwner & {
    readonly isApex: true;
    readonly file: string;
    readonly line: number;
    readonly isTest: boolean;
    readonly sharing: Sharing;
    readonly coverage: UnitCoverage | undefined;
    /** Fields of an object that this class itself declares. */
    ownSize: number;
    staticSize: number;
    hasStaticSteps: boolean;
    /** Fields or blocks that run for each new object. */
    hasInitialValues: boolean;
    /** Own fields and blocks in the order of the text; superclasses have had their turn. */
    initialiseInstance(run: Run, self: ApexInstance): void;
    /** Bodies that wait until all members of all classes are known. */
    pending: (() => void)[];
  };

export const isApexClass = (definition: TypeDefinition): definition is ApexClass =>
  definition.isApex;

/** Fields of an object, with those of superclasses, which come first. */
export const sizeOf = (definition: TypeDefinition | undefined): number =>
  definition && isApexClass(definition)
    ? definition.ownSize + sizeOf(definition.superclass?.definition)
    : 0;

/** The class of the file: what private members are open to. */
export function topLevel(definition: TypeDefinition): TypeDefinition {
  return definition.outer ? topLevel(definition.outer) : definition;
}
