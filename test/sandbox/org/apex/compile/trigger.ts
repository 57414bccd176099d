import type { TriggerCaseContext, TriggerUnitContext } from '@apexdevtools/apex-parser';
import { UnitCoverage } from '../run/coverage.ts';
import type { Run } from '../run/run.ts';
import type { TriggerContext, TriggerEvent, TriggerTiming } from '../run/trigger-context.ts';
import { VOID } from '../types/core.ts';
import type { Type } from '../types/type.ts';
import { call } from './apex-method.ts';
import { CompileProblem } from './problem.ts';
import type { Program } from './program.ts';
import { Scope } from './scope.ts';
import { compileStatements } from './statements/block.ts';

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
  const statements = tree
    .triggerBlock()
    .triggerBlockMember_list()
    .map((member) => {
      const statement = member.statement();
      if (!statement) {
        throw new CompileProblem(
          file,
          member.start.line,
          'Declarations within a trigger are not known here',
        );
      }
      return statement;
    });
  const scope = new Scope({
    program,
    file,
    cls: undefined,
    isStatic: true,
    returnType: VOID,
    coverage,
    triggerOn: sobject,
  });
  const body = compileStatements(scope, statements);
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
