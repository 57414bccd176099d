/** Lets the independent checker look at everything that happened in a sandbox, over the control APIs of both sides. */
import { expect } from 'vitest';
import { check } from '../checker/checker.ts';
import { US } from '../checker/history.ts';
import { isClean, reportVerdict } from '../checker/report.ts';
import type { RefusedSave, Row, Verdict } from '../checker/verdict.ts';
import { RULES, type JudgeOptions } from '../journeys/judge.ts';
import type { JournalEntry } from '../sandbox/kit/journal.ts';
import type { RunningSandbox } from '../sandbox/running-sandbox.ts';

const SETTLED_WITHIN_MS = 90_000;
const STEP_MS = 1000;

/**
 * Waits until the checker finds nothing and nobody has written anything for a second: what is under way may be finished,
 * but what went wrong stays found. @throws AssertionError with the checker's table and its findings
 */
export async function expectSound(
  { ready }: RunningSandbox,
  options: JudgeOptions = {},
): Promise<void> {
  const until = Date.now() + SETTLED_WITHIN_MS;
  let before = await lookAt(ready, options);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    const now = await lookAt(ready, options);
    if (isClean(now.verdict) && now.writes === before.writes) {
      expect(now.verdict.counts.edits, 'the checker must have seen edits').toBeGreaterThan(0);
      return;
    }
    if (Date.now() > until) expect.fail(`the checker found:\n${reportVerdict(now.verdict)}`);
    before = now;
  }
}

async function lookAt(
  { control }: RunningSandbox['ready'],
  options: JudgeOptions,
): Promise<{ verdict: Verdict; writes: number }> {
  const org = <T>(path: string) => read<T>(`${control.org}${path}`);
  const partnerCenter = <T>(path: string) => read<T>(`${control.partnerCenter}${path}`);
  // The journals come last, so that they tell of everything that the rows show.
  const [deals = [], leads = [], solutions = [], auditEntries = []] = await Promise.all(
    ['Opportunity', 'Lead', 'Microsoft_Solution__c', 'Co_Sell_Audit_Entry__c'].map((type) =>
      org<Row[]>(`/records/${type}`),
    ),
  );
  const referrals = await partnerCenter<Row[]>('/referrals');
  const refusals = await org<RefusedSave[]>('/refusals');
  const [ours, theirs] = await Promise.all([
    org<JournalEntry[]>('/journal'),
    partnerCenter<JournalEntry[]>('/journal'),
  ]);
  const verdict = check({
    org: ours,
    partnerCenter: theirs,
    orgRows: { records: [...deals, ...leads], solutions, auditEntries },
    refusals,
    referrals,
    now: (await org<{ now: string }>('/clock')).now,
    options: { organizationId: US, rules: RULES, ...options },
  });
  return { verdict, writes: ours.length + theirs.length };
}

async function read<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
