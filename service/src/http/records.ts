import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Bridge } from '../sync/bridge-port.ts';
import { PreflightAnswer, Rung, SyncAnswer } from './answers.ts';
import { RecordId, toRecordId } from './record-id.ts';

export type RecordsDeps = {
  bridge: Pick<Bridge, 'recordsChanged' | 'syncNow' | 'preflight'>;
};

const Changed = Type.Object(
  {
    ids: Type.Array(RecordId, { minItems: 1, maxItems: 200, description: '1 to 200 record ids' }),
    more: Type.Boolean({ description: 'true when the transaction had more records than it names' }),
  },
  { description: 'a JSON object {"ids": [...], "more": false}' },
);
const OneRecord = Type.Object({ id: RecordId });

const config = { door: 'records' } as const;

/** What the org calls: Apex after a save, and the card's "sync now" and "check before sharing". */
export const recordRoutes: FastifyPluginAsyncTypebox<RecordsDeps> = async (app, deps) => {
  app.post(
    '/v1/records/changed',
    {
      config,
      schema: {
        summary: 'Records that were saved; rings them',
        body: Changed,
        response: { 202: Rung },
      },
    },
    async (request, reply) => {
      const ids = [...new Set(request.body.ids.map(toRecordId))];
      await deps.bridge.recordsChanged(ids, request.body.more, request.id);
      return reply.code(202).send({ rung: ids.length });
    },
  );

  app.post(
    '/v1/records/:id/sync',
    {
      config,
      schema: {
        summary: 'Ring one record and wait at most five seconds',
        params: OneRecord,
        response: { 200: SyncAnswer, 202: SyncAnswer },
      },
    },
    async (request, reply) => {
      const answer = await deps.bridge.syncNow(toRecordId(request.params.id), request.id);
      return reply.code(answer.settled ? 200 : 202).send(answer);
    },
  );

  app.post(
    '/v1/records/:id/preflight',
    {
      config,
      schema: {
        summary: 'What is missing before a deal can be shared',
        params: OneRecord,
        response: { 200: PreflightAnswer },
      },
    },
    async (request) => deps.bridge.preflight(toRecordId(request.params.id), request.id),
  );
};
