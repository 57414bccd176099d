/**
 * One gate per host. A host fault closes it for everybody: its pairs are not claimed, their failures do not
 * count. After the wait one caller goes through as a probe; its success opens the gate.
 */
import type { Side } from '../domain/values.ts';
import { HostFault, PairFault } from '../errors.ts';
import type { GateState } from './bridge-port.ts';
import type { Observe } from './metrics-port.ts';
import type { Clock, Timings } from './ports.ts';
import { createOwnErrors, type OwnErrors } from './own-errors.ts';

const OWN_ABORTS = new Set(['partner-center-aborted', 'salesforce-aborted']);
/** Of these a host asks for fewer calls; anything else is its own trouble. */
const THROTTLING = new Set([
  'partner-center-throttled',
  'salesforce-too-many-requests',
  'salesforce-limit-exceeded',
]);
/** Longer waits are looked at again rather than believed: a mistaken header must not stop the bridge for a year. */
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/** A host may answer reads and fail every write. `cached` may be answered without asking the host at all. */
export type CallKind = 'read' | 'write' | 'cached';
type Caller = { side: Side; kind: CallKind; pairId: string | null };

type Gate = {
  closedUntil: number;
  waitMs: number;
  reason: string | null;
  /** What closed it last: a success of another kind opens the gate, but does not shorten the next wait. */
  closedBy: CallKind | null;
  /** Who probes a half-open gate, and how many of its calls are under way: a visit may ask two things at once. */
  probe: { pairId: string | null; calls: number } | null;
  ownErrors: OwnErrors;
};

export type Gates = {
  /** Runs a call of a host. @throws HostFault at once while the gate is closed, or half-open with another's probe */
  run<T>(caller: Caller, call: () => Promise<T>): Promise<T>;
  /** How many claims may be under way: none while a gate is closed or probed, one to probe a half-open one. */
  allowance(most: number): number;
  /** Milliseconds until the first closed gate may be probed; 0 when none is closed. */
  waitMs(): number;
  /** A person has put right what was wrong (signed in again): the host may be probed now, and waits begin anew. */
  reset(side: Side): void;
  states(): GateState[];
};

export function createGates(
  clock: Clock,
  timings: Pick<Timings, 'gateFirstMs' | 'gateLastMs'>,
  observe: Observe = () => undefined,
): Gates {
  const gates: Record<Side, Gate> = { partnerCenter: newGate(), salesforce: newGate() };
  const sides: Side[] = ['partnerCenter', 'salesforce'];

  const stateOf = (gate: Gate): GateState['state'] => {
    if (gate.reason === null) return 'open';
    return clock.now() < gate.closedUntil ? 'closed' : 'half-open';
  };

  /** @throws HostFault */
  async function pass<T>(gate: Gate, caller: Caller, call: () => Promise<T>): Promise<T> {
    const state = stateOf(gate);
    if (state === 'closed') throw new HostFault(caller.side, 'gate-closed');
    // What a cache may answer is no probe.
    if (state === 'open' || caller.kind === 'cached') return call();
    if (gate.probe && gate.probe.pairId !== caller.pairId)
      throw new HostFault(caller.side, 'gate-closed');
    const probe = (gate.probe ??= { pairId: caller.pairId, calls: 0 });
    probe.calls += 1;
    try {
      return await call();
    } finally {
      probe.calls -= 1;
      if (probe.calls === 0) gate.probe = null;
    }
  }

  function noteFailure(gate: Gate, { side, kind, pairId }: Caller, error: unknown): unknown {
    if (!(error instanceof HostFault)) {
      // Any answer but a host fault shows that the host is there.
      if (error instanceof PairFault) noteSuccess(gate, kind, pairId);
      return error;
    }
    // We hung up ourselves (the claim was lost), or never called: that says nothing about the host.
    if (OWN_ABORTS.has(error.code) || error.code === 'gate-closed') return error;
    if (THROTTLING.has(error.code)) {
      const retryAfterSeconds = error.retryAfterSeconds ?? null;
      observe({ kind: 'throttled', side, retryAfterSeconds });
    }
    if (error.serverError && gate.ownErrors.isOwn(kind, pairId))
      return new PairFault(side, `${kebab(side)}-server-error`, {
        detail: error.message,
        cause: error,
      });
    close(gate, kind, error, clock.now(), timings);
    const waitMs = gate.closedUntil - clock.now();
    observe({ kind: 'gate-closed', side, code: error.code, waitMs });
    return error;
  }

  return {
    async run(caller, call) {
      const gate = gates[caller.side];
      try {
        const result = await pass(gate, caller, call);
        noteSuccess(gate, caller.kind, caller.pairId);
        if (caller.kind === 'write') observe({ kind: 'wrote', side: caller.side });
        return result;
      } catch (error) {
        throw noteFailure(gate, caller, error);
      }
    },
    allowance(most) {
      const states = sides.map((side) => stateOf(gates[side]));
      if (states.includes('closed')) return 0;
      if (!states.includes('half-open')) return most;
      // Whoever is claimed beside a probe is only turned away again.
      return sides.some((side) => gates[side].probe) ? 0 : 1;
    },
    waitMs() {
      const waits = sides
        .filter((side) => stateOf(gates[side]) === 'closed')
        .map((side) => gates[side].closedUntil - clock.now());
      return Math.max(0, ...waits);
    },
    reset(side) {
      gates[side].closedUntil = clock.now();
      gates[side].waitMs = 0;
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
    probe: null,
    ownErrors: createOwnErrors(),
  };
}

function noteSuccess(gate: Gate, kind: CallKind, pairId: string | null): void {
  // An answer out of a cache says nothing of a host that failed a real call.
  if (kind !== 'cached' || gate.closedBy === 'cached') gate.reason = null;
  if (kind === gate.closedBy) gate.waitMs = 0;
  gate.ownErrors.noteSuccess(kind, pairId);
}

function close(
  gate: Gate,
  kind: CallKind,
  error: HostFault,
  now: number,
  timings: Pick<Timings, 'gateFirstMs' | 'gateLastMs'>,
): void {
  const doubled = gate.waitMs === 0 ? timings.gateFirstMs : gate.waitMs * 2;
  gate.waitMs = Math.min(doubled, timings.gateLastMs);
  const asked = Math.min((error.retryAfterSeconds ?? 0) * 1000, LONGEST_RETRY_AFTER_MS);
  gate.closedUntil = Math.max(gate.closedUntil, now + Math.max(gate.waitMs, asked));
  gate.reason = error.code;
  gate.closedBy = kind;
}

function kebab(side: Side): string {
  return side === 'partnerCenter' ? 'partner-center' : 'salesforce';
}
