import type { World } from '../start/sandbox.ts';
import type { PageApp } from './app.ts';
import type { Choices } from './choices.ts';
import { showDeals } from './show-deals.ts';
import { showReferrals } from './show-referrals.ts';
import { showTimeline } from './timeline.ts';

/** Everything the page draws, in one answer; and what can be chosen in its lists, asked once. */
export function viewRoutes(app: PageApp, world: World, choices: Choices): void {
  const { org, partnerCenter, bridge, health, weather } = world;
  app.get('/api/choices', async () => ({ ...choices, addresses: addressesOf(world) }));
  app.get('/api/view', async () => ({
    deals: showDeals(org, partnerCenter),
    referrals: showReferrals(org, partnerCenter),
    timeline: showTimeline(world, choices.labels),
    weather: weather.report(),
    bridge: { ...bridge.state(), health: await health() },
  }));
}

const addressesOf = ({ org, partnerCenter, bridge }: World) => ({
  org: org.url,
  partnerCenter: partnerCenter.url,
  microsoft: partnerCenter.pageUrl,
  bridge: bridge.url,
});
