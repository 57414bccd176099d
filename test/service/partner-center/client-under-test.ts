/** A client against a stub server, and what its tests say again and again. */
import { afterEach, expect } from 'vitest';
import { createPartnerCenterClient } from '../../../service/src/partner-center/client.ts';
import type { PartnerCenter } from '../../../service/src/sync/ports.ts';
import { hang, startStub, type Behaviour } from './stub-server.ts';

export const ID = '1a2b3c4d-0000-4000-8000-0123456789ab';
export const ENGAGEMENT = '2b3c4d5e-0000-4000-8000-0123456789ab';
export const NOW = Date.parse('2026-01-01T00:00:00Z');
export const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const ETAG = '"8500e212-0000-0100-0000-6225cdc90000"';

export const referral = (changes: Record<string, unknown> = {}) => ({
  id: ID,
  engagementId: ENGAGEMENT,
  organizationId: '3c4d5e6f-0000-4000-8000-0123456789ab',
  eTag: ETAG,
  createdDateTime: '2022-03-07T05:08:23.810144Z',
  updatedDateTime: '2022-03-07T09:18:01.6076542Z',
  status: 'Active',
  substatus: 'Accepted',
  somethingNew: { nested: [1, null] },
  ...changes,
});
export const refusal = (code: string, message = 'refused') => ({ error: { code, message } });

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

export async function start(...behaviours: Behaviour[]) {
  const stub = await startStub(...behaviours);
  stops.push(stub.stop);
  const renewals: boolean[] = [];
  const client = createPartnerCenterClient({
    baseUrl: stub.url,
    allowedHosts: [],
    accessToken: async (audience, options) => {
      expect(audience).toBe('referrals');
      renewals.push(options?.renew ?? false);
      return options?.renew ? 'new-token' : 'old-token';
    },
    // Short only where nothing ever comes: a busy machine must not look like a time-out.
    requestTimeoutMs: behaviours.includes(hang) ? 100 : 20_000,
    clock: { now: () => NOW, sleep: async () => undefined },
    correlationId: () => ID,
  });
  return { ...stub, client, renewals };
}

export async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => Promise.reject(new Error('expected a failure, but the call succeeded')),
    (error: Error) => error,
  );
}

export async function all(pages: AsyncIterable<unknown[]>): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

export type Write = (client: PartnerCenter) => Promise<unknown>;
export const CREATE: Write = (client) => client.create({ name: 'Deal' });
export const PATCH: Write = (client) =>
  client.patch({ id: ID, eTag: ETAG }, [{ op: 'replace', path: '/details/notes', value: 'x' }]);
export const GET: Write = (client) => client.get(ID);
export const LIST: Write = (client) => client.listEngagement(ENGAGEMENT);
