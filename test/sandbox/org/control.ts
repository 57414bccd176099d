/** The control API: what a test or a person does to the org from outside, under `/_control`. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Faults, FaultRule } from '../kit/faults.ts';
import { accessAs } from './actor-access.ts';
import type { Callouts, Door } from './callouts.ts';
import { asRowError, OrgError } from './errors.ts';
import type { Input } from './save/coerce.ts';
import type { Conversion } from './save/convert-lead.ts';
import type { Org } from './store/org.ts';
import { visibleRow } from './store/tables.ts';
import { patchSwitches } from './switches.ts';

type Parts = { org: Org; faults: Faults; callouts: Callouts };
type Call = { params: Record<string, string>; query: Record<string, string>; body: unknown };

export function controlRoutes(app: FastifyInstance, { org, faults, callouts }: Parts): void {
  const actorOf = ({ query }: Call) => accessAs(org, query['actor'] ?? 'system');
  const bodyOf = ({ body }: Call): Input => {
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Input;
    throw new Error('Expected a JSON object as the body');
  };
  const routes: [string, string, (call: Call) => unknown][] = [
    ['GET', '/journal', ({ query }) => org.journal.entries(Number(query['since'] ?? 0))],
    ['GET', '/calls', () => faults.calls()],
    ['GET', '/switches', () => org.switches],
    ['PATCH', '/switches', (call) => (patchSwitches(org.switches, bodyOf(call)), org.switches)],
    ['GET', '/faults', () => faults.rules()],
    ['POST', '/faults', (call) => (faults.add(bodyOf(call) as FaultRule), faults.rules())],
    ['DELETE', '/faults', () => (faults.clear(), faults.rules())],
    ['GET', '/clock', () => ({ now: org.clock.iso() })],
    ['POST', '/clock', (call) => advance(org, bodyOf(call)['advanceMs'])],
    ['PUT', '/bridge', (call) => setBridge(callouts, bodyOf(call))],
    ['DELETE', '/bridge', () => (callouts.setBridge(undefined), { bridge: null })],
    ['POST', '/assign', (call) => org.auth.assign(...holdingOf(bodyOf(call)))],
    ['POST', '/unassign', (call) => org.auth.unassign(...holdingOf(bodyOf(call)))],
    ['POST', '/revoke', (call) => org.auth.revokeSessions(textIn(bodyOf(call), 'username'))],
    ['GET', '/nudges', () => callouts.nudges()],
    ['GET', '/refusals', () => org.refusals],
    ['GET', '/notifications', () => org.notifications],
    [
      'GET',
      '/records/:type',
      ({ params }) => org.tables.all(org.schema.object(params['type'] ?? '').name).map(visibleRow),
    ],
    [
      'POST',
      '/records/:type',
      (call) => ({ id: actorOf(call).create(call.params['type'] ?? '', bodyOf(call)) }),
    ],
    [
      'PATCH',
      '/records/:type/:id',
      (call) => change(call, (type, id) => actorOf(call).update(type, id, bodyOf(call))),
    ],
    [
      'DELETE',
      '/records/:type/:id',
      (call) => change(call, (type, id) => actorOf(call).delete(type, id)),
    ],
    [
      'POST',
      '/undelete/:type/:id',
      (call) => change(call, (type, id) => actorOf(call).undelete(type, id)),
    ],
    [
      'POST',
      '/convert/:id',
      (call) => actorOf(call).convertLead(call.params['id'] ?? '', (call.body ?? {}) as Conversion),
    ],
    [
      'POST',
      '/merge/:type/:id',
      (call) => change(call, (type, id) => actorOf(call).merge(type, id, ...mergeOf(bodyOf(call)))),
    ],
    [
      'POST',
      '/late/:type/:id',
      (call) => change(call, (type, id) => actorOf(call).updateLate(type, id, bodyOf(call))),
    ],
    [
      'POST',
      '/clone/:id',
      (call) => ({ id: actorOf(call).clone(call.params['id'] ?? '', (call.body ?? {}) as Input) }),
    ],
  ];
  for (const [method, path, run] of routes) {
    app.route({
      method,
      url: `/_control${path}`,
      handler: (request, reply) => answer(request, reply, run),
    });
  }
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  run: (call: Call) => unknown,
): Promise<unknown> {
  try {
    const call = {
      params: request.params as Record<string, string>,
      query: request.query as Record<string, string>,
      body: request.body ? JSON.parse(request.body as string) : undefined,
    };
    return await reply.send(JSON.parse(JSON.stringify((await run(call)) ?? null)) as object);
  } catch (error) {
    const body = error instanceof OrgError ? asRowError(error) : { message: String(error) };
    return reply.code(400).send(body);
  }
}

function change({ params }: Call, run: (type: string, id: string) => void) {
  run(params['type'] ?? '', params['id'] ?? '');
  return { id: params['id'] };
}

async function advance(org: Org, ms: unknown): Promise<{ now: string }> {
  if (typeof ms !== 'number' || ms < 0)
    throw new Error(`advanceMs must be a number of milliseconds, ${String(ms)} came`);
  await org.clock.advance(ms);
  return { now: org.clock.iso() };
}

function setBridge(callouts: Callouts, body: Input): { bridge: string } {
  const door = doorOf(body);
  const { operations } = body;
  callouts.setBridge(
    operations === undefined ? door : { ...door, operations: doorOf(operations as Input) },
  );
  return { bridge: door.url };
}

function doorOf({ url, key }: Input): Door {
  if (typeof url !== 'string' || typeof key !== 'string')
    throw new Error('Expected {"url":"…","key":"…"}, and so in "operations" if it is given');
  return { url, key };
}

const holdingOf = (body: Input): [username: string, permissionSet: string] => [
  textIn(body, 'username'),
  textIn(body, 'permissionSet'),
];

function mergeOf({ losers, fields = {} }: Input): [losers: string[], fields: Input] {
  const isIds = Array.isArray(losers) && losers.every((id) => typeof id === 'string');
  if (!isIds || typeof fields !== 'object' || fields === null)
    throw new Error('Expected {"losers":["…"]}, and "fields" with what the winner is to show');
  return [losers as string[], fields as Input];
}

function textIn(body: Input, name: string): string {
  const text = body[name];
  if (typeof text !== 'string') throw new Error(`Expected a text in "${name}"`);
  return text;
}
