/** The webhook registration API: six operations, errors in the shape of that host. */
import type { FastifyInstance } from 'fastify';
import { flag, listOf, oneOf, readOnly, recordOf, text } from './binding.ts';
import { EVENTS } from './webhooks.ts';
import type { Registration, Webhooks } from './webhooks.ts';
import type { World } from './world.ts';

const WEBHOOKS = '/webhooks/v1';

/** A refusal of the webhook host. */
export class WebhookApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, description: string) {
    super(description);
    this.status = status;
    this.code = code;
  }

  body(): Record<string, unknown> {
    return {
      code: this.code,
      description: this.message.slice(0, 1024),
      data: [],
      source: 'PartnerWebhooks',
    };
  }
}

const invalid = (description: string) => new WebhookApiError(400, 'invalidRequest', description);
const notFound = (description: string) => new WebhookApiError(404, 'itemNotFound', description);

export function webhookRoutes(app: FastifyInstance, world: World, webhooks: Webhooks): void {
  const path = `${WEBHOOKS}/registration`;

  app.addHook('onSend', async (request, reply) => {
    for (const name of ['MS-CorrelationId', 'MS-RequestId']) {
      void reply.header(name, request.headers[name.toLowerCase()] ?? world.stamps.guid());
    }
    void reply.header('X-Locale', 'en-US');
  });

  app.get(`${path}/events`, () => EVENTS);

  app.get(path, () => {
    const registration = webhooks.registration();
    if (!registration) throw notFound('No webhook is registered.');
    return { WebhookUrl: registration.url, WebhookEvents: registration.events };
  });

  app.post(path, (request) => {
    const registration = readRegistration(request.body);
    if (webhooks.registration()) {
      throw new WebhookApiError(409, 'conflict', 'A webhook is registered already; use PUT.');
    }
    return shown(webhooks.register(registration));
  });

  app.put(path, (request) => {
    const registration = readRegistration(request.body);
    if (!webhooks.registration()) throw notFound('No webhook is registered; use POST.');
    return shown(webhooks.register(registration));
  });

  app.post(`${path}/validationEvents`, (request) => {
    if (request.body !== undefined) throw invalid('The body must be empty.');
    return { correlationId: webhooks.test() };
  });

  app.get<{ Params: { id: string } }>(`${path}/validationEvents/:id`, (request) => {
    const status = webhooks.testStatus(request.params.id);
    if (!status) throw notFound(`There is no test event ${request.params.id}.`);
    return status;
  });
}

const bind = recordOf({
  WebhookUrl: text,
  WebhookEvents: listOf(oneOf(EVENTS)),
  SignatureTokenToMsSignatureHeader: (value, path, problems) =>
    typeof value === 'string' && /^(true|false)$/i.test(value)
      ? value.toLowerCase() === 'true'
      : flag(value, path, problems),
  SubscriberId: readOnly,
});

function readRegistration(body: unknown): Omit<Registration, 'subscriberId'> {
  const problems: string[] = [];
  const bound = (bind(body, '', problems) ?? {}) as {
    WebhookUrl?: string;
    WebhookEvents?: string[];
    SignatureTokenToMsSignatureHeader?: boolean;
  };
  const { WebhookUrl: url, WebhookEvents: events = [] } = bound;
  if (problems.length === 0 && !isCallable(url)) {
    problems.push('WebhookUrl must be an https URL (http only for this machine itself).');
  }
  if (problems.length === 0 && events.length === 0) problems.push('WebhookEvents is empty.');
  if (problems.length > 0 || url === undefined) throw invalid(problems.join(' '));
  return {
    url,
    events: [...new Set(events)],
    signatureInMsHeader: bound.SignatureTokenToMsSignatureHeader ?? false,
  };
}

/** Real registrations need https; a sandbox on one machine may do without. */
export function isCallable(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost)$/.test(hostname))
  );
}

const shown = ({ subscriberId, url, events }: Registration) => ({
  SubscriberId: subscriberId,
  WebhookUrl: url,
  WebhookEvents: events,
});
