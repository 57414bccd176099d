import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Bridge } from '../sync/bridge-port.ts';
import { DryRun, MappingReport } from './answers.ts';
import { RecordId, toRecordId } from './record-id.ts';

export type MappingDeps = { bridge: Pick<Bridge, 'checkMapping' | 'dryRun'> };

const CheckQuery = Type.Object(
  {
    deals: Type.Optional(
      Type.Literal('count', { description: 'deals=count: count the open deals each row touches' }),
    ),
  },
  { additionalProperties: false, description: 'deals=count, or nothing' },
);
const OneRecord = Type.Object({ id: RecordId });

const config = { door: 'operations' } as const;

/** Before a mapping is trusted: what is wrong with it, and what it would do. */
export const mappingRoutes: FastifyPluginAsyncTypebox<MappingDeps> = async (app, { bridge }) => {
  app.get(
    '/v1/operations/mapping',
    {
      config,
      schema: {
        summary: 'Every row of the mapping, and what is wrong with it',
        querystring: CheckQuery,
        response: { 200: MappingReport },
      },
    },
    async (request) => bridge.checkMapping(request.query.deals === 'count'),
  );

  app.get(
    '/v1/operations/mapping/records/:id',
    {
      config,
      schema: {
        summary: 'What a visit of this record would do now; nothing is done',
        params: OneRecord,
        response: { 200: DryRun },
      },
    },
    async (request) => bridge.dryRun(toRecordId(request.params.id), request.id),
  );
};
