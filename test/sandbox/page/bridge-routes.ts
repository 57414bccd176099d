import type { World } from '../start/sandbox.ts';
import type { PageApp } from './app.ts';

/** For the page and for scripts: `GET` says how the bridge is, the others do what their names say. */
export function bridgeRoutes(app: PageApp, { bridge, health }: World): void {
  app.get('/_control/bridge', async () => ({ ...bridge.state(), health: await health() }));
  for (const action of ['start', 'kill', 'stop'] as const) {
    app.post(`/_control/bridge/${action}`, async () => {
      await bridge[action]();
      return bridge.state();
    });
  }
}
