/** What the seller in the left column does. */
import Type from 'typebox';
import { addSolution, createDeal, SELLER } from '../start/deals.ts';
import type { World } from '../start/sandbox.ts';
import type { PageApp } from './app.ts';
import { asked } from './refused.ts';

const Day = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' });
const RecordId = Type.String({ pattern: '^[A-Za-z0-9]{15,18}$' });
const OneDeal = Type.Object({ id: RecordId });

const NewDeal = Type.Object(
  {
    customer: Type.String({ minLength: 1, maxLength: 100 }),
    amount: Type.Number({ minimum: 0 }),
    closeDate: Day,
  },
  { additionalProperties: false },
);

const text = Type.Optional(Type.Union([Type.String({ maxLength: 32_000 }), Type.Null()]));

/** Which values a picklist takes is the org's to say. */
const DealEdit = Type.Object(
  {
    Name: Type.Optional(Type.String({ minLength: 1 })),
    StageName: Type.Optional(Type.String()),
    Amount: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
    CloseDate: Type.Optional(Day),
    Co_Sell_Notes__c: text,
    Sync_with_Partner_Center__c: Type.Optional(Type.Boolean()),
    Co_Sell_Customer_Consent__c: Type.Optional(Type.Boolean()),
    Referral_Visibility__c: text,
    How_can_Microsoft_help__c: text,
    Note_to_Microsoft__c: text,
    Referral_Response__c: text,
    Referral_Response_Reason__c: text,
    Co_Sell_Request__c: text,
    Co_Sell_Conflict_Choices__c: text,
  },
  { additionalProperties: false, minProperties: 1 },
);

export function dealRoutes(app: PageApp, { org }: World): void {
  app.post('/api/deals', { schema: { body: NewDeal } }, ({ body }, reply) => {
    const { customer, amount, closeDate } = body;
    const id = asked(() =>
      createDeal(org, {
        customer,
        name: `${customer} – new deal`,
        amount,
        closeDate,
        solution: 'SOL-12345-ABC',
        contact: { firstName: 'Robin', lastName: 'Customer' },
      }),
    );
    return reply.code(201).send({ id });
  });

  app.patch(
    '/api/deals/:id',
    { schema: { params: OneDeal, body: DealEdit } },
    ({ params, body }, reply) => {
      asked(() => org.as(SELLER).update('Opportunity', params.id, body));
      return reply.send({ id: params.id });
    },
  );

  const Solution = Type.Object({ solutionId: Type.String() }, { additionalProperties: false });
  app.post(
    '/api/deals/:id/solutions',
    { schema: { params: OneDeal, body: Solution } },
    ({ params, body }, reply) => {
      const id = asked(() => addSolution(org, params.id, body.solutionId));
      return reply.code(201).send({ id });
    },
  );

  const OneSolution = Type.Object({ id: RecordId, rowId: RecordId });
  app.delete(
    '/api/deals/:id/solutions/:rowId',
    { schema: { params: OneSolution } },
    ({ params }, reply) => {
      asked(() => org.as(SELLER).delete('Microsoft_Solution__c', params.rowId));
      return reply.send({ id: params.rowId });
    },
  );
}
