/** Both hosts behind their gates, on behalf of one pair (or of nobody: a sweep). */
import type { Side } from '../domain/values.ts';
import type { BridgeDeps } from './deps.ts';
import type { CallKind, Gates } from './gates.ts';
import type { PartnerCenter, Salesforce } from './ports.ts';

export type Outside = { partnerCenter: PartnerCenter; salesforce: Salesforce };

export function behindGates(
  { partnerCenter, salesforce }: Pick<BridgeDeps, 'partnerCenter' | 'salesforce'>,
  gates: Gates,
  pairId: string | null,
): Outside {
  const pc = <T>(kind: CallKind, call: () => Promise<T>) =>
    gates.run({ side: 'partnerCenter', kind, pairId }, call);
  const sf = <T>(kind: CallKind, call: () => Promise<T>) =>
    gates.run({ side: 'salesforce', kind, pairId }, call);
  const pages = <T>(side: Side, source: AsyncIterable<T>) =>
    gatedPages(gates, side, pairId, source);
  return {
    partnerCenter: {
      get: (id, signal) => pc('read', () => partnerCenter.get(id, signal)),
      listEngagement: (id, signal) => pc('read', () => partnerCenter.listEngagement(id, signal)),
      listNewest: (order, signal) =>
        pages('partnerCenter', partnerCenter.listNewest(order, signal)),
      create: (body, signal) => pc('write', () => partnerCenter.create(body, signal)),
      patch: (referral, operations, signal) =>
        pc('write', () => partnerCenter.patch(referral, operations, signal)),
    },
    salesforce: {
      profile: (signal) => sf('cached', () => salesforce.profile(signal)),
      describeFields: (object, paths, signal) =>
        sf('read', () => salesforce.describeFields(object, paths, signal)),
      read: (id, signal) => sf('read', () => salesforce.read(id, signal)),
      findByReferral: (id, signal) => sf('read', () => salesforce.findByReferral(id, signal)),
      findConverted: (id, signal) => sf('read', () => salesforce.findConverted(id, signal)),
      change: (change, signal) => sf('write', () => salesforce.change(change, signal)),
      auditDifferences: (entries, signal) =>
        sf('read', () => salesforce.auditDifferences(entries, signal)),
      auditActor: (key, signal) => sf('read', () => salesforce.auditActor(key, signal)),
      forgetAudit: (before, signal) => sf('write', () => salesforce.forgetAudit(before, signal)),
      sweepTokens: (signal) => pages('salesforce', salesforce.sweepTokens(signal)),
      sweepModified: (since, signal) =>
        pages('salesforce', salesforce.sweepModified(since, signal)),
      dailyShareUsed: () => salesforce.dailyShareUsed(),
      readDailyShare: (signal) => sf('read', () => salesforce.readDailyShare(signal)),
    },
  };
}

async function* gatedPages<T>(
  gates: Gates,
  side: Side,
  pairId: string | null,
  source: AsyncIterable<T>,
): AsyncIterable<T> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const page = await gates.run({ side, kind: 'read', pairId }, () => iterator.next());
      if (page.done) return;
      yield page.value;
    }
  } finally {
    await iterator.return?.();
  }
}
