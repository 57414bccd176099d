import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { SetupDesk } from './setup/setup-desk.ts';

const Issued = Type.Object({
  token: Type.String({ description: 'opens the set-up page once' }),
  expiresAt: Type.String(),
});

/** Whoever holds an operations key need not restart the bridge to get at its set-up page. */
export const setupTokenRoutes: FastifyPluginAsyncTypebox<{
  desk: Pick<SetupDesk, 'issueToken'>;
}> = async (app, { desk }) => {
  app.post(
    '/v1/operations/setup-token',
    {
      config: { door: 'operations' },
      schema: { summary: 'A one-time token for the set-up page', response: { 201: Issued } },
    },
    async (_request, reply) =>
      reply
        .code(201)
        .header('cache-control', 'no-store')
        .send(await desk.issueToken()),
  );
};
