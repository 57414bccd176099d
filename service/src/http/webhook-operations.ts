import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { withWebhookAdvice } from '../sync/connection-health.ts';
import type { WebhookDesk } from '../sync/webhook-port.ts';
import { WebhookAnswer } from './answers.ts';
import { Problem } from './problem.ts';

export type WebhookOperationsDeps = { webhooks: WebhookDesk };

const config = { door: 'operations' } as const;

/** Our registration at Partner Center: seen, made, taken back and tried by an administrator. */
export const webhookOperationsRoutes: FastifyPluginAsyncTypebox<WebhookOperationsDeps> = async (
  app,
  { webhooks },
) => {
  const answer = { response: { 200: WebhookAnswer } };

  app.get(
    '/v1/operations/webhook',
    { config, schema: { summary: 'The registration, looked at now', ...answer } },
    async () => withWebhookAdvice(await webhooks.look()),
  );

  app.post(
    '/v1/operations/webhook/register',
    { config, schema: { summary: 'Register this bridge, over whoever is registered', ...answer } },
    async () => withWebhookAdvice(await webhooks.register()),
  );

  app.post(
    '/v1/operations/webhook/take-back',
    { config, schema: { summary: 'Register again, if somebody else is registered', ...answer } },
    async () => withWebhookAdvice(await takeBack(webhooks)),
  );

  app.post(
    '/v1/operations/webhook/test',
    { config, schema: { summary: 'Ask for a test event and wait for its result', ...answer } },
    async () => withWebhookAdvice(await webhooks.test()),
  );
};

/** @throws Problem 409 when the registration, looked at now, is nobody else's */
export async function takeBack(webhooks: WebhookDesk) {
  const { state } = await webhooks.look();
  if (state !== 'foreign') throw nothingForeign(state);
  return webhooks.register();
}

const nothingForeign = (state: string) =>
  new Problem(
    409,
    'webhook-not-foreign',
    `There is nothing to take back: the registration is ${state}. Register instead, if it is missing.`,
  );
