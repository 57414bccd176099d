/** Documents and records as badly as they may come, and canonical values to put into them. */
import fc from 'fast-check';
import { solutionField } from '../../../service/src/domain/canonical.ts';
import type {
  DealStatus,
  Json,
  JsonObject,
  MergedField,
  ReferralDocument,
  Solution,
  Writes,
} from '../../../service/src/domain/values.ts';
import { inboundFixture, microsoftFixture, referralFixture } from './fixtures.ts';

/** Names Microsoft may add any day; none of them is one we know. */
const unknownName = fc.string({ minLength: 1, maxLength: 8 }).map((text) => `x-${text}`);
const anything = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
const unknown = fc.dictionary(unknownName, anything, { maxKeys: 3 });

const wireNumber = fc.oneof(
  fc.constantFrom<Json>(null, 0, -1, 1.005, 250.499, 1e12, '1000', ' 12.50 ', '', 'many', true),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
);
const wireTime = fc.oneof(
  fc.constantFrom<Json>(null, '', 'soon', 7, '2026-06-29', '2026-06-29T00:00:00'),
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .chain((date) => {
      const seconds = date.toISOString().slice(0, 19);
      return fc.constantFrom(`${seconds}Z`, `${seconds}.1234567Z`, `${seconds}-05:00`);
    }),
);
const wireText = fc.oneof(
  anything,
  fc.string(),
  fc.constantFrom('  a\r\nb ', 'x'.repeat(32_768) + 'y', ' '),
);
const id = fc.constantFrom('SOL-1', 'SOL-2', 'SOL-3', 'SOL-4');

const member: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.record(
          { id, name: wireText, quantity: wireNumber, price: wireNumber, currency: wireText },
          { requiredKeys: ['id'] },
        ),
        unknown,
      )
      .map(([known, more]) => ({ ...known, ...more }) as Json),
  },
  { weight: 1, arbitrary: fc.oneof(anything, fc.constantFrom<Json>({ id: '' }, { id: null })) },
);

const words = fc.oneof(
  fc.constantFrom(
    ['New', 'Pending'],
    ['New', 'Received'],
    ['Active', 'Accepted'],
    ['Closed', 'Won'],
    ['Closed', 'Lost'],
    ['Closed', 'Declined'],
    ['Closed', 'Expired'],
  ),
  fc.tuple(
    fc.constantFrom('New', 'Reviewed', 'constructor', ''),
    fc.constantFrom('Pending', 'toString', 'name', 'None'),
  ),
);

export const referralDocuments: fc.Arbitrary<ReferralDocument> = fc
  .record({
    fixture: fc.constantFrom(referralFixture, microsoftFixture, inboundFixture),
    details: fc.record(
      { dealValue: wireNumber, currency: wireText, closingDateTime: wireTime, notes: wireText },
      { requiredKeys: [] },
    ),
    consent: fc.constantFrom<Json>(true, false, 'true', 'false', null),
    solutions: fc.oneof(fc.array(member, { maxLength: 5 }), fc.constantFrom<Json>(null, 'none')),
    status: words,
    more: unknown,
    moreDetails: unknown,
  })
  .map(({ fixture, details, consent, solutions, status, more, moreDetails }) => {
    const document = fixture();
    const old = document['details'] as JsonObject;
    const requirements = { ...(old['requirements'] as JsonObject), ...moreDetails, solutions };
    return {
      ...document,
      ...more,
      status: status[0] ?? '',
      substatus: status[1] ?? '',
      consent: {
        ...(document['consent'] as JsonObject),
        consentToShareReferralWithMicrosoftSellers: consent,
      },
      details: { ...old, ...moreDetails, ...details, requirements } as JsonObject,
    };
  });

const date = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const money = fc.oneof(
  fc.constantFrom(null, 0, 1.005, 8.345, 250.499),
  fc.double({ min: 0, max: 1e13, noNaN: true }),
);
const text = fc.oneof(
  fc.constantFrom(null, 'a\r\nb', '  padded \n', 'x'.repeat(40_000), `${'x'.repeat(32_767)}🚚 end`),
  fc.string({ minLength: 1, unit: 'grapheme' }),
);
const solution = (solutionId: string): fc.Arbitrary<Solution | null> =>
  fc.option(
    fc.record({
      id: fc.constant(solutionId),
      name: fc.constantFrom(null, 'A name'),
      quantity: money,
      price: money,
      currency: fc.constantFrom(null, 'EUR', 'usd'),
    }),
  );

export const statusWords: DealStatus[] = [
  'pending',
  'accepted',
  'won',
  'lost',
  'declined',
  'expired',
];

/** Values for some of the fields. */
export const writes: fc.Arbitrary<Writes> = fc
  .record(
    {
      dealValue: money,
      currency: fc.constantFrom('EUR', 'USD', 'JPY'),
      closingDate: date,
      notes: text,
      visibility: fc.boolean(),
      status: fc.constantFrom(...statusWords),
      [solutionField('SOL-1')]: solution('SOL-1'),
      [solutionField('SOL-2')]: solution('SOL-2'),
      [solutionField('SOL-9')]: solution('SOL-9'),
    },
    { requiredKeys: [] },
  )
  .map((values) => new Map(Object.entries(values) as [MergedField, Json][]));
