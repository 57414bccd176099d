import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Bridge } from '../sync/bridge-port.ts';
import { AuditVerdict, Health, Retried, TroubledPairs } from './answers.ts';
import { Problem } from './problem.ts';

export type OperationsDeps = {
  bridge: Pick<Bridge, 'health' | 'troubledPairs' | 'retry' | 'retryAll' | 'verifyAudit'>;
};

const PairId = Type.String({
  pattern: '^[A-Za-z0-9-]{1,64}$',
  description: 'the id of a pair, as the list of pairs has it',
});
const OnePair = Type.Object({ id: PairId });

const PAGE = 50;
const PairsQuery = Type.Object(
  {
    state: Type.Enum(['failed', 'troubled'], {
      description: 'state=failed (given up) or state=troubled (whatever needs an eye)',
    }),
    limit: Type.Optional(
      Type.String({
        pattern: '^([1-9]|[1-9][0-9]|1[0-9][0-9]|200)$',
        description: 'a number from 1 to 200',
      }),
    ),
    after: Type.Optional(PairId),
  },
  {
    additionalProperties: false,
    description: 'state=failed or state=troubled, and perhaps limit and after',
  },
);

const config = { door: 'operations' } as const;

const VerifyQuery = Type.Object(
  { pair: Type.Optional(PairId), after: Type.Optional(PairId) },
  { additionalProperties: false, description: 'perhaps pair, or after' },
);

/** What administrators call, from the operations page or the command line. */
export const operationsRoutes: FastifyPluginAsyncTypebox<OperationsDeps> = async (app, deps) => {
  app.get(
    '/v1/operations/health',
    {
      config,
      schema: { summary: 'How the bridge is, and what a person can do', response: { 200: Health } },
    },
    async () => deps.bridge.health(),
  );

  app.get(
    '/v1/operations/pairs',
    {
      config,
      schema: {
        summary: 'Pairs that failed, or all that are in trouble, a page at a time',
        querystring: PairsQuery,
        response: { 200: TroubledPairs },
      },
    },
    async (request) => {
      const { state, after } = request.query;
      const limit = Number(request.query.limit ?? PAGE);
      const pairs = await deps.bridge.troubledPairs({ state, limit, ...(after ? { after } : {}) });
      return { pairs, next: pairs.length < limit ? null : (pairs.at(-1)?.id ?? null) };
    },
  );

  app.post(
    '/v1/operations/pairs/:id/retry',
    {
      config,
      schema: { summary: 'Ring one pair', params: OnePair, response: { 202: Retried } },
    },
    async (request, reply) => {
      const found = await deps.bridge.retry(request.params.id, request.id);
      if (!found) throw new Problem(404, 'no-such-pair', 'There is no pair with this id to retry.');
      return reply.code(202).send({ retried: 1 });
    },
  );

  app.post(
    '/v1/operations/pairs/retry',
    { config, schema: { summary: 'Ring every pair in trouble', response: { 202: Retried } } },
    async (request, reply) =>
      reply.code(202).send({ retried: await deps.bridge.retryAll(request.id) }),
  );

  app.get(
    '/v1/operations/audit/verify',
    {
      config,
      schema: {
        summary:
          'Check the audit trail against its chain and the copy in Salesforce, some pairs at a time',
        querystring: VerifyQuery,
        response: { 200: AuditVerdict },
      },
    },
    async ({ query: { pair, after } }) =>
      deps.bridge.verifyAudit({
        ...(pair === undefined ? {} : { pairId: pair }),
        ...(after === undefined ? {} : { after }),
      }),
  );
};
