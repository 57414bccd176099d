import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import type { Door } from './doors.ts';

/** Describes the routes registered from now on by their own schemas; `app.swagger()` gives the description. */
export async function installDocumentation(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Co-Sell Bridge',
        version: 'v1',
        description: 'Refusals are problem bodies (RFC 9457) with a stable `code`.',
      },
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    transform: ({ schema, url, route }) => ({ schema: withSecurity(schema, route), url }),
  });
}

const SECURITY_SCHEMES = {
  orgKey: { type: 'http', scheme: 'bearer', description: 'One of ORG_KEYS' },
  operationsKey: { type: 'http', scheme: 'bearer', description: 'One of OPERATIONS_KEYS' },
  signature: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: "Partner Center's signature of the body: Signature <base64>",
  },
} as const;

const SCHEME_OF: { [door in Door]?: keyof typeof SECURITY_SCHEMES } = {
  records: 'orgKey',
  operations: 'operationsKey',
  'webhook-signature': 'signature',
};

function withSecurity(schema: FastifySchema | undefined, route: RouteOptions): FastifySchema {
  const { door } = route.config ?? {};
  const scheme = door && SCHEME_OF[door];
  return {
    ...schema,
    ...(door && { tags: [door] }),
    ...(scheme && { security: [{ [scheme]: [] }] }),
  };
}
