import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Problem } from '../problem.ts';
import { sendPage, type Notice } from './page.ts';
import type { Redeemed, SetupDesk } from './setup-desk.ts';
import { signInPage } from './sign-in-page.ts';
import { SIGN_IN_PATH, type Visits } from './visits.ts';

/** Of one address in a minute. A person with the right token needs one. */
const TRIES_PER_MINUTE = 5;

const Form = Type.Object(
  { csrf: Type.String(), token: Type.String({ maxLength: 100, description: 'a one-time token' }) },
  { additionalProperties: false },
);
const config = { door: 'setup-token' } as const;

/** From a visitor to an administrator, with a one-time token. */
export const signInRoutes: FastifyPluginAsyncTypebox<{
  desk: SetupDesk;
  visits: Visits;
}> = async (app, { desk, visits }) => {
  const takeTry = app.createRateLimit({
    max: TRIES_PER_MINUTE,
    timeWindow: 60_000,
    keyGenerator: ({ ip }: FastifyRequest) => `set-up token ${normalizeIP(ip)}`,
  });

  app.get(SIGN_IN_PATH, { config, schema: { hide: true } }, async ({ visit }, reply) => {
    if (visit && (await visits.isAdministrator(visit))) return reply.redirect('/setup', 303);
    const { csrf } = visit?.generation === null ? visit : await visits.begin(reply, null);
    return sendPage(reply, signInPage(csrf));
  });

  app.post(SIGN_IN_PATH, { config, schema: { hide: true, body: Form } }, async (request, reply) => {
    const tries = await takeTry(request);
    if (!tries.isAllowed && tries.isExceeded) throw tooMany(tries.ttlInSeconds);
    const outcome = await desk.redeem(request.body.token.trim());
    if (outcome.kind === 'opened') {
      // A new session, not the visitor's: nobody can have planted it before the sign-in.
      await visits.begin(reply, outcome.generation);
      return reply.redirect('/setup', 303);
    }
    request.log.warn({ code: `setup-token-${outcome.kind}` }, 'set-up sign-in refused');
    const [status, notice] = REFUSED[outcome.kind];
    reply.code(status);
    return sendPage(reply, signInPage(request.body.csrf, notice));
  });
};

const REFUSED: { [kind in Exclude<Redeemed['kind'], 'opened'>]: [status: number, Notice] } = {
  refused: [
    401,
    { tone: 'bad', text: 'This token is not valid: it is wrong, used already or too old.' },
  ],
  locked: [
    403,
    { tone: 'bad', text: 'Too many wrong tokens were tried. Ask the bridge for a new token.' },
  ],
};

const tooMany = (seconds: number) =>
  new Problem(429, 'too-many-tries', 'Too many tries from your address. Wait a minute.', {
    headers: { 'retry-after': String(Math.max(1, seconds)) },
  });
