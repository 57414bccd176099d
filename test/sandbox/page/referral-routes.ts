/** What people in the right column do: our colleague in the partner portal, and Microsoft's seller. */
import Type from 'typebox';
import { MICROSOFT_SELLER } from '../partner-center/microsoft/sellers.ts';
import type { World } from '../start/sandbox.ts';
import type { PageApp } from './app.ts';
import { asked } from './refused.ts';

const Day = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' });
const OneReferral = Type.Object({ id: Type.String({ pattern: '^[0-9a-fA-F-]{36}$' }) });

const ReferralEdit = Type.Object(
  {
    as: Type.Union([Type.Literal('portal'), Type.Literal('microsoft')]),
    changes: Type.Object(
      {
        dealValue: Type.Optional(Type.Number()),
        closingDate: Type.Optional(Day),
        notes: Type.Optional(Type.Union([Type.String({ maxLength: 32_000 }), Type.Null()])),
        status: Type.Optional(Type.String()),
        substatus: Type.Optional(Type.String()),
        statusReason: Type.Optional(Type.String()),
      },
      { additionalProperties: false, minProperties: 1 },
    ),
  },
  { additionalProperties: false },
);

const Inbound = Type.Object(
  {
    customer: Type.String({ minLength: 1, maxLength: 100 }),
    value: Type.Number({ minimum: 0 }),
  },
  { additionalProperties: false },
);

export function referralRoutes(app: PageApp, { partnerCenter }: World): void {
  app.post('/api/partner-center/deals', { schema: { body: Inbound } }, ({ body }, reply) => {
    const { id } = asked(() =>
      partnerCenter.createInbound({
        customerProfile: { name: body.customer },
        details: { dealValue: body.value },
      }),
    );
    return reply.code(201).send({ id });
  });

  app.post(
    '/api/partner-center/referrals/:id',
    { schema: { params: OneReferral, body: ReferralEdit } },
    ({ params, body }, reply) => {
      const { as, changes } = body;
      const accepts = as === 'microsoft' && changes.substatus === 'Accepted';
      asked(() =>
        as === 'portal'
          ? partnerCenter.asPartnerPortal(params.id, changes)
          : partnerCenter.asMicrosoft(params.id, {
              ...changes,
              // Sellers of Microsoft appear when one of them accepts.
              ...(accepts ? { team: [MICROSOFT_SELLER] } : {}),
            }),
      );
      return reply.send({ id: params.id });
    },
  );
}
