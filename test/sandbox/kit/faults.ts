/**
 * Faults on demand, the same for every simulator. A rule picks calls by method and path; what it does:
 * - `status`: answer this instead, nothing is carried out;
 * - `drop`: cut the connection on arrival, nothing is carried out;
 * - `commit-then-drop`: carry it out, then cut the connection instead of answering;
 * - `hang`: never answer, nothing is carried out;
 * - `late-commit`: cut the connection now, carry it out `lateMs` later;
 * - `pass`: no fault; useful with `kill`.
 * `kill` ends a process (SIGKILL) on arrival, after the commit without an answer, or right after the answer; with
 * several callers it asks whose door the call came through.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { installDoors, type Door, type House } from './doors.ts';

export type FaultAction = 'status' | 'drop' | 'commit-then-drop' | 'hang' | 'late-commit' | 'pass';
export type KillMoment = 'arrival' | 'commit' | 'answer';

export type FaultRule = {
  /** For people, and to take away all rules of one name. */
  name?: string;
  method?: string;
  /** Source of a regular expression over the URL. */
  path?: string;
  do: FaultAction;
  status?: number;
  retryAfter?: number;
  body?: unknown;
  lateMs?: number;
  /** How many matching calls pass first. */
  skip?: number;
  /** How many are hit then; 0 means until removed. Default 1. */
  times?: number;
  kill?: { pid: number | ((door: number) => number); when: KillMoment };
};

/** `door` is the port it came through. */
export type Call = {
  n: number;
  method: string;
  url: string;
  at: string;
  door: number;
  /** Whose work it is, as the caller says; several ids where one call serves several. */
  correlationIds: string[];
};
type ActiveRule = FaultRule & { n: number; seen: number; hit: number };
/** `isSpent`: it has hit as many calls as it was meant for. */
export type FaultState = { n: number; rule: FaultRule; hits: number; isSpent: boolean };

export type Faults = {
  add(rule: FaultRule): void;
  clear(): void;
  /** Takes away the rules that this is true of. */
  remove(isMeant: (state: FaultState) => boolean): void;
  rules(): FaultRule[];
  /** The rules with what they did so far; `n` names one of them as long as it is there. */
  states(): FaultState[];
  /** Every call of the simulated API so far (the control API is not counted). */
  calls(): Call[];
  /** Set by a test that runs in this process; sees the call before any rule does. */
  onCall: ((call: Call) => void) | undefined;
  /** One more port beside the one at this address; closed with it. */
  openDoor(address: string): Promise<Door>;
};
type Engine = Faults & {
  /** A simulator may listen at several addresses; the rules are the same for all. */
  houses: House[];
  note(request: FastifyRequest): ActiveRule | undefined;
};

declare module 'fastify' {
  interface FastifyRequest {
    fault?: ActiveRule | undefined;
  }
}

export function createFaults(now: () => string): Faults {
  let rules: ActiveRule[] = [];
  let added = 0;
  const calls: Call[] = [];
  const engine: Engine = {
    onCall: undefined,
    houses: [],
    async openDoor(address) {
      const house = engine.houses.find((one) => one.address() === address);
      if (!house) throw new Error(`no simulator of these faults listens at ${address}`);
      return house.openDoor();
    },
    add: (rule) => void rules.push({ ...rule, n: (added += 1), seen: 0, hit: 0 }),
    clear: () => void (rules = []),
    remove: (isMeant) => void (rules = rules.filter((rule) => !isMeant(stateOf(rule)))),
    rules: () => rules.map((rule) => stateOf(rule).rule),
    states: () => rules.map(stateOf),
    calls: () => [...calls],
    note({ method, url, socket, headers }) {
      const ids = headers['ms-correlationid'] ?? headers['x-correlation-id'] ?? '';
      const call = {
        ...{ n: calls.length, method, url, at: now(), door: socket.localPort ?? 0 },
        correlationIds: String(ids).split(', ').filter(Boolean),
      };
      calls.push(call);
      engine.onCall?.(call);
      return rules.find((rule) => matches(rule, method, url));
    },
  };
  return engine;
}

function stateOf({ n, seen: _seen, hit, ...rule }: ActiveRule): FaultState {
  const { times = 1 } = rule;
  return { n, rule, hits: hit, isSpent: times !== 0 && hit >= times };
}

function matches(rule: ActiveRule, method: string, url: string): boolean {
  if (rule.method && rule.method !== method) return false;
  if (rule.path && !new RegExp(rule.path).test(url)) return false;
  rule.seen += 1;
  const times = rule.times ?? 1;
  if (rule.seen <= (rule.skip ?? 0) || (times !== 0 && rule.hit >= times)) return false;
  rule.hit += 1;
  return true;
}

const isControl = (url: string): boolean => url.startsWith('/_control');

/**
 * Puts the rules in front of every route that is part of the simulated API.
 * `late-commit` is left to the simulator: it reads `request.fault` and calls `dropConnection` itself.
 */
export function installFaults(
  app: FastifyInstance,
  faults: Faults,
  isBackstage: (url: string) => boolean = isControl,
): void {
  const engine = faults as Engine;
  engine.houses.push(installDoors(app));
  app.decorateRequest('fault', undefined);
  app.addHook('onRequest', async (request, reply) => {
    if (isBackstage(request.url)) return;
    const rule = engine.note(request);
    if (!rule) return;
    request.fault = rule;
    if (rule.kill?.when === 'arrival') {
      killCaller(request);
      return dropConnection(reply);
    }
    if (rule.do === 'drop') return dropConnection(reply);
    if (rule.do === 'hang') return void reply.hijack();
    if (rule.do === 'status') {
      if (rule.retryAfter !== undefined) void reply.header('Retry-After', String(rule.retryAfter));
      return reply.code(rule.status ?? 500).send(rule.body ?? {});
    }
  });
  app.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply) => {
    const rule = request.fault;
    if (!rule || reply.raw.destroyed) return;
    if (rule.kill?.when === 'commit') {
      killCaller(request);
      dropConnection(reply);
    } else if (rule.do === 'commit-then-drop') dropConnection(reply);
  });
  app.addHook('onResponse', async (request) => {
    if (request.fault?.kill?.when === 'answer') killCaller(request);
  });
}

/** Cuts the connection without an answer. */
export function dropConnection(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.socket?.destroy();
  reply.raw.destroy();
}

function killCaller({ fault, socket }: FastifyRequest): void {
  const pid = fault?.kill?.pid;
  if (pid === undefined) return;
  killProcess(typeof pid === 'number' ? pid : pid(socket.localPort ?? 0));
}

function killProcess(pid: number): void {
  // Zero and below would be a whole group of processes, this one among them.
  if (!(pid > 0)) throw new Error(`expected the id of a process to kill, got ${pid}`);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Already gone: that is what was wanted.
  }
}
