import Type from 'typebox';
import type { World } from '../start/sandbox.ts';
import type { PageApp } from './app.ts';

const Changes = Type.Object(
  {
    unkind: Type.Optional(Type.Boolean()),
    orgDown: Type.Optional(Type.Boolean()),
    partnerCenterDown: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, minProperties: 1 },
);

/** Kind or unkind, and which host is down; only what is named changes. */
export function weatherRoutes(app: PageApp, { weather }: World): void {
  app.patch('/api/weather', { schema: { body: Changes } }, ({ body }, reply) => {
    if (body.unkind !== undefined) weather.setUnkind(body.unkind);
    if (body.orgDown !== undefined) weather.setDown('org', body.orgDown);
    if (body.partnerCenterDown !== undefined) {
      weather.setDown('partnerCenter', body.partnerCenterDown);
    }
    return reply.send(weather.report());
  });
}
