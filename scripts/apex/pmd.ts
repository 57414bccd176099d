/** Runs PMD's rules for Apex through Salesforce's Code Analyzer. */
import { relative, sep } from 'node:path';
import { CodeAnalyzer, CodeAnalyzerConfig, SeverityLevel } from '@salesforce/code-analyzer-core';
import { createEnginePlugin } from '@salesforce/code-analyzer-pmd-engine';

/** What Salesforce recommends about security and good practice; how code is shaped is for people to judge. */
const RULES = 'pmd:Recommended:(Security,BestPractices,Performance,ErrorProne)';
/** Below it are matters of taste: a Queueable without a Finalizer is our decision, a debug line in a failure is wanted. */
const THRESHOLD = SeverityLevel.Moderate;
/** A class that answers REST must be global. */
const NOT_FOR_US = ['AvoidGlobalModifier'];

/**
 * Violations at or above the threshold, as `path:line: rule: what`.
 * @param folder holds the Apex to look at
 * @throws Error when PMD did not work, or no rule was found
 */
export async function checkWithPmd(java: string, folder: string): Promise<string[]> {
  const config = CodeAnalyzerConfig.fromObject({
    log_level: 1,
    engines: { pmd: { java_command: java } },
  });
  const analyzer = new CodeAnalyzer(config);
  await analyzer.addEnginePlugin(createEnginePlugin());
  const workspace = await analyzer.createWorkspace([folder]);
  const rules = await analyzer.selectRules([RULES], { workspace });
  if (rules.getCount() === 0) throw new Error(`Code Analyzer knows no rules for ${RULES}`);
  const results = await analyzer.run(rules, { workspace });
  return results
    .getViolations()
    .filter((one) => !NOT_FOR_US.includes(one.getRule().getName()))
    .map((one) => {
      const severity = one.getRule().getSeverityLevel();
      const where = one.getPrimaryLocation();
      const path = relative(folder, where.getFile() ?? '')
        .split(sep)
        .join('/');
      const problem = `${path}:${where.getStartLine() ?? 1}: ${one.getRule().getName()}: ${one.getMessage()}`;
      return { severity, problem };
    })
    .filter(({ severity }) => severity <= THRESHOLD)
    .map(({ problem }) => problem);
}
