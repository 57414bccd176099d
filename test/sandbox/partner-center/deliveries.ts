/** Sends signed events to the registered URL: ten tries, then the offline queue. */
import type { SimClock } from '../kit/clock.ts';
import type { Random } from '../kit/random.ts';
import { conflict, notFound } from './api-error.ts';
import type { Switches } from './switches.ts';

export type Notice = {
  EventName: string;
  ResourceUri: string;
  ResourceName: string;
  AuditUri: null;
  ResourceChangeUtcDate: string;
};
/** `status` is the answer's; absent when there was none. */
export type Attempt = { at: string; status?: number; error?: string };
export type DeliveryState = 'waiting' | 'delivered' | 'dropped' | 'off' | 'offline';
export type Delivery = {
  n: number;
  notice: Notice;
  url: string;
  state: DeliveryState;
  duplicate: boolean;
  createdAt: string;
  attempts: Attempt[];
};

export type Subscription = { url: string; signatureInMsHeader: boolean };
type Sign = (body: Buffer) => Promise<Record<string, string>>;

export type Deliveries = {
  send(notice: Notice, to: Subscription): Delivery;
  /** Sends an event once more, to the URL it was meant for. @throws ApiError 404, and 409 while it is still tried */
  resend(n: number): Delivery;
  all(): Delivery[];
  /** How many are still to be sent, or sent again. */
  waiting(): number;
  /** Resolves when nothing is waiting. With a standing clock, retries wait until somebody advances it. */
  settled(): Promise<void>;
  stop(): void;
};

type Deps = {
  clock: SimClock;
  random: Random;
  switches: Switches;
  sign: (signatureInMsHeader: boolean) => Sign;
};

export function createDeliveries({ clock, random, switches, sign }: Deps): Deliveries {
  const list: Delivery[] = [];
  const subscriptions: Subscription[] = [];
  let waiters: (() => void)[] = [];
  let waiting = 0;
  let stopped = false;

  const later = (ms: number, fire: () => Promise<void>): void => {
    if (stopped) return;
    if (ms === 0) return void fire();
    clock.after(ms, fire);
  };

  const finish = (delivery: Delivery, state: DeliveryState): void => {
    delivery.state = state;
    waiting -= 1;
    if (waiting > 0) return;
    for (const resolve of waiters) resolve();
    waiters = [];
  };

  const attempt = async (delivery: Delivery, to: Subscription): Promise<void> => {
    const { attempts, firstRetryMs, timeoutMs } = switches.webhooks;
    const body = Buffer.from(JSON.stringify(delivery.notice));
    const headers = await sign(to.signatureInMsHeader)(body);
    if (stopped) return;
    const outcome = await post(delivery.url, { body, headers, timeoutMs });
    delivery.attempts.push({ at: clock.iso(), ...outcome });
    if (outcome.status !== undefined && outcome.status >= 200 && outcome.status < 300) {
      finish(delivery, 'delivered');
    } else if (delivery.attempts.length >= attempts) finish(delivery, 'offline');
    else {
      const wait = firstRetryMs * 2 ** (delivery.attempts.length - 1);
      later(Math.max(1, wait), () => attempt(delivery, to));
    }
  };

  const start = (notice: Notice, to: Subscription, duplicate: boolean): Delivery => {
    const { off, dropChance, delayMs } = switches.webhooks;
    const lost = off ? 'off' : random.chance(dropChance) ? 'dropped' : 'waiting';
    const delivery: Delivery = {
      n: list.length + 1,
      notice,
      url: to.url,
      state: lost,
      duplicate,
      createdAt: clock.iso(),
      attempts: [],
    };
    list.push(delivery);
    subscriptions.push(to);
    const [least, most] = delayMs;
    const wait = Math.round(least + random.next() * (most - least));
    if (lost === 'waiting') {
      waiting += 1;
      later(wait, () => attempt(delivery, to));
    }
    return delivery;
  };

  return {
    send(notice, to) {
      const delivery = start(notice, to, false);
      if (!switches.webhooks.off && random.chance(switches.webhooks.duplicateChance)) {
        start(notice, to, true);
      }
      return delivery;
    },
    resend(n) {
      const sent = list[n - 1];
      const to = subscriptions[n - 1];
      if (!sent || !to) throw notFound(`There is no event ${String(n)}.`);
      if (sent.state === 'waiting') throw conflict(`Event ${String(n)} is still being tried.`);
      return start(sent.notice, to, true);
    },
    all: () => structuredClone(list),
    waiting: () => waiting,
    settled: () =>
      new Promise((resolve) => {
        if (waiting > 0) waiters.push(resolve);
        else resolve();
      }),
    stop() {
      stopped = true;
      for (const resolve of waiters) resolve();
    },
  };
}

type Post = { body: Buffer; headers: Record<string, string>; timeoutMs: number };

async function post(url: string, { body, headers, timeoutMs }: Post): Promise<Omit<Attempt, 'at'>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: new Uint8Array(body),
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return { status: response.status };
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    return { error: cause?.code ?? (error as Error).name };
  }
}
