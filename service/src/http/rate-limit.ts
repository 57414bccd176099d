import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Keyring } from './access.ts';
import { Problem } from './problem.ts';

/**
 * So many requests a minute for each valid key, and for each address without one (made-up keys do not buy
 * more). Counted before anything else is done, wrong addresses included; only `/healthz` is free.
 */
export async function installRateLimit(
  app: FastifyInstance,
  options: { perMinute: number; keyring: Keyring },
): Promise<void> {
  await app.register(rateLimit, { global: false });
  const limit = app.rateLimit({
    max: options.perMinute,
    timeWindow: 60_000,
    allowList: (request) => request.url === '/healthz',
    keyGenerator: ({ headers, ip }) => {
      const caller = options.keyring.identify(headers.authorization);
      return caller ? `${caller.scope} ${caller.key}` : normalizeIP(ip);
    },
    errorResponseBuilder: (_request, { after, max }) =>
      new Problem(429, 'too-many-requests', `Expected at most ${max} a minute. Wait ${after}.`),
  });
  app.addHook('onRequest', limit);
}
