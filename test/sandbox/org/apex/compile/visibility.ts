import type { ApexParserRuleContext } from '@apexdevtools/apex-parser';
import { isSubtype } from '../types/assignable.ts';
import { typeFor, type Method, type Property, type TypeDefinition } from '../types/type.ts';
import { topLevel } from './apex-class.ts';
import type { Scope } from './scope.ts';

/** Private: within the file. Protected: also in classes that extend it. `@TestVisible`: also in tests. */
type Member = Pick<Method | Property, 'owner' | 'name' | 'visibility' | 'annotations'>;

export function checkVisible(scope: Scope, member: Member, at: ApexParserRuleContext): void {
  const { owner, visibility, name } = member;
  if (visibility === 'public' || !owner.isApex) return;
  if (scope.cls && topLevel(scope.cls) === topLevel(owner)) return;
  if (scope.cls?.isTest && member.annotations?.has('testvisible')) return;
  if (visibility === 'protected' && scope.cls && extendsOwner(scope.cls, owner)) return;
  scope.fail(at, `Not visible: ${owner.name}.${name}`);
}

const extendsOwner = (cls: TypeDefinition, owner: TypeDefinition) =>
  isSubtype(typeFor(cls), typeFor(owner));

/** Finals are written by constructors and initial values of their own class only; setters may be closed to others. */
export function checkWriteable(scope: Scope, property: Property, at: ApexParserRuleContext): void {
  const { owner, name, isFinal, writeVisibility } = property;
  if (!owner.isApex) return;
  if (isFinal && !(scope.isInitialiser && scope.cls === owner)) {
    scope.fail(at, `Field is not writeable: ${owner.name}.${name}`);
  }
  if (writeVisibility) checkVisible(scope, { ...property, visibility: writeVisibility }, at);
}
