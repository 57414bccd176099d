/** Who is told what: the tenant's one registration, the events of each write, test events. */
import { STATUS_CODES } from 'node:http';
import { invalid } from './api-error.ts';
import type { Deliveries, Delivery, Notice } from './deliveries.ts';
import { isMicrosofts } from './referral.ts';
import type { Write } from './ledger.ts';
import type { World } from './world.ts';

export const EVENTS = [
  'referral-created',
  'referral-updated',
  'related-referral-created',
  'related-referral-updated',
  'test-created',
] as const;

export type Registration = {
  subscriberId: string;
  url: string;
  events: string[];
  signatureInMsHeader: boolean;
};

export type Webhooks = {
  registration(): Registration | undefined;
  register(registration: Omit<Registration, 'subscriberId'>): Registration;
  /** Sends `test-created`; returns its correlation id. @throws ApiError 400 when nobody registered for it, TooManyTests */
  test(): string;
  /** Undefined when unknown or older than seven days. */
  testStatus(correlationId: string): Record<string, unknown> | undefined;
  announce(write: Write): void;
};

/** Two test events a minute. */
export class TooManyTests extends Error {
  readonly retryAfter: number;

  constructor(waitMs: number) {
    super('Too many test events.');
    this.retryAfter = Math.max(1, Math.ceil(waitMs / 1_000));
  }
}

const TESTS_WITHIN_MS = 60_000;
const KEEP_TESTS_MS = 7 * 86_400_000;
const RESOURCES = 'https://api.partnercenter.microsoft.com/engagements/v1/referrals';
const TESTS = 'http://api.partnercenter.microsoft.com/webhooks/v1/registration/validationEvents';

export function createWebhooks(world: World, deliveries: Deliveries): Webhooks {
  let current: Registration | undefined;
  const tests = new Map<string, { at: number; n: number }>();
  let tested: number[] = [];

  const requireTestable = (): void => {
    if (!current?.events.includes('test-created')) {
      throw invalid('The event test-created is not registered.');
    }
    const now = world.clock.now();
    tested = tested.filter((at) => at > now - TESTS_WITHIN_MS);
    const [oldest, second] = tested;
    if (oldest !== undefined && second !== undefined) {
      throw new TooManyTests(oldest + TESTS_WITHIN_MS - now);
    }
    tested.push(now);
  };

  const send = (notice: Notice): Delivery | undefined => {
    if (!current?.events.includes(notice.EventName)) return undefined;
    return deliveries.send(notice, current);
  };

  return {
    registration: () => structuredClone(current),
    register(registration) {
      const subscriberId = current?.subscriberId ?? world.stamps.guid();
      current = { subscriberId, ...structuredClone(registration) };
      return structuredClone(current);
    },
    test() {
      requireTestable();
      const correlationId = world.stamps.guid();
      const delivery = send({
        EventName: 'test-created',
        ResourceUri: `${TESTS}/${correlationId}`,
        ResourceName: 'test',
        AuditUri: null,
        ResourceChangeUtcDate: offsetForm(world.stamps.time()),
      });
      if (delivery) tests.set(correlationId, { at: world.clock.now(), n: delivery.n });
      return correlationId;
    },
    testStatus(correlationId) {
      const test = tests.get(correlationId.toLowerCase());
      if (!test || world.clock.now() - test.at > KEEP_TESTS_MS) return undefined;
      const delivery = deliveries.all().find(({ n }) => n === test.n);
      return (
        delivery && {
          correlationId,
          partnerId: world.organization.organizationId,
          status: delivery.state === 'waiting' ? 'pending' : 'completed',
          callbackUrl: delivery.url,
          results: delivery.attempts.map(({ at, status, error }) => ({
            responseCode: statusName(status),
            responseMessage: error ?? '',
            systemError: status === undefined,
            dateTimeUtc: `${at.slice(0, -1)}0000`,
          })),
        }
      );
    },
    announce({ kind, referral }) {
      const event = kind === 'create' ? 'created' : 'updated';
      send({
        EventName: `${isMicrosofts(referral) ? 'related-referral' : 'referral'}-${event}`,
        ResourceUri: `${RESOURCES}/${referral.id}`,
        ResourceName: 'referral',
        AuditUri: null,
        ResourceChangeUtcDate: offsetForm(referral.updatedDateTime),
      });
    },
  };
}

const offsetForm = (time: string): string => time.replace(/Z$/, '+00:00');
/** The status as .NET names it: `OK`, `InternalServerError`. */
const statusName = (status: number | undefined): string =>
  status === undefined ? '' : (STATUS_CODES[status] ?? String(status)).replace(/[^A-Za-z]/g, '');
