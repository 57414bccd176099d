import { randomUUID } from 'node:crypto';
import { CannotStart, HostFault, PairFault } from '../errors.ts';
import type { Clock } from '../sync/ports.ts';
import type { Webhooks } from '../sync/webhook-port.ts';
import { requireGuid } from './guid.ts';
import { faultOf } from './refusals.ts';
import { createRequester, type Answer, type Call, type RequesterOptions } from './request.ts';
import {
  toCorrelationId,
  toRegistration,
  toRegistrationBody,
  toWebhookTest,
} from './webhook-wire.ts';

/** `accessToken` is asked for the audience `webhooks` only. */
export type WebhookRegistrationsOptions = Omit<RequesterOptions, 'audience'> & {
  /** Scheme and host, e.g. `https://api.partnercenter.microsoft.com`: another host than the referrals', with its own tokens. */
  baseUrl: string;
  clock: Clock;
};

const PATH = '/webhooks/v1/registration';
const TESTS = `${PATH}/validationEvents`;

/**
 * Partner Center's webhook registration API. Never retries, never follows a redirect.
 * Faults: a HostFault as from the referrals API; a PairFault `webhook-forbidden` (403) or `webhook-refused`.
 * @throws CannotStart when the base URL is not usable.
 */
export function createWebhookRegistrations(options: WebhookRegistrationsOptions): Webhooks {
  const base = baseOf(options.baseUrl);
  const send = createRequester({ ...options, audience: 'webhooks' });

  return {
    async read(signal) {
      const answer = await ask('GET', PATH, { signal });
      if (answer.status === 404) return undefined;
      return read(accepted(answer), toRegistration);
    },

    async register(registration, signal) {
      const body = toRegistrationBody(registration);
      const made = await ask('POST', PATH, { body, signal });
      accepted(made.status === 409 ? await ask('PUT', PATH, { body, signal }) : made);
    },

    async sendTest(signal) {
      return read(accepted(await ask('POST', TESTS, { signal })), toCorrelationId);
    },

    async testResult(correlationId, signal) {
      const id = requireGuid(correlationId, 'correlation id');
      const answer = await ask('GET', `${TESTS}/${id}`, { signal });
      if (answer.status === 404) return undefined;
      return read(accepted(answer), toWebhookTest);
    },
  };

  function ask(
    method: Call['method'],
    path: string,
    { body, signal }: Pick<Call, 'body' | 'signal'>,
  ): Promise<Answer> {
    return send({
      method,
      url: new URL(path, base),
      headers: { 'ms-requestid': randomUUID() },
      signal,
      ...(body === undefined ? {} : { body }),
    });
  }

  function accepted(answer: Answer): Answer {
    if (answer.status === 200 || answer.status === 201) return answer;
    const fault = faultOf('list', answer, options.clock);
    if (!(fault instanceof PairFault)) throw fault;
    // Its sentences speak of a referral; here it is the registration that was refused.
    const code = answer.status === 403 ? 'webhook-forbidden' : 'webhook-refused';
    throw new PairFault('partnerCenter', code, { detail: fault.message, cause: fault.cause });
  }
}

function read<T>(answer: Answer, toShape: (json: Answer['json']) => T): T {
  try {
    return toShape(answer.json);
  } catch (cause) {
    throw new HostFault('partnerCenter', 'partner-center-malformed', {
      detail: `HTTP ${answer.status}: ${(cause as Error).message}`,
      cause,
    });
  }
}

function baseOf(baseUrl: string): URL {
  const base = URL.parse(baseUrl);
  if (base && /^https?:$/.test(base.protocol) && base.href === `${base.origin}/`) return base;
  throw new CannotStart(
    'partner-center-webhooks-url',
    'the URL of the webhook registration must be scheme and host only, like https://api.partnercenter.microsoft.com',
  );
}
