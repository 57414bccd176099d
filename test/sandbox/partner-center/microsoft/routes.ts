/** The page of Microsoft's seller, and what stands behind it. JSON; a refusal is `{"error": "a sentence"}`. */
import type { FastifyInstance } from 'fastify';
import type { Faults } from '../../kit/faults.ts';
import type { Journal } from '../../kit/journal.ts';
import { invalid, notFound } from '../api-error.ts';
import { MICROSOFT_PAGE } from '../backstage.ts';
import { ASSISTANCE_CODES } from '../create-body.ts';
import type { Deliveries } from '../deliveries.ts';
import { REASONS } from '../reasons.ts';
import { SOLUTIONS } from '../solutions.ts';
import type { Webhooks } from '../webhooks.ts';
import type { World } from '../world.ts';
import { actAsMicrosoft } from './acts.ts';
import { moveDays } from './clock.ts';
import { createConditions } from './conditions.ts';
import { showDeal } from './deal-view.ts';
import { showEvents } from './events-view.ts';
import { pageFiles } from './files.ts';
import { guardPage } from './guard.ts';
import { listDeals } from './list-view.ts';
import { MICROSOFT_SELLER } from './sellers.ts';
import { sendDeal } from './send-deal.ts';

export type PageDeps = {
  world: World;
  journal: Journal;
  faults: Faults;
  deliveries: Deliveries;
  webhooks: Webhooks;
};
type With<Name extends string> = { Params: Record<Name, string> };

const API = `${MICROSOFT_PAGE}/api`;
const SHOWN_EVENTS = 200;

export function microsoftPage(app: FastifyInstance, deps: PageDeps): void {
  guardPage(app);
  pageFiles(app);
  dealRoutes(app, deps);
  webhookRoutes(app, deps);
  conditionRoutes(app, deps);
}

function dealRoutes(app: FastifyInstance, { world, journal, deliveries }: PageDeps): void {
  app.get(`${API}/choices`, () => ({
    reasons: REASONS,
    solutions: SOLUTIONS,
    assistanceCodes: ASSISTANCE_CODES,
    seller: MICROSOFT_SELLER,
    organization: world.organization.organizationName,
  }));
  app.get(`${API}/deals`, () => listDeals(world.ledger.all()));
  app.get<With<'engagementId'>>(`${API}/deals/:engagementId`, ({ params: { engagementId } }) => {
    const deal = showDeal(world, engagementId, {
      writes: journal.entries(),
      deliveries: deliveries.all(),
    });
    if (!deal) throw notFound(`There is no deal ${engagementId}.`);
    return deal;
  });
  app.post(`${API}/deals`, ({ body }, reply) => {
    const { id, engagementId } = sendDeal(world, body);
    return reply.code(201).send({ id, engagementId });
  });
  app.post<With<'id' | 'act'>>(`${API}/referrals/:id/:act`, ({ params, body }) =>
    actAsMicrosoft(world, params.id, params.act, body),
  );
}

function webhookRoutes(app: FastifyInstance, { deliveries, webhooks }: PageDeps): void {
  app.get(`${API}/webhooks`, () => ({
    registration: webhooks.registration() ?? null,
    events: showEvents(deliveries.all()).slice(0, SHOWN_EVENTS),
  }));
  app.post(`${API}/webhooks/test`, (_request, reply) =>
    reply.code(202).send({ correlationId: webhooks.test() }),
  );
  app.post<With<'n'>>(`${API}/webhooks/:n/resend`, ({ params }, reply) => {
    const { n } = deliveries.resend(Number(params.n));
    return reply.code(202).send({ n });
  });
}

function conditionRoutes(app: FastifyInstance, { world, faults }: PageDeps): void {
  const { clock, switches } = world;
  const conditions = createConditions(faults, switches);
  const shown = () => ({
    conditions: conditions.all(),
    others: conditions.others(),
    clock: { iso: clock.iso(), mode: clock.mode },
  });
  app.get(`${API}/conditions`, shown);
  app.put<With<'name'>>(`${API}/conditions/:name`, ({ params, body }) => {
    conditions.set(params.name, only(body, 'level'));
    return shown();
  });
  app.delete(`${API}/conditions`, () => {
    conditions.reset();
    return shown();
  });
  app.delete<With<'n'>>(`${API}/faults/:n`, ({ params }) => {
    conditions.removeOther(Number(params.n));
    return shown();
  });
  app.post(`${API}/clock`, async ({ body }) => {
    await moveDays(clock, only(body, 'days'));
    return shown();
  });
}

/** @throws ApiError 400 unless the body is an object with this name and no other */
function only(body: unknown, name: string): unknown {
  const names = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  if (names.length === 1 && names[0] === name) return (body as Record<string, unknown>)[name];
  throw invalid(`Expected {"${name}": …}, got ${JSON.stringify(body) ?? 'nothing'}.`);
}
