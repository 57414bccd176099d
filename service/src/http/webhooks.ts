import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Bridge } from '../sync/bridge-port.ts';

export type WebhookNotification = { eventName: string; referralId?: string; changedAt: string };

/** Checks signature, certificate and shape. Throws `WebhookRefused` with `status` 400, 401 or 503 and a `code`. */
export type VerifyWebhook = (
  rawBody: Buffer,
  headers: IncomingHttpHeaders,
) => Promise<WebhookNotification>;

export type WebhookDeps = { bridge: Pick<Bridge, 'ring'>; verifyWebhook: VerifyWebhook };

/** A notification is a few hundred bytes. */
const BODY_LIMIT = 64 * 1024;

const config = { door: 'webhook-signature' } as const;

/** Partner Center's doorbell. 202 means "stored durably", nothing more. */
export async function webhookRoutes(app: FastifyInstance, deps: WebhookDeps): Promise<void> {
  // Encapsulated on purpose: only this scope sees raw bytes, because they are what is signed.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_req, body, done) =>
    done(null, body),
  );

  app.post(
    '/webhooks/partner-center',
    { bodyLimit: BODY_LIMIT, config, schema: { summary: 'Notifications of Partner Center' } },
    async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const { referralId, changedAt } = await deps.verifyWebhook(body, request.headers);
      // test-created names no referral: there is nothing to look at, and being reached is the answer.
      if (referralId)
        await deps.bridge.ring({
          id: { referralId },
          cause: 'webhook',
          notifiedAt: changedAt,
          correlationId: request.id,
        });
      return reply.code(202).send();
    },
  );
}
