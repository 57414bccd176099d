import type {
  FastifyInstance,
  onRequestAsyncHookHandler,
  preValidationAsyncHookHandler,
  RouteOptions,
} from 'fastify';

/**
 * Who opens it. `public`: anybody. `webhook-signature`: whoever signed the body, which the route checks itself.
 * `records`, `operations`: a key of that scope. `setup-token`: a browser that may become an administrator's.
 * `setup`: a browser with a session. `private-port`: whoever reaches the operations port.
 */
export type Door =
  | 'public'
  | 'webhook-signature'
  | 'records'
  | 'operations'
  | 'setup-token'
  | 'setup'
  | 'private-port';

declare module 'fastify' {
  interface FastifyContextConfig {
    door?: Door;
  }
}

export type Guard = {
  onRequest?: readonly onRequestAsyncHookHandler[];
  preValidation?: readonly preValidationAsyncHookHandler[];
};
export type RouteDoor = { method: string; url: string; door: Door };

/**
 * Puts the guard of its door on every route registered from now on, and refuses a route without a door: what is
 * forgotten does not start. Returns the routes, growing as they are registered.
 */
export function installDoors(
  app: FastifyInstance,
  guards: { readonly [door in Door]?: Guard },
): readonly RouteDoor[] {
  const routes: RouteDoor[] = [];
  app.addHook('onRoute', (route) => {
    const name = `${[route.method].flat().join('|')} ${route.url}`;
    const door = route.config?.door;
    if (!door) throw new Error(`${name} names no door`);
    const guard = guards[door];
    if (!guard) throw new Error(`${name}: this app has no guard for ${door}`);
    stand(guard, route);
    routes.push(...[route.method].flat().map((method) => ({ method, url: route.url, door })));
  });
  return routes;
}

/** The guard first: whatever else the route does is for those it lets in. */
function stand({ onRequest = [], preValidation = [] }: Guard, route: RouteOptions): void {
  route.onRequest = [...onRequest, ...[route.onRequest ?? []].flat()];
  route.preValidation = [...preValidation, ...[route.preValidation ?? []].flat()];
}
