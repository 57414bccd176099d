import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Bridge } from '../../sync/bridge-port.ts';
import type { ConsentFlow } from '../../sync/connection.ts';
import type { WebhookDesk } from '../../sync/webhook-port.ts';
import { Problem } from '../problem.ts';
import { logRefusal } from '../refusals.ts';
import { toProblem } from '../to-problem.ts';
import { takeBack } from '../webhook-operations.ts';
import { healthPage } from './health-page.ts';
import { noticeOfConsent, noticeOfFault, noticeOfWebhook } from './notices.ts';
import { PAGE_HEADERS, sendPage, type Notice } from './page.ts';
import type { Visit } from './session.ts';
import type { SetupDesk } from './setup-desk.ts';
import { goingPage, refusalPage } from './sign-in-page.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { SIGN_IN_PATH, type Visits } from './visits.ts';

export type SetupRouteDeps = {
  bridge: Pick<Bridge, 'health'>;
  consent: ConsentFlow;
  webhooks: WebhookDesk;
  desk: SetupDesk;
  visits: Visits;
};

/** A form holds a session's proof and perhaps a token. */
const FORM_LIMIT = 4 * 1024;
const Form = Type.Object({ csrf: Type.String() }, { additionalProperties: false });
/** What an authority may send back; anything longer or twice is not from one. */
const Answer = Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 8_192 }));

const config = { door: 'setup' } as const;
const post = { config, schema: { hide: true, body: Form } } as const;

/** Pages for the bridge admin. They work without a script, and every change is a form with a proof of its page. */
export const setupRoutes: FastifyPluginAsyncTypebox<SetupRouteDeps> = async (app, deps) => {
  const { bridge, consent, webhooks, desk, visits } = deps;
  await installForms(app);
  await app.register(signInRoutes, { desk, visits });

  app.get('/setup', { config, schema: { hide: true } }, async (request, reply) => {
    const { notice, ...visit } = visitOf(request);
    if (notice) await visits.keep(reply, visit);
    return sendPage(reply, healthPage(await bridge.health(), { csrf: visit.csrf, notice }));
  });

  app.post('/setup/connect', post, async (request, reply) => {
    const { url, state } = await consent.begin();
    await visits.keep(reply, { ...visitOf(request), consent: state });
    reply.header('referrer-policy', 'no-referrer');
    return sendPage(reply, goingPage(url));
  });

  app.get(
    '/setup/callback',
    // A HEAD would use up the sign-in and show nobody what came of it.
    { config, schema: { hide: true, querystring: Answer }, exposeHeadRoute: false },
    async (request, reply) => {
      const { consent: state, ...visit } = visitOf(request);
      reply.header('referrer-policy', 'no-referrer');
      const outcome =
        state === undefined ? NOT_BEGUN : await consent.finish({ state, query: request.query });
      return back(reply, { ...visit, notice: noticeOfConsent(outcome) });
    },
  );

  for (const [act, run] of Object.entries({
    register: () => webhooks.register(),
    'take-back': () => takeBack(webhooks),
    test: () => webhooks.test(),
  }))
    app.post(`/setup/webhook/${act}`, post, async (request, reply) => {
      const notice = await run().then(noticeOfWebhook, noticeOfFault);
      return back(reply, { ...visitOf(request), notice });
    });

  app.post('/setup/sign-out', post, async (_request, reply) => {
    await desk.signOut();
    visits.end(reply);
    return reply.redirect(SIGN_IN_PATH, 303);
  });

  /** The result is shown by the page the browser is sent to, so that reloading repeats nothing. */
  async function back(reply: FastifyReply, visit: Visit & { notice: Notice }) {
    await visits.keep(reply, visit);
    return reply.redirect('/setup', 303);
  }
};

const NOT_BEGUN = { kind: 'refused', code: 'consent-not-begun' } as const;

/** Only this scope reads forms and cookies, and answers in pages. */
async function installForms(app: Parameters<FastifyPluginAsyncTypebox>[0]): Promise<void> {
  app.removeAllContentTypeParsers();
  await app.register(formbody, { bodyLimit: FORM_LIMIT });
  await app.register(cookie);
  app.decorateRequest('visit', null);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(PAGE_HEADERS);
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error);
    logRefusal(problem, error, request);
    // Also here: a limit of all routes answers before the hook above.
    reply.code(problem.status).headers({ ...PAGE_HEADERS, ...problem.headers });
    return sendPage(reply, refusalPage({ detail: problem.message, code: problem.code }));
  });
}

/** @throws Problem 401; the door has let in nobody without a session. */
function visitOf({ visit }: FastifyRequest): Visit {
  if (!visit) throw new Problem(401, 'no-session', 'Sign in first; a session lasts an hour.');
  return visit;
}
