/** Answers of the bridge's operations API. */
const WELL = { message: 'Well.', who: 'nobody', fix: 'Nothing to do.' };

export const HEALTH = {
  ok: true,
  org: { bound: true, orgId: '00D', refused: null },
  pairs: {
    stub: 0,
    open: 12,
    failed: 0,
    paused: 1,
    closed: 30,
    tombstone: 0,
    due: 2,
    oldestDueAt: null,
    claimed: 0,
    openAttempts: 0,
    undeliveredAudit: 0,
    backingOff: 4,
    conflicts: 3,
    attention: 5,
    troubled: 12,
  },
  gates: [
    { side: 'partnerCenter', state: 'open', until: null, reason: null },
    { side: 'salesforce', state: 'open', until: null, reason: null },
  ],
  oldestDueSeconds: null,
  lastSweep: {},
  profileProblems: [],
  connections: [
    {
      side: 'partnerCenter',
      state: 'connected',
      reason: null,
      since: null,
      expiresAt: '2027-02-01T00:00:00Z',
      ...WELL,
    },
    { side: 'salesforce', state: 'connected', reason: null, since: null, expiresAt: null, ...WELL },
  ],
  webhook: {
    state: 'registered',
    registeredHost: 'x',
    events: [],
    lookedAt: null,
    reason: null,
    lastTest: null,
    ...WELL,
  },
};

export function failedPair(id, changes = {}) {
  return {
    id,
    recordId: `006${id}`,
    referralId: null,
    state: 'failed',
    trouble: 'failed',
    failures: 8,
    code: 'salesforce-forbidden',
    message: `The bridge may not write a field of ${id}.`,
    who: 'salesforce-admin',
    fix: 'Give the integration user the permission set.',
    at: '2026-11-10T08:10:00.000Z',
    nextLookAt: null,
    correlationId: 'c-1',
    ...changes,
  };
}
