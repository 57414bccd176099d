/** For tests of the simulator: one with a standing clock, and a plain HTTP caller. */
import { createClock } from '../kit/clock.ts';
import type { SimClock } from '../kit/clock.ts';
import type { Referral } from './referral.ts';
import { startPartnerCenter } from './server.ts';
import type { PartnerCenterOptions, PartnerCenterSim } from './server.ts';

export const START = Date.parse('2026-03-02T09:00:00.000Z');
export const REFERRALS = '/v1.0/engagements/referrals';

type InnerError = { code: string; message: string; innerError?: InnerError };
/** What an answer may hold: a referral, a page, or an error of either host. Tests say which by what they read. */
export type Body = Referral & {
  value: Referral[];
  '@odata.context': string;
  '@odata.count': number;
  '@odata.nextLink': string;
  error: InnerError;
  code: string;
  description: string;
  source: string;
};
export type Answer<T = Body> = { status: number; headers: Headers; body: T };
type Call = { body?: unknown; raw?: string; headers?: Record<string, string | null> };

export type Rig = {
  sim: PartnerCenterSim;
  clock: SimClock;
  call<T = Body>(method: string, path: string, options?: Call): Promise<Answer<T>>;
  list(query: string): Promise<Answer>;
  create(body: unknown): Promise<Answer>;
  patch(id: string, operations: unknown, headers?: Record<string, string>): Promise<Answer>;
  stop(): Promise<void>;
};

export async function startRig(options: Partial<PartnerCenterOptions> = {}): Promise<Rig> {
  const clock = createClock({ mode: 'manual', start: START });
  const sim = await startPartnerCenter({ clock, ...options });
  const call = async <T = Body>(
    method: string,
    path: string,
    { body, raw, headers = {} }: Call = {},
  ): Promise<Answer<T>> => {
    const isWebhooks = path.startsWith('/webhooks');
    const token = isWebhooks ? sim.webhooksAccessToken : sim.accessToken;
    const sent = new Headers({ Authorization: `Bearer ${token}` });
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    if (payload !== undefined) sent.set('Content-Type', 'application/json');
    for (const [name, value] of Object.entries(headers)) {
      if (value === null) sent.delete(name);
      else sent.set(name, value);
    }
    const url = path.startsWith('http') ? path : (isWebhooks ? sim.webhooksUrl : sim.url) + path;
    const response = await fetch(url, { method, headers: sent, body: payload ?? null });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: JSON.parse(text === '' ? 'null' : text) as T,
    };
  };
  return {
    sim,
    clock,
    call,
    list: (query) => call('GET', `${REFERRALS}?${query}`),
    create: (body) => call('POST', REFERRALS, { body }),
    patch: (id, operations, headers = {}) =>
      call('PATCH', `${REFERRALS}/${id}`, { body: operations, headers }),
    async stop() {
      await sim.stop();
      clock.stop();
    },
  };
}

export const REPRESENTATION = { Prefer: 'return=representation' };
export const replace = (path: string, value: unknown) => ({ op: 'replace', path, value });
export const status = (to: string, substatus: string) => [
  replace('/status', to),
  replace('/substatus', substatus),
];
