/**
 * One gate per host. A host fault closes it for everybody: its pairs are not claimed, their failures do not
 * count. After the wait one claim goes through as a probe; its success opens the gate.
 */
import type { Side } from '../domain/values.ts';
import { HostFault, PairFault } from '../errors.ts';
import type { GateState } from './bridge-port.ts';
import type { Clock, Timings } from './ports.ts';

/** A 5xx that only one pair gets, this often, while others succeed, is that pair's own fault. */
const OWN_SERVER_ERRORS = 3;

const OWN_ABORTS = new Set(['partner-center-aborted', 'salesforce-aborted']);

/** A host may answer reads and fail every write. `cached` may be answered without asking the host at all. */
export type CallKind = 'read' | 'write' | 'cached';
type Caller = { side: Side; kind: CallKind; pairId: string | null };

type Gate = {
  closedUntil: number;
  waitMs: number;
  reason: string | null;
  /** What closed it last: a success of another kind opens the gate, but does not shorten the next wait. */
  closedBy: CallKind | null;
  successes: Record<CallKind, number>;
  /** Server errors in a row, per kind of call and pair. */
  ownErrors: Map<string, { count: number; successesThen: number }>;
};

export type Gates = {
  /** Runs a call of a host. @throws HostFault at once while the gate is closed */
  run<T>(caller: Caller, call: () => Promise<T>): Promise<T>;
  /** How many claims may be under way: none while a gate is closed, one while one is half-open. */
  allowance(most: number): number;
  /** Milliseconds until the first closed gate may be probed; 0 when none is closed. */
  waitMs(): number;
  states(): GateState[];
};

export function createGates(clock: Clock, timings: Timings): Gates {
  const gates: Record<Side, Gate> = { partnerCenter: newGate(), salesforce: newGate() };
  const sides: Side[] = ['partnerCenter', 'salesforce'];

  const stateOf = (gate: Gate): GateState['state'] => {
    if (gate.reason === null) return 'open';
    return clock.now() < gate.closedUntil ? 'closed' : 'half-open';
  };

  return {
    async run({ side, kind, pairId }, call) {
      const gate = gates[side];
      if (stateOf(gate) === 'closed') throw new HostFault(side, 'gate-closed');
      try {
        const result = await call();
        noteSuccess(gate, kind, pairId);
        return result;
      } catch (error) {
        if (!(error instanceof HostFault)) {
          // Any answer but a host fault shows that the host is there.
          if (error instanceof PairFault) noteSuccess(gate, kind, pairId);
          throw error;
        }
        // We hung up ourselves (the claim was lost): that says nothing about the host.
        if (OWN_ABORTS.has(error.code)) throw error;
        if (isOwnFault(gate, kind, pairId, error)) {
          throw new PairFault(side, `${kebab(side)}-server-error`, {
            detail: error.message,
            cause: error,
          });
        }
        close(gate, kind, error, clock.now(), timings);
        throw error;
      }
    },
    allowance(most) {
      const states = sides.map((side) => stateOf(gates[side]));
      if (states.includes('closed')) return 0;
      return states.includes('half-open') ? 1 : most;
    },
    waitMs() {
      const waits = sides
        .filter((side) => stateOf(gates[side]) === 'closed')
        .map((side) => gates[side].closedUntil - clock.now());
      return Math.max(0, ...waits);
    },
    states: () =>
      sides.map((side) => ({
        side,
        state: stateOf(gates[side]),
        until: gates[side].reason === null ? null : new Date(gates[side].closedUntil).toISOString(),
        reason: gates[side].reason,
      })),
  };
}

function newGate(): Gate {
  return {
    closedUntil: 0,
    waitMs: 0,
    reason: null,
    closedBy: null,
    successes: { read: 0, write: 0, cached: 0 },
    ownErrors: new Map(),
  };
}

function noteSuccess(gate: Gate, kind: CallKind, pairId: string | null): void {
  // An answer out of a cache says nothing of a host that failed a real call.
  if (kind !== 'cached' || gate.closedBy === 'cached') gate.reason = null;
  if (kind === gate.closedBy) gate.waitMs = 0;
  gate.successes[kind] += 1;
  if (pairId) gate.ownErrors.delete(`${kind}:${pairId}`);
}

function isOwnFault(gate: Gate, kind: CallKind, pairId: string | null, error: HostFault): boolean {
  if (!pairId || !error.serverError) return false;
  const key = `${kind}:${pairId}`;
  const known = gate.ownErrors.get(key);
  const othersSucceeded = known !== undefined && gate.successes[kind] > known.successesThen;
  const count = othersSucceeded ? known.count + 1 : 1;
  gate.ownErrors.set(key, { count, successesThen: gate.successes[kind] });
  return count >= OWN_SERVER_ERRORS;
}

function close(gate: Gate, kind: CallKind, error: HostFault, now: number, timings: Timings): void {
  const doubled = gate.waitMs === 0 ? timings.gateFirstMs : gate.waitMs * 2;
  gate.waitMs = Math.min(doubled, timings.gateLastMs);
  const asked = (error.retryAfterSeconds ?? 0) * 1000;
  gate.closedUntil = Math.max(gate.closedUntil, now + Math.max(gate.waitMs, asked));
  gate.reason = error.code;
  gate.closedBy = kind;
}

function kebab(side: Side): string {
  return side === 'partnerCenter' ? 'partner-center' : 'salesforce';
}
