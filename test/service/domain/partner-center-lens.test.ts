/** The lens laws of a referral, over documents with whatever Microsoft adds to them. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { definitionOf, isSolutionField } from '../../../service/src/domain/canonical.ts';
import {
  applyOperations,
  patchReferral,
  readReferral,
} from '../../../service/src/domain/partner-center-lens.ts';
import type {
  Json,
  JsonObject,
  MergedField,
  PatchOperation,
  ReferralDocument,
} from '../../../service/src/domain/values.ts';
import { inboundFixture, listFixture, microsoftFixture, referralFixture } from './fixtures.ts';
import { referralDocuments, writes } from './lens-arbitraries.ts';
import { put } from './partner-center-side.ts';
import { runs } from './runs.ts';

const FIXTURES: [string, () => ReferralDocument][] = [
  ['our referral', referralFixture],
  ["Microsoft's referral", microsoftFixture],
  ['an inbound referral', inboundFixture],
  ['the first row of a list', () => listFixture().value[0] as ReferralDocument],
  ['the second row of a list', () => listFixture().value[1] as ReferralDocument],
];

describe('putting back what was read', () => {
  it.each(FIXTURES)('changes nothing in %s', (_name, fixture) => {
    const shown = readReferral(fixture());
    expect(Object.keys(shown)).toContain('dealValue');
    expect(patchReferral(fixture(), valuesOf(shown))).toEqual([]);
  });

  it('changes nothing in any document', () => {
    fc.assert(
      fc.property(referralDocuments, (document) => {
        expect(patchReferral(document, valuesOf(readReferral(document)))).toEqual([]);
      }),
      runs(250),
    );
  });
});

describe('putting values', () => {
  it('shows them afterwards, and every other value as before', () => {
    fc.assert(
      fc.property(referralDocuments, writes, (document, values) => {
        const before = readReferral(document);
        const after = readReferral(patched(document, patchReferral(document, values)));
        const names = [...Object.keys(before), ...values.keys()] as MergedField[];
        for (const field of new Set(names)) {
          const wanted = values.has(field) ? values.get(field) : before[field];
          expect
            .soft([field, definitionOf(field).equalAcross(after[field] ?? null, wanted ?? null)])
            .toEqual([field, true]);
        }
      }),
      runs(250),
    );
  });

  it('touches nothing that is not mapped', () => {
    fc.assert(
      fc.property(referralDocuments, writes, (document, values) => {
        const after = patched(document, patchReferral(document, values));
        expect(withoutMapped(after)).toEqual(withoutMapped(document));
        expect(unmappedMembers(after, values)).toEqual(unmappedMembers(document, values));
      }),
      runs(250),
    );
  });

  it('keeps what nobody mapped of a solution whose quantity changes', () => {
    const document = referralFixture();
    const [field, shown] = Object.entries(readReferral(document)).find(([name]) =>
      isSolutionField(name),
    ) as [MergedField, JsonObject];
    const after = patched(
      document,
      patchReferral(document, new Map([[field, { ...shown, quantity: 12 }]])),
    );
    const [first, category] = members(document);
    expect(members(after)).toEqual([{ ...(first as JsonObject), quantity: 12 }, category]);
  });

  it('leaves a second member with the same id, and one without an id, as they are', () => {
    const document = withMembers([
      { id: 'SOL-1', quantity: 1 },
      { id: 'SOL-1', quantity: 2 },
      { id: '', quantity: 3 },
      'free text',
      null,
    ]);
    const added = { id: 'SOL-2', name: 'B', quantity: 1, price: null, currency: null };
    const operations = patchReferral(document, new Map([['solutions:SOL-2', added]]));
    expect(members(patched(document, operations))).toEqual([
      ...members(document),
      { ...added, type: 'Name' },
    ]);
  });

  it('removes every member with the id of a solution that is gone', () => {
    const document = withMembers([{ id: 'SOL-1' }, { id: 'SOL-2' }, { id: 'SOL-1', quantity: 2 }]);
    const operations = patchReferral(document, new Map([['solutions:SOL-1', null]]));
    expect(members(patched(document, operations))).toEqual([{ id: 'SOL-2' }]);
  });
});

describe('a closing date', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it.each([
    ['2026-06-29T00:00:00Z', '2026-06-29'],
    ['2026-06-29T00:00:00.0000000Z', '2026-06-29'],
    ['2026-06-29T00:00:00+00:00', '2026-06-29'],
    ['2026-06-29T00:00:00', '2026-06-29'],
    ['2026-06-29T23:59:59.9999999', '2026-06-29'],
    ['2026-06-29', '2026-06-29'],
    ['2026-06-29T22:00:00-05:00', '2026-06-30'],
    ['soon', null],
    ['', null],
  ])('of %j is the UTC day %j, wherever the bridge runs', (closingDateTime, day) => {
    const document = referralFixture();
    (document['details'] as JsonObject)['closingDateTime'] = closingDateTime;
    for (const place of ['America/Los_Angeles', 'Asia/Tokyo', 'UTC']) {
      process.env['TZ'] = place;
      expect(readReferral(document).closingDate).toBe(day);
    }
  });
});

describe('a deal value', () => {
  it.each<[wire: Json, value: number | null]>([
    [12.5, 12.5],
    [' 12.50 ', 12.5],
    ['0', 0],
    ['', null],
    [' ', null],
    ['many', null],
    [true, null],
    [null, null],
  ])('of %j is %j', (dealValue, value) => {
    const document = referralFixture();
    (document['details'] as JsonObject)['dealValue'] = dealValue;
    expect(readReferral(document).dealValue).toBe(value);
  });
});

describe('consent', () => {
  it.each<[wire: Json, isVisible: boolean]>([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
    [null, false],
  ])('of %j is read as %s', (consentToShareReferralWithMicrosoftSellers, isVisible) => {
    const consent = { consentToShareReferralWithMicrosoftSellers };
    expect(readReferral({ ...referralFixture(), consent }).visibility).toBe(isVisible);
  });
});

it('reads a status only from words the contract knows', () => {
  for (const [status, substatus] of [
    ['New', 'toString'],
    ['constructor', 'name'],
    ['__proto__', 'valueOf'],
    ['Reviewed', 'Pending'],
  ] as const) {
    expect(readReferral({ ...referralFixture(), status, substatus }).status).toBeNull();
  }
});

function valuesOf(shown: object): Map<MergedField, Json> {
  return new Map(Object.entries(shown) as [MergedField, Json][]);
}

function patched(document: ReferralDocument, operations: PatchOperation[]): ReferralDocument {
  const next = structuredClone(document);
  for (const { path, value } of operations) put(next, path.slice(1).split('/'), value);
  return next;
}

const MAPPED = ['dealValue', 'currency', 'closingDateTime', 'notes'];

function withoutMapped(document: ReferralDocument): JsonObject {
  const copy = structuredClone(document) as JsonObject;
  for (const name of ['status', 'substatus', 'statusReason']) copy[name] = null;
  (copy['consent'] as JsonObject)['consentToShareReferralWithMicrosoftSellers'] = null;
  const details = copy['details'] as JsonObject;
  for (const name of MAPPED) details[name] = null;
  (details['requirements'] as JsonObject)['solutions'] = null;
  return copy;
}

/** Members that no write names, as they are; of the named ones what nobody mapped. */
function unmappedMembers(document: ReferralDocument, values: ReadonlyMap<string, Json>): Json[] {
  const kept: Json[] = [];
  const seen = new Set<string>();
  for (const member of members(document)) {
    const id = idOf(member);
    if (id === undefined || !values.has(`solutions:${id}`)) kept.push(member);
    else if (values.get(`solutions:${id}`) !== null && !seen.has(id)) {
      const { quantity: _q, price: _p, currency: _c, name, type, ...rest } = member as JsonObject;
      // A member that is new takes its name and type from us.
      if (Object.keys(rest).length > 1)
        kept.push({ ...rest, name: name ?? null, type: type ?? null });
    }
    if (id !== undefined) seen.add(id);
  }
  return kept;
}

