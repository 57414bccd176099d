/** The control API: what a test in another process, or a person, does to the simulator. No sign-in. */
import type { FastifyInstance } from 'fastify';
import type { Faults } from '../kit/faults.ts';
import { readFaultRule } from '../partner-center/fault-rule.ts';
import type { Admin } from './admin.ts';
import { applySwitches } from './switches.ts';
import type { World } from './world.ts';

export const CONTROL = '/_control';

/** A mistake in a control call: what was expected, what came. */
export class ControlError extends Error {}

export type Controlled = {
  world: World;
  faults: Faults;
  admin: Admin;
  approve: (url: string, decision: { user?: string; mfa?: boolean }) => string;
};

const USER_ACTS = [
  'resetPassword',
  'revokeSessions',
  'disableUser',
  'enableUser',
  'requireMfa',
  'expireMfa',
] as const;
const CLIENT_ACTS = ['withdrawConsent', 'grantConsent', 'disableClient', 'enableClient'] as const;

export function controlRoutes(app: FastifyInstance, controlled: Controlled): void {
  const { world, faults, admin, approve } = controlled;

  app.get<{ Querystring: { since?: string } }>(`${CONTROL}/journal`, ({ query }) => {
    const since = query.since ?? '0';
    if (!/^\d+$/.test(since)) throw new ControlError(`since must be a number, not ${since}.`);
    return world.journal.entries(Number(since));
  });
  app.get(`${CONTROL}/calls`, () => faults.calls());
  app.get(`${CONTROL}/users`, () => world.directory.users);

  app.get(`${CONTROL}/switches`, () => world.switches);
  app.patch(`${CONTROL}/switches`, ({ body }) => {
    controlling(() => {
      applySwitches(world.switches, body);
    });
    return world.switches;
  });

  app.get(`${CONTROL}/faults`, () => faults.rules());
  app.post(`${CONTROL}/faults`, ({ body }) => {
    faults.add(controlling(() => supportedRule(body)));
    return faults.rules();
  });
  app.delete(`${CONTROL}/faults`, () => {
    faults.clear();
    return [];
  });

  app.post(`${CONTROL}/approve`, ({ body }) => {
    const { url, ...decision } = (body ?? {}) as { url?: unknown };
    if (typeof url !== 'string') throw new ControlError('url must be the authorize URL.');
    return { redirect: controlling(() => approve(url, decision)) };
  });
  for (const act of USER_ACTS) {
    app.post<{ Params: { upn: string } }>(`${CONTROL}/users/:upn/${act}`, ({ params }) => {
      controlling(() => {
        admin[act](params.upn);
      });
      return world.directory.user(params.upn);
    });
  }
  for (const act of CLIENT_ACTS) {
    app.post(`${CONTROL}/client/${act}`, () => {
      admin[act]();
      return { done: act };
    });
  }
}

function supportedRule(body: unknown) {
  const rule = readFaultRule(body);
  if (rule.do === 'late-commit') throw new Error('late-commit is not supported by this simulator.');
  return rule;
}

function controlling<T>(act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw new ControlError((cause as Error).message, { cause });
  }
}
