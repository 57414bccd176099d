import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { onRequestAsyncHookHandler } from 'fastify';
import Type from 'typebox';
import type { Bridge } from '../sync/bridge-port.ts';
import { requireScope, type Keyring } from './access.ts';
import { PreflightAnswer, Rung, SyncAnswer } from './answers.ts';
import { Problem } from './problem.ts';
import { normaliseRecordId } from './record-id.ts';

export type RecordsDeps = {
  bridge: Pick<Bridge, 'recordsChanged' | 'syncNow' | 'preflight' | 'refusesOrg'>;
  keyring: Keyring;
};

const RecordId = Type.Refine(
  Type.String({
    description: 'a record id of 15 characters, or of 18 with its right checksum',
  }),
  (id) => normaliseRecordId(id) !== undefined,
);

const Changed = Type.Object(
  {
    ids: Type.Array(RecordId, { minItems: 1, maxItems: 200, description: '1 to 200 record ids' }),
    more: Type.Boolean({ description: 'true when the transaction had more records than it names' }),
  },
  { description: 'a JSON object {"ids": [...], "more": false}' },
);
const OneRecord = Type.Object({ id: RecordId });

/** What the org calls: Apex after a save, and the card's "sync now" and "check before sharing". */
export const recordRoutes: FastifyPluginAsyncTypebox<RecordsDeps> = async (app, deps) => {
  app.addHook('onRequest', requireScope(deps.keyring, 'records'));
  app.addHook('onRequest', requireOurOrg(deps.bridge));

  app.post(
    '/v1/records/changed',
    { schema: { body: Changed, response: { 202: Rung } } },
    async (request, reply) => {
      const ids = [...new Set(request.body.ids.map(toRecordId))];
      await deps.bridge.recordsChanged(ids, request.body.more);
      return reply.code(202).send({ rung: ids.length });
    },
  );

  app.post(
    '/v1/records/:id/sync',
    { schema: { params: OneRecord, response: { 200: SyncAnswer, 202: SyncAnswer } } },
    async (request, reply) => {
      const answer = await deps.bridge.syncNow(toRecordId(request.params.id));
      return reply.code(answer.settled ? 200 : 202).send(answer);
    },
  );

  app.post(
    '/v1/records/:id/preflight',
    { schema: { params: OneRecord, response: { 200: PreflightAnswer } } },
    async (request) => deps.bridge.preflight(toRecordId(request.params.id)),
  );
};

/** The schema has refused what is no id. */
const toRecordId = (id: string): string => normaliseRecordId(id) ?? id;

/**
 * A refreshed sandbox holds production's records and key: it must not ring production's bridge.
 * Apex sends its organization id in `X-Co-Sell-Org`.
 */
function requireOurOrg(bridge: RecordsDeps['bridge']): onRequestAsyncHookHandler {
  return async (request) => {
    const given = request.headers['x-co-sell-org'];
    const orgId = typeof given === 'string' ? (normaliseRecordId(given) ?? given) : undefined;
    const refusal = bridge.refusesOrg(orgId);
    if (refusal !== undefined) throw new Problem(403, 'other-org', refusal);
  };
}
