/** Shapes of the webhook registration API. Its samples write PascalCase, its swagger camelCase: both are read. */
import type { Json, JsonObject } from '../domain/values.ts';
import type { WebhookRegistration, WebhookTest } from '../sync/webhook-port.ts';
import { toGuid } from './guid.ts';

/**
 * The signature stands in `x-ms-signature` then instead of `Authorization`. The verifier reads both; this one also
 * passes proxies that keep `Authorization` for themselves or refuse a scheme they do not know.
 */
const SIGNATURE_IN_OWN_HEADER = true;

export function toRegistrationBody({ url, events }: WebhookRegistration): JsonObject {
  return {
    WebhookUrl: url,
    WebhookEvents: events,
    SignatureTokenToMsSignatureHeader: SIGNATURE_IN_OWN_HEADER,
  };
}

/** @throws Error naming what is missing */
export function toRegistration(json: Json | undefined): WebhookRegistration {
  const read = reader(json);
  const events = read('webhookEvents');
  if (!Array.isArray(events)) throw new Error('webhookEvents is no list');
  return {
    url: requireText(read('webhookUrl'), 'webhookUrl'),
    events: events.filter((name) => typeof name === 'string'),
  };
}

/** @throws Error when there is no correlation id of the usual form: it becomes part of a path */
export function toCorrelationId(json: Json | undefined): string {
  const id = toGuid(requireText(reader(json)('correlationId'), 'correlationId'));
  if (id === undefined) throw new Error('correlationId is no GUID');
  return id;
}

/** @throws Error when there is no status */
export function toWebhookTest(json: Json | undefined): WebhookTest {
  const read = reader(json);
  const results = read('results');
  return {
    status: requireText(read('status'), 'status'),
    results: Array.isArray(results) ? results.map(toResult) : [],
  };
}

function toResult(json: Json): WebhookTest['results'][number] {
  const read = reader(json);
  return {
    responseCode: textOf(read('responseCode')),
    responseMessage: textOf(read('responseMessage')),
    at: textOf(read('dateTimeUtc')),
  };
}

/** Reads properties whatever the case of their first letters. @throws Error when there is no object */
function reader(json: Json | undefined): (name: string) => Json | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Error('the answer is no object');
  }
  const values = new Map(Object.entries(json).map(([name, value]) => [name.toLowerCase(), value]));
  return (name) => values.get(name.toLowerCase());
}

function requireText(value: Json | undefined, name: string): string {
  if (typeof value !== 'string' || value === '') throw new Error(`${name} is no text`);
  return value;
}

/** `responseCode` is a status name (`OK`); a number would be as good. */
const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
