/** The page and what stands behind it, on one local port. */
import { readFileSync } from 'node:fs';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { BridgeProblem } from '../start/bridge-process.ts';
import type { World } from '../start/sandbox.ts';
import { bridgeRoutes } from './bridge-routes.ts';
import { dealRoutes } from './deal-routes.ts';
import { readChoices } from './choices.ts';
import { Refused } from './refused.ts';
import { referralRoutes } from './referral-routes.ts';
import { viewRoutes } from './view-routes.ts';
import { weatherRoutes } from './weather-routes.ts';

export type Page = { url: string; stop(): Promise<void> };

const SCRIPT = 'text/javascript; charset=utf-8';
const FILES: readonly (readonly [path: string, file: string, type: string])[] = [
  ['/', 'index.html', 'text/html; charset=utf-8'],
  ['/page.css', 'page.css', 'text/css; charset=utf-8'],
  ...[
    'page.js',
    'actions.js',
    'call.js',
    'drafts.js',
    'draw-bridge.js',
    'draw-deal.js',
    'draw-referrals.js',
    'elements.js',
    'lists.js',
  ].map((file) => [`/${file}`, file, SCRIPT] as const),
];

export async function startPage(world: World, port: number): Promise<Page> {
  const choices = await readChoices(world.org);
  const app = Fastify({
    forceCloseConnections: true,
    // A wrong type or an unknown name is refused, never repaired or dropped.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  answerOnlyThisMachine(app);
  app.setErrorHandler<FastifyError>((error, _request, reply) =>
    reply.code(statusOf(error)).send({ message: sentenceOf(error) }),
  );
  for (const [path, file, type] of FILES) {
    app.get(path, (_request, reply) =>
      reply
        .header('cache-control', 'no-cache')
        .type(type)
        .send(readFileSync(new URL(file, import.meta.url))),
    );
  }
  viewRoutes(app, world, choices);
  dealRoutes(app, world);
  referralRoutes(app, world);
  weatherRoutes(app, world);
  bridgeRoutes(app, world);
  const url = await app.listen({ port, host: '127.0.0.1' });
  return { url, stop: () => app.close() };
}

/** A site that gives its own name this machine's address must not play with the sandbox from somebody's browser. */
function answerOnlyThisMachine(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (['127.0.0.1', 'localhost'].includes(request.hostname)) return;
    throw new Refused(
      `Expected to be called as 127.0.0.1 or localhost; got ${request.hostname}.`,
      403,
    );
  });
}

function statusOf(error: FastifyError): number {
  if (error instanceof BridgeProblem) return 409;
  return error instanceof Refused ? error.status : (error.statusCode ?? 500);
}

function sentenceOf(error: FastifyError): string {
  const [first] = error.validation ?? [];
  if (!first) return error.message;
  const unknown = first.params['additionalProperty'];
  if (typeof unknown === 'string') return `${unknown} cannot be set here.`;
  return `${first.instancePath.slice(1) || 'The request'} ${first.message ?? 'is wrong'}.`;
}
