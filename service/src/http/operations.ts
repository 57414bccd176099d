import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Bridge } from '../sync/bridge-port.ts';
import { requireScope, type Keyring } from './access.ts';
import { FailedPairs, Health, Retried } from './answers.ts';
import { Problem } from './problem.ts';

export type OperationsDeps = {
  bridge: Pick<Bridge, 'health' | 'failedPairs' | 'retry' | 'retryAll'>;
  keyring: Keyring;
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

/** What administrators call, from the operations page or the command line. */
export const operationsRoutes: FastifyPluginAsyncTypebox<OperationsDeps> = async (app, deps) => {
  app.addHook('onRequest', requireScope(deps.keyring, 'operations'));

  app.get('/v1/operations/health', { schema: { response: { 200: Health } } }, async () =>
    deps.bridge.health(),
  );

  app.get(
    '/v1/operations/pairs',
    { schema: { querystring: FailedQuery, response: { 200: FailedPairs } } },
    async (request) => {
      const { after } = request.query;
      const limit = Number(request.query.limit ?? PAGE);
      const pairs = await deps.bridge.failedPairs({ limit, ...(after ? { after } : {}) });
      return { pairs, next: pairs.length < limit ? null : (pairs.at(-1)?.id ?? null) };
    },
  );

  app.post(
    '/v1/operations/pairs/:id/retry',
    { schema: { params: OnePair, response: { 202: Retried } } },
    async (request, reply) => {
      const found = await deps.bridge.retry(request.params.id);
      if (!found) throw new Problem(404, 'no-such-pair', 'There is no pair with this id to retry.');
      return reply.code(202).send({ retried: 1 });
    },
  );

  app.post(
    '/v1/operations/pairs/retry',
    { schema: { response: { 202: Retried } } },
    async (_request, reply) => reply.code(202).send({ retried: await deps.bridge.retryAll() }),
  );
};
