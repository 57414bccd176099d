/** From declared types to running ones, in three steps over all types. */
import type {
  ClassDeclarationContext,
  InterfaceDeclarationContext,
} from '@apexdevtools/apex-parser';
import type { ApexClass } from './apex-class.ts';
import { compileBodies } from './class-bodies.ts';
import { linkMembers } from './class-members.ts';
import { linkSupertypes } from './class-supertypes.ts';
import { checkClass } from './check-class.ts';
import type { Program } from './program.ts';

export type LinkTask =
  | { kind: 'class'; program: Program; cls: ApexClass; tree: ClassDeclarationContext }
  | { kind: 'interface'; program: Program; cls: ApexClass; tree: InterfaceDeclarationContext };

/** Runs a part whose problem must not hide those of the next part. */
export type Guard = (work: () => void) => void;
type Step = (task: LinkTask, guard: Guard) => void;

const steps: readonly Step[] = [linkSupertypes, linkMembers, checkClass, compileBodies];
export const link = { steps };
