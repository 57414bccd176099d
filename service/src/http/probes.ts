import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Bridge } from '../sync/bridge-port.ts';

export type ProbeDeps = {
  bridge: Pick<Bridge, 'isRefused'>;
  /** Resolves false when the store cannot answer. */
  isReady: () => Promise<boolean>;
  /** True from the moment the process was asked to stop. */
  isStopping: () => boolean;
};

const Alive = Type.Object({ alive: Type.Literal(true) });
const Readiness = Type.Object({ ready: Type.Boolean(), reasons: Type.Array(Type.String()) });

const config = { door: 'public' } as const;

/** For whoever runs the process. No key, hence codes only: `/v1/operations/health` has the sentences. */
export const probeRoutes: FastifyPluginAsyncTypebox<ProbeDeps> = async (app, deps) => {
  app.get(
    '/healthz',
    { config, schema: { summary: 'The process answers', response: { 200: Alive } } },
    async () => ({
      alive: true as const,
    }),
  );

  app.get(
    '/readyz',
    {
      config,
      schema: {
        summary: 'The bridge may be sent calls',
        response: { 200: Readiness, 503: Readiness },
      },
    },
    async (_request, reply) => {
      const reasons = await reasonsNotReady(deps);
      return reply
        .code(reasons.length > 0 ? 503 : 200)
        .send({ ready: reasons.length === 0, reasons });
    },
  );
};

/** A host's outage is no reason: nothing is lost meanwhile, and a restart would not help. */
async function reasonsNotReady({ bridge, isReady, isStopping }: ProbeDeps): Promise<string[]> {
  if (isStopping()) return ['stopping'];
  const answers = await isReady().catch(() => false);
  if (!answers) return ['store-silent'];
  // What is known already: a probe asks no host, or all replicas would fall out while one of them hangs.
  return bridge.isRefused() ? ['other-org'] : [];
}
