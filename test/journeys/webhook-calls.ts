/** Webhook calls as anybody may send them, correct or not, and what the bridge says about its pairs. */
import type { Rig } from './rig.ts';

export type Call = {
  body: string | Buffer | undefined;
  headers: Record<string, string>;
  method?: string;
  path?: string;
};
export type Answer = { status: number; code: string | undefined; retryAfter: string | null };

const PATH = '/webhooks/partner-center';

export function noticeOf(
  referralId: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    EventName: 'referral-updated',
    ResourceUri: `https://api.partnercenter.microsoft.com/engagements/v1/referrals/${referralId}`,
    ResourceName: 'referral',
    AuditUri: null,
    ResourceChangeUtcDate: '2026-06-01T10:00:00Z',
    ...changes,
  };
}

/** Sends one call over HTTP. `code` is the problem's, absent when the call was taken. */
export async function send(rig: Rig, { body, headers, method, path }: Call): Promise<Answer> {
  const response = await fetch(`${rig.bridge.url}${path ?? PATH}`, {
    method: method ?? 'POST',
    headers,
    body: Buffer.isBuffer(body) ? new Uint8Array(body) : (body ?? null),
  });
  const text = await response.text();
  const problem = text === '' ? {} : (JSON.parse(text) as { code?: string });
  return {
    status: response.status,
    code: problem.code,
    retryAfter: response.headers.get('retry-after'),
  };
}

export type PairCounts = { open: number; stub: number; failed: number; openAttempts: number };

export async function pairCounts(rig: Rig): Promise<PairCounts> {
  const health = (await (await rig.operations('/health')).json()) as { pairs: PairCounts };
  const { open, stub, failed, openAttempts } = health.pairs;
  return { open, stub, failed, openAttempts };
}
