/** The JUnit XML of `sf apex run test --result-format junit`. */
import type { TestResult } from './run-tests.ts';

export function junitReport(results: readonly TestResult[]): string {
  const failed = results.filter(({ outcome }) => outcome === 'Fail').length;
  const time = results.reduce((sum, { runTimeMs }) => sum + runTimeMs, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `    <testsuite name="force.apex" tests="${results.length}" failures="${failed}" errors="0" time="${seconds(time)}">`,
    ...results.map(testCase),
    '    </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase({
  className,
  method,
  outcome,
  message,
  stackTrace,
  runTimeMs,
}: TestResult): string {
  const head = `        <testcase name="${escape(method)}" classname="${escape(className)}" time="${seconds(runTimeMs)}">`;
  if (outcome === 'Pass') return `${head}\n        </testcase>`;
  return [
    head,
    `            <failure message="${escape(message)}">${escape(stackTrace)}</failure>`,
    '        </testcase>',
  ].join('\n');
}

const seconds = (ms: number) => (ms / 1_000).toFixed(2);

const ENTITIES: { readonly [letter: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
};

const escape = (text: string) => text.replace(/[&<>"'\n]/g, (letter) => ENTITIES[letter] ?? letter);
