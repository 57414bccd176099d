import type {
  TriggerBlockMemberContext,
  TriggerCaseContext,
  TriggerUnitContext,
} from '@apexdevtools/apex-parser';
import { UnitCoverage } from '../run/coverage.ts';
import type { Run } from '../run/run.ts';
import type { TriggerContext, TriggerEvent, TriggerTiming } from '../run/trigger-context.ts';
import { VOID } from '../types/core.ts';
import type { Type } from '../types/type.ts';
import { call } from './apex-method.ts';
import { CompileProblem } from './problem.ts';
import type { Program } from './program.ts';
import { Scope } from './scope.ts';
import { readModifiers } from './modifiers.ts';
import { inSequence } from './statements/block.ts';
import { counted } from './statements/counted.ts';
import { compileLocal } from './statements/locals.ts';
import { compileStatement } from './statements/statement.ts';
import { resolveTypeRef } from './type-names.ts';
import type { Execute } from '../run/frame.ts';

export type ApexTrigger = {
  readonly name: string;
  readonly file: string;
  readonly sobject: Type;
  readonly coverage: UnitCoverage;
  listensTo(timing: TriggerTiming, event: TriggerEvent): boolean;
  /** Runs the body with `Trigger.…` as given. */
  run(run: Run, context: TriggerContext): void;
};

export function compileTrigger(
  program: Program,
  file: string,
  tree: TriggerUnitContext,
): ApexTrigger {
  const [name = '', object = ''] = tree.id_list().map((id) => id.getText());
  const sobject = program.sobjects.find(object);
  if (!sobject) throw new CompileProblem(file, tree.start.line, `Invalid type: ${object}`);
  const coverage = new UnitCoverage(name, 'trigger');
  const scope = new Scope({
    program,
    file,
    cls: undefined,
    isStatic: true,
    returnType: VOID,
    coverage,
    triggerOn: sobject,
  });
  const members = tree.triggerBlock().triggerBlockMember_list();
  const body = inSequence(members.map((member) => compileMember(scope, member)));
  const cases = tree.triggerCase_list().map(caseOf);
  return {
    name,
    file,
    sobject,
    coverage,
    listensTo: (timing, event) => cases.includes(`${timing} ${event}`),
    run(run, context) {
      run.triggers.push(context);
      try {
        call(run, { self: null, args: [], place: `Trigger.${name}`, body });
      } finally {
        run.triggers.pop();
      }
    },
  };
}

/** A local of the trigger's body is a declaration to the grammar. */
function compileMember(scope: Scope, member: TriggerBlockMemberContext): Execute {
  const statement = member.statement();
  if (statement) return compileStatement(scope, statement);
  const field = member.triggerMemberDeclaration()?.fieldDeclaration();
  if (!field) return scope.fail(member, 'Types and methods within a trigger are not known here');
  const type = resolveTypeRef(scope, field.typeRef());
  const { isFinal } = readModifiers(member.modifier_list());
  return inSequence(
    field
      .variableDeclarators()
      .variableDeclarator_list()
      .map((each) => counted(scope, each, compileLocal(scope, each, { type, isFinal }))),
  );
}

const caseOf = (tree: TriggerCaseContext): string => {
  const timing = tree.BEFORE() ? 'before' : 'after';
  const event = tree.INSERT()
    ? 'insert'
    : tree.UPDATE()
      ? 'update'
      : tree.DELETE()
        ? 'delete'
        : 'undelete';
  return `${timing} ${event}`;
};