function idOf(member: Json): string | undefined {
  if (typeof member !== 'object' || member === null || Array.isArray(member)) return undefined;
  return typeof member['id'] === 'string' && member['id'] !== '' ? member['id'] : undefined;
}

function members(document: ReferralDocument): Json[] {
  const details = document['details'] as { requirements: { solutions: Json } };
  return Array.isArray(details.requirements.solutions) ? details.requirements.solutions : [];
}

function withMembers(solutions: Json[]): ReferralDocument {
  const document = referralFixture();
  const details = document['details'] as { requirements: { solutions: Json } };
  details.requirements.solutions = solutions;
  return document;
}

it('takes a closing date away with null', () => {
  expect(patchReferral(referralFixture(), new Map([['closingDate', null]]))).toEqual([
    { op: 'replace', path: '/details/closingDateTime', value: null },
  ]);
});

describe('an answer without a document', () => {
  const document = { details: { notes: 'a', dealValue: 1 }, status: 'New' } as unknown;
  const applied = (...operations: [path: string, value: Json][]) =>
    applyOperations(
      document as ReferralDocument,
      operations.map(([path, value]) => ({ op: 'replace', path, value })),
    );

  it('is taken for the document with what was sent, and the rest as it was', () => {
    expect(applied(['/status', 'Active'], ['/details/notes', 'b'])).toEqual({
      ...{ details: { notes: 'b', dealValue: 1 }, status: 'Active' },
    });
    expect(document).toMatchObject({ status: 'New' });
  });

  it('has what was not there', () => {
    expect(applied(['/consent/x', true], ['/status/y', 1])).toEqual({
      ...{ details: { notes: 'a', dealValue: 1 }, status: { y: 1 }, consent: { x: true } },
    });
  });
});
