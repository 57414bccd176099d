import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Bridge } from '../sync/bridge-port.ts';
import { FailedPairs, Health, Retried } from './answers.ts';
import { Problem } from './problem.ts';

export type OperationsDeps = {
  bridge: Pick<Bridge, 'health' | 'failedPairs' | 'retry' | 'retryAll'>;
};

const PairId = Type.String({
  pattern: '^[A-Za-z0-9-]{1,64}$',
  description: 'the id of a pair, as the list of failed pairs has it',
});
const OnePair = Type.Object({ id: PairId });

const PAGE = 50;
const FailedQuery = Type.Object(
  {
    state: Type.Literal('failed', { description: 'state=failed, the only list there is' }),
    limit: Type.Optional(
      Type.String({
        pattern: '^([1-9]|[1-9][0-9]|1[0-9][0-9]|200)$',
        description: 'a number from 1 to 200',
      }),
    ),
    after: Type.Optional(PairId),
  },
  { additionalProperties: false, description: 'state=failed, and perhaps limit and after' },
);

const config = { door: 'operations' } as const;

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
        summary: 'Pairs that failed, a page at a time',
        querystring: FailedQuery,
        response: { 200: FailedPairs },
      },
    },
    async (request) => {
      const { after } = request.query;
      const limit = Number(request.query.limit ?? PAGE);
      const pairs = await deps.bridge.failedPairs({ limit, ...(after ? { after } : {}) });
      return { pairs, next: pairs.length < limit ? null : (pairs.at(-1)?.id ?? null) };
    },
  );

  app.post(
    '/v1/operations/pairs/:id/retry',
    {
      config,
      schema: { summary: 'Ring one failed pair', params: OnePair, response: { 202: Retried } },
    },
    async (request, reply) => {
      const found = await deps.bridge.retry(request.params.id, request.id);
      if (!found) throw new Problem(404, 'no-such-pair', 'There is no pair with this id to retry.');
      return reply.code(202).send({ retried: 1 });
    },
  );

  app.post(
    '/v1/operations/pairs/retry',
    { config, schema: { summary: 'Ring every failed pair', response: { 202: Retried } } },
    async (request, reply) =>
      reply.code(202).send({ retried: await deps.bridge.retryAll(request.id) }),
  );
};
