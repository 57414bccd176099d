import type { ApexParserRuleContext } from '@apexdevtools/apex-parser';
import type { Execute } from '../../run/frame.ts';
import { cpuTimeIsUp } from '../../run/limits.ts';
import type { Scope } from '../scope.ts';

/**
 * What every statement does besides: keep the line for stack traces, count coverage and time. Debug statements do not count
 * for coverage, as on the platform (Salesforce Stack Exchange 238944).
 */
export function counted(scope: Scope, at: ApexParserRuleContext, execute: Execute): Execute {
  const { line } = at.start;
  const isDebug = /^(system\.)?system\.debug\(/i.test(at.getText());
  const count = (isDebug ? undefined : scope.coverage?.line(line)) ?? { line, hits: 0 };
  return (frame) => {
    frame.line = line;
    count.hits += 1;
    const { limits } = frame.run;
    limits.statements += 1;
    if (limits.statements > limits.statementLimit) cpuTimeIsUp(frame.run);
    return execute(frame);
  };
}
