import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Json, JsonObject, ReferralDocument } from '../domain/values.ts';
import { toGuid } from './guid.ts';

/**
 * A referral as we accept it from the wire: only what `ReferralDocument` promises is checked, everything
 * else is kept verbatim. GUIDs are lower-cased, because the pair is keyed by them.
 * @throws MalformedAnswer naming the first property that is wrong.
 */
export function toReferralDocument(wire: Json | undefined): ReferralDocument {
  if (!isReferral.Check(wire)) throw new MalformedAnswer(firstProblem(isReferral, wire));
  for (const property of ['createdDateTime', 'updatedDateTime'] as const) {
    if (Number.isNaN(Date.parse(wire[property]))) {
      throw new MalformedAnswer(`${property} is no date`);
    }
  }
  return {
    ...(wire as JsonObject),
    id: wire.id.toLowerCase(),
    engagementId: wire.engagementId.toLowerCase(),
    // Microsoft's own organisation is `msft`, everybody else's a GUID.
    organizationId: toGuid(wire.organizationId) ?? wire.organizationId,
    eTag: wire.eTag,
    createdDateTime: wire.createdDateTime,
    updatedDateTime: wire.updatedDateTime,
    status: wire.status,
    substatus: wire.substatus,
  };
}

/**
 * One page of a list. `nextLink` is the server's own text, not yet trusted. A row that is no referral is left out
 * and told to `onOddRow`: one odd deal must not keep a sweep from all others. A page of nothing but odd rows means
 * that the API is not what we know. @throws MalformedAnswer
 */
export function toReferralPage(
  wire: Json | undefined,
  onOddRow: (problem: string) => void = () => undefined,
): {
  rows: ReferralDocument[];
  nextLink: string | undefined;
} {
  if (!isPage.Check(wire)) throw new MalformedAnswer(firstProblem(isPage, wire));
  const page = wire as { value: Json[]; '@odata.nextLink'?: string | null };
  const rows = page.value.flatMap((row) => referralOrNothing(row, onOddRow));
  if (rows.length === 0 && page.value.length > 0) {
    throw new MalformedAnswer('value holds rows, and none of them is a referral');
  }
  return {
    rows,
    nextLink: page['@odata.nextLink'] ?? undefined,
  };
}

function referralOrNothing(row: Json, onOddRow: (problem: string) => void): ReferralDocument[] {
  try {
    return [toReferralDocument(row)];
  } catch (error) {
    if (!(error instanceof MalformedAnswer)) throw error;
    onOddRow(error.message);
    return [];
  }
}

/** The answer is not what the API documents. Carries no values: they may be personal data. */
export class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
}

const Guid = Type.String({ pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' });
const Text = Type.String({ minLength: 1 });

const isReferral = Compile(
  Type.Object({
    id: Guid,
    engagementId: Guid,
    organizationId: Text,
    // Goes back to the service in `If-Match`, so it has to be fit for a header.
    eTag: Type.String({ pattern: '^[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?$' }),
    createdDateTime: Text,
    updatedDateTime: Text,
    status: Text,
    substatus: Text,
  }),
);

const isPage = Compile(
  Type.Object({
    value: Type.Array(Type.Unknown()),
    '@odata.nextLink': Type.Optional(Type.Union([Text, Type.Null()])),
  }),
);

type Checker = { Errors(value: unknown): { instancePath: string; message: string }[] };

function firstProblem(checker: Checker, wire: unknown): string {
  const problem = checker.Errors(wire)[0];
  return problem ? `${problem.instancePath || 'answer'} ${problem.message}` : 'unknown shape';
}
