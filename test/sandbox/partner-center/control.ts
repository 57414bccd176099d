/** The control API: what a test in another process, or a person, does to the simulator. No sign-in. */
import type { FastifyInstance } from 'fastify';
import type { Faults } from '../kit/faults.ts';
import type { Journal } from '../kit/journal.ts';
import { createInbound, createInPortal } from './arrivals.ts';
import { CONTROL } from './backstage.ts';
import type { Deliveries } from './deliveries.ts';
import { editAsMicrosoft, editAsPartner } from './edits.ts';
import { readFaultRule } from './fault-rule.ts';
import { readPartnerUser } from './partner-users.ts';
import type { PartnerUsers } from './partner-users.ts';
import { applySwitches } from './switches.ts';
import { isCallable } from './webhook-routes.ts';
import type { World } from './world.ts';

/** A mistake in a control call: what was expected, what came. */
export class ControlError extends Error {}

export type Controlled = {
  world: World;
  journal: Journal;
  faults: Faults;
  deliveries: Deliveries;
  setWebhook: (url: string) => void;
  users: PartnerUsers;
};
type WithUpn = { Params: { upn: string } };
type WithId = { Params: { id: string } };

export function controlRoutes(app: FastifyInstance, controlled: Controlled): void {
  const { world, journal, faults, deliveries, setWebhook, users } = controlled;

  app.get<{ Querystring: { since?: string } }>(`${CONTROL}/journal`, ({ query }) => {
    const since = query.since ?? '0';
    if (!/^\d+$/.test(since)) throw new ControlError(`since must be a number, not ${since}.`);
    return journal.entries(Number(since));
  });
  app.get(`${CONTROL}/calls`, () => faults.calls());
  app.get(`${CONTROL}/referrals`, () => world.ledger.all());
  app.get(`${CONTROL}/deliveries`, () => deliveries.all());

  app.get(`${CONTROL}/switches`, () => world.switches);
  app.patch(`${CONTROL}/switches`, ({ body }) => {
    controlling(() => {
      applySwitches(world.switches, body);
    });
    return world.switches;
  });

  app.get(`${CONTROL}/faults`, () => faults.rules());
  app.post(`${CONTROL}/faults`, ({ body }) => {
    faults.add(controlling(() => readFaultRule(body)));
    return faults.rules();
  });
  app.delete(`${CONTROL}/faults`, () => {
    faults.clear();
    return [];
  });

  const time = () => ({ now: world.clock.now(), iso: world.clock.iso() });
  app.get(`${CONTROL}/clock`, time);
  app.post(`${CONTROL}/clock`, async ({ body }) => {
    const ms = only(body, 'advanceMs');
    if (typeof ms !== 'number' || !Number.isFinite(ms) || ms < 0) {
      throw new ControlError(`advanceMs must be a number of 0 or more, not ${JSON.stringify(ms)}.`);
    }
    await world.clock.advance(ms);
    return time();
  });

  app.put(`${CONTROL}/webhook`, ({ body }) => {
    const url = only(body, 'url');
    if (typeof url !== 'string' || !isCallable(url)) {
      throw new ControlError(
        `url must be an https URL or one of this machine, not ${String(url)}.`,
      );
    }
    setWebhook(url);
    return { url };
  });

  app.get(`${CONTROL}/users`, () => users.all());
  app.put<WithUpn>(`${CONTROL}/users/:upn`, ({ params, body }) => {
    users.set(
      params.upn,
      controlling(() => readPartnerUser(body)),
    );
    return users.all();
  });
  app.delete<WithUpn>(`${CONTROL}/users/:upn`, ({ params }) => {
    users.set(params.upn, undefined);
    return users.all();
  });

  app.post(`${CONTROL}/inbound`, ({ body }) => controlling(() => createInbound(world, body)));
  app.post(`${CONTROL}/portal`, ({ body }) => controlling(() => createInPortal(world, body)));
  app.post<WithId>(`${CONTROL}/portal/:id`, ({ params, body }) =>
    controlling(() => editAsPartner(world, params.id, body)),
  );
  app.post<WithId>(`${CONTROL}/microsoft/:id`, ({ params, body }) =>
    controlling(() => editAsMicrosoft(world, params.id, body)),
  );
}

function controlling<T>(act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw new ControlError((cause as Error).message, { cause });
  }
}

function only(body: unknown, name: string): unknown {
  const names = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  if (names.length === 1 && names[0] === name) return (body as Record<string, unknown>)[name];
  throw new ControlError(`Expected {"${name}": …}, got ${JSON.stringify(body) ?? 'nothing'}.`);
}
