import { randomUUID } from 'node:crypto';
import { makeDeal } from '../deals.ts';
import { OPERATIONS_KEY, ORG_KEY, startRig, type Rig } from '../rig.ts';
import { noticeOf, pairCounts, type PairCounts } from '../webhook-calls.ts';
import { call, sendBytes, startCanary, type Canary, type Heard, type Plain } from './calls.ts';

type Headers = Record<string, string>;

/** A real bridge between both simulators with one deal in step, and calls that are correct until a row spoils them. */
export type BridgeDoors = {
  rig: Rig;
  canary: Canary;
  dealId: string;
  call(plain: Plain): Promise<Heard>;
  send(bytes: string | Buffer): Promise<Heard>;
  asOrg(): Headers;
  asAdministrator(): Headers;
  good(): string;
  changed(body: string | Buffer, headers?: Headers): Promise<Heard>;
  nudge(id: string): Promise<Heard>;
  sync(id: string): Promise<Heard>;
  operations(path: string, headers?: Headers): Promise<Heard>;
  /** A signed webhook; `headers` replace those of the signature. */
  notify(headers?: Headers, body?: string): Promise<Heard>;
  certificateAt(url: string): Promise<Heard>;
  canaryAt(host: string): string;
  /** Whatever an attack could have changed, rung or made the bridge call. */
  traces(): Promise<{ pairs: PairCounts; writes: number[]; visits: number }>;
  stop(): Promise<void>;
};

export async function openBridgeDoors(): Promise<BridgeDoors> {
  const canary = await startCanary();
  const rig = await startRig({ seed: 71 });
  const port = Number(new URL(rig.bridge.url).port);
  const dealId = makeDeal(rig.org);
  await rig.quiet();

  const doors: BridgeDoors = {
    rig,
    canary,
    dealId,
    call: (plain) => call(port, plain),
    send: (bytes) => sendBytes(port, bytes),
    asOrg: () => ({
      authorization: `Bearer ${ORG_KEY}`,
      'x-co-sell-org': rig.org.orgId,
      'content-type': 'application/json',
    }),
    asAdministrator: () => ({ authorization: `Bearer ${OPERATIONS_KEY}` }),
    good: () => JSON.stringify({ ids: [dealId], more: false }),
    changed: (body, headers = {}) =>
      doors.call({
        method: 'POST',
        path: '/v1/records/changed',
        headers: { ...doors.asOrg(), ...headers },
        body,
      }),
    nudge: (id) => doors.changed(JSON.stringify({ ids: [id], more: false })),
    sync: (id) =>
      doors.call({ method: 'POST', path: `/v1/records/${id}/sync`, headers: doors.asOrg() }),
    operations: (path, headers = doors.asAdministrator()) =>
      doors.call({ path: `/v1/operations${path}`, headers }),
    notify: async (headers = {}, body = JSON.stringify(noticeOf(randomUUID()))) =>
      doors.call({
        method: 'POST',
        path: '/webhooks/partner-center',
        headers: { ...(await rig.partnerCenter.signNotification(body)), ...headers },
        body,
      }),
    certificateAt: (url) => doors.notify({ 'X-MS-Certificate-Url': url }),
    canaryAt: (host) => `https://${host}:${canary.port}/cert.cer`,
    traces: async () => ({
      pairs: await pairCounts(rig),
      writes: [rig.org, rig.partnerCenter].map(({ journal }) => journal.entries().length),
      visits: canary.visits(),
    }),
    async stop() {
      await rig.stop();
      await canary.stop();
    },
  };
  return doors;
}
