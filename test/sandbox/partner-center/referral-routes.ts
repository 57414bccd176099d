/** The referrals API: list, create, get, patch, and the alias that webhooks name. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dropConnection } from '../kit/faults.ts';
import { reaches, requireCreate, requireEdit, requireReach } from './access.ts';
import { ApiError, denied, notFound, stale } from './api-error.ts';
import { createReferral } from './create.ts';
import type { Lists } from './list.ts';
import { applyPatch, readOperations } from './patch.ts';
import { isMicrosofts } from './referral.ts';
import type { Referral } from './referral.ts';
import type { World } from './world.ts';

export const BASE = '/v1.0/engagements/referrals';
export const ALIAS = '/engagements/v1/referrals';

type WithId = { Params: { id: string } };

export function referralRoutes(app: FastifyInstance, world: World, lists: Lists): void {
  app.get(BASE, ({ query, caller }) =>
    lists.read(query as Record<string, unknown>, (referral) => reaches(world, caller, referral)),
  );

  app.post(BASE, (request, reply) => {
    requireCreate(world, request.caller);
    const create = () => createReferral(world, request.body);
    if (commitsLate(world, { request, reply, commit: create })) return reply;
    const referral = create();
    void reply.code(world.switches.createStatus).header('ETag', referral.eTag);
    return referral;
  });

  app.patch<WithId>(`${BASE}/:id`, (request, reply) => {
    const patch = () => patchReferral(world, request);
    if (commitsLate(world, { request, reply, commit: patch })) return reply;
    const referral = patch();
    const asked = request.headers['prefer'] === 'return=representation';
    if (!asked || world.random.chance(world.switches.preferIgnoredChance)) {
      return reply.code(204).send();
    }
    void reply.header('ETag', referral.eTag);
    return referral;
  });

  for (const path of [BASE, ALIAS]) {
    app.get<WithId>(`${path}/:id`, (request, reply) => {
      requireNoQuery(request);
      const referral = readable(world, request.params.id);
      requireReach(world, request.caller, referral);
      void reply.header('ETag', referral.eTag);
      return {
        '@odata.context':
          'https://api.partner.microsoft.com/v1.0/engagments/referrals/$metadata#Referrals/$entity',
        ...referral,
      };
    });
  }

  for (const [path, methods] of UNSUPPORTED) {
    for (const method of methods) {
      app.route({
        method,
        url: path,
        handler: () => {
          throw new ApiError(
            405,
            'invalidRequest',
            `${method} is not supported by the simulator here.`,
          );
        },
      });
    }
  }
}

const UNSUPPORTED = [
  [BASE, ['PUT', 'PATCH', 'DELETE']],
  [`${BASE}/:id`, ['PUT', 'POST', 'DELETE']],
  [`${ALIAS}/:id`, ['PUT', 'PATCH', 'POST', 'DELETE']],
] as const;

type LateCommit = { request: FastifyRequest; reply: FastifyReply; commit: () => unknown };

/** A `late-commit` fault cuts the connection now and does the work later, with the state of then. */
function commitsLate(world: World, { request, reply, commit }: LateCommit): boolean {
  const { fault } = request;
  if (fault?.do !== 'late-commit') return false;
  dropConnection(reply);
  world.clock.after(fault.lateMs ?? 0, () => {
    try {
      commit();
    } catch (error) {
      // Refused when its time came: nobody is left to hear it.
      if (!(error instanceof ApiError)) throw error;
    }
  });
  return true;
}

function patchReferral(world: World, request: FastifyRequest): Referral {
  requireNoQuery(request);
  const operations = readOperations(request.body);
  const { id } = request.params as WithId['Params'];
  const referral = current(world, id);
  requireEdit(world, request.caller, referral);
  if (isMicrosofts(referral)) throw denied(`Referral ${id} belongs to Microsoft.`);
  const ifMatch = request.headers['if-match'];
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== referral.eTag) throw stale();
  return world.ledger.commit('bridge', applyPatch(world, referral, operations));
}

/** What GET shows: now and then the version before the current one. */
function readable(world: World, id: string): Referral {
  const referral = current(world, id);
  if (isMicrosofts(referral) && !world.switches.microsoftReferralReadable) throw unknown(id);
  if (!world.random.chance(world.switches.staleGetChance)) return referral;
  return world.ledger.previous(id) ?? referral;
}

function current(world: World, id: string): Referral {
  const referral = world.ledger.get(id);
  if (!referral) throw unknown(id);
  return referral;
}

function requireNoQuery(request: FastifyRequest): void {
  const [name] = Object.keys(request.query as object);
  if (name)
    throw new ApiError(400, 'invalidRequest', `Query option ${name} is not supported here.`);
}

const unknown = (id: string) => notFound(`There is no referral ${id}.`);
