import { inFile, type Judgement } from '../judgement.ts';

export const SYNC_VISITS: readonly Judgement[] = [
  ...inFile('service/src/sync/bridge.ts', [
    {
      at: 'worker.wake();',
      verdict: 'unobservable',
      why: 'after a new sign-in the sweeps that begin at once wake the worker, which looks every second by itself',
    },
    {
      at: '.catch(() => ({ settings: undefined }))',
      becomes: '{}',
      verdict: 'equivalent',
      why: 'settings that are missing are undefined as well',
    },
  ]),
  ...inFile('service/src/sync/budget.ts', [
    {
      at: 'asked.size >= MOST_PEOPLE && askedNow().length >= MOST_PEOPLE',
      becomes: 'true',
      verdict: 'equivalent',
      why: 'the number of all is asked first, to spare a look at each of them',
    },
  ]),
  ...inFile('service/src/sync/correlation.ts', [
    {
      at: 'current: () => storage.getStore()',
      verdict: 'seen elsewhere',
      why: 'test/service/sync/correlation.test.ts asks for it after an await, and at both hosts',
    },
  ]),
  ...inFile('service/src/sync/failures.ts', [
    {
      at: "return new PairFault('bridge', 'unexpected', { cause: error });",
      verdict: 'unobservable',
      why: 'the line of the log before it has the cause, and nobody asks the fault for its own',
    },
    {
      at: 'delivered: isTold ? refused.map',
      becomes: '["Stryker was here"]',
      verdict: 'equivalent',
      why: 'no entry has that key',
    },
    {
      at: 'if (!record || record.id === pair.recordId) return false;',
      becomes: 'false',
      verdict: 'equivalent',
      why: 'it saves a question to the store, which answers with this very pair',
    },
    {
      at: "owner.state !== 'stub' && owner.id !== pair.id",
      verdict: 'unobservable',
      why: 'a stub visits its record in the same moment and writes its status; this pair owns no other record than its own',
    },
    {
      at: 'if (audit.length === 0) return false;',
      becomes: 'true',
      verdict: 'equivalent',
      why: 'without entries none is delivered either way',
    },
    {
      at: 'if (!record || record.deleted) return false;',
      verdict: 'unobservable',
      why: 'only a record that is there is read for another pair; one deleted in that moment refuses the write',
    },
  ]),
  ...inFile('service/src/sync/invite.ts', [
    {
      at: "const isOpen = attemptsOf(visit.pair.attempt).some((attempt) => attempt.kind === 'invite');",
      verdict: 'unobservable',
      why: 'without an invitation among them the same attempts are committed once more',
    },
    {
      at: 'if (isOpen) await commit(',
      verdict: 'unobservable',
      why: 'without an invitation among them the same attempts are committed once more',
    },
  ]),
];
