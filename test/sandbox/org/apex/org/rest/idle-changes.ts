/** Notes changes that told a record only what it showed already. */
import type { Org, RestAnswer, RestCall } from '../../../store/org.ts';

type Sent = {
  key?: string;
  id?: string;
  set?: object;
  solutions?: object;
  clearToken?: boolean;
  audit?: unknown[];
};

export function noteIdleChanges(
  org: Org,
  call: RestCall,
  work: () => RestAnswer | undefined,
): RestAnswer | undefined {
  const before = org.journal.entries().length;
  const answer = work();
  if (answer?.status !== 200 || !call.path.endsWith('/changes')) return answer;
  const written = new Set(
    org.journal
      .entries()
      .slice(before)
      .map(({ id }) => id),
  );
  const { results } = JSON.parse(answer.body) as {
    results: { key: string; outcome: string; id: string }[];
  };
  const { changes } = JSON.parse(call.text) as { changes: Sent[] };
  for (const sent of changes) {
    const result = results.find(({ key }) => key === sent.key);
    const hasValues = Object.keys(sent.set ?? {}).length > 0 || sent.solutions !== undefined;
    const isSilent = sent.clearToken !== true && (sent.audit ?? []).length === 0;
    if (result?.outcome !== 'written' || hasValues || !isSilent || written.has(result.id)) continue;
    org.idleChanges.push({ at: org.clock.iso(), recordId: result.id });
  }
  return answer;
}
