/** A fresh org for each test of this folder, with its clock standing still. */
import { afterEach, beforeEach } from 'vitest';
import { createClock, type SimClock } from '../kit/clock.ts';
import { startOrg, type OrgSim, type StartOptions } from './server.ts';

export type OrgUnderTest = OrgSim & {
  clock: SimClock;
  /** A REST call as the integration user; the body is parsed JSON, or text, or undefined. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: unknown; headers: Headers }>;
  /** `POST …/cosell/v1/changes`; results by key. */
  change(...changes: object[]): Promise<Record<string, ChangeResult>>;
};
export type ChangeResult = {
  outcome: string;
  id: string | null;
  values: Record<string, unknown>;
  errors: { statusCode: string; message: string; fields: string[] }[];
};

export const START = Date.parse('2026-11-22T10:00:00Z');
export const DEAL = { Name: 'Deal', StageName: 'Prospecting', CloseDate: '2026-12-15' };
export const SHARED = { ...DEAL, Sync_with_Partner_Center__c: true };

/** Starts an org before each test and stops it after; read the returned object inside tests only. */
export function orgForEachTest(options: Partial<StartOptions> = {}): { org: OrgUnderTest } {
  const held = {} as { org: OrgUnderTest };
  beforeEach(async () => {
    const clock = createClock({ mode: 'manual', start: START });
    held.org = withCalls(await startOrg({ clock, ...options }), clock);
  });
  afterEach(async () => {
    await held.org.stop();
    held.org.clock.stop();
  });
  return held;
}

function withCalls(org: OrgSim, clock: SimClock): OrgUnderTest {
  const call: OrgUnderTest['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(org.url + path, {
      method,
      headers: {
        Authorization: `Bearer ${org.accessToken}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const parsed: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text;
    return { status: response.status, body: parsed, headers: response.headers };
  };
  return {
    ...org,
    clock,
    call,
    async change(...changes) {
      const { status, body } = await call('POST', '/services/apexrest/cosell/v1/changes', {
        changes,
      });
      if (status !== 200)
        throw new Error(`The changes resource answered ${status}: ${JSON.stringify(body)}`);
      const { results } = body as { results: (ChangeResult & { key: string })[] };
      return Object.fromEntries(results.map((result) => [result.key, result]));
    },
  };
}

/** The OrgError that `work` throws. */
export function refusal(work: () => unknown): {
  statusCode: string;
  message: string;
  fields: string[];
} {
  try {
    work();
  } catch (error) {
    return error as { statusCode: string; message: string; fields: string[] };
  }
  throw new Error('Expected a refusal, but it was accepted');
}
