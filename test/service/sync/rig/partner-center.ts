/** Partner Center behind its port, in memory: versions, If-Match, lists that may lag, and the moves it refuses. */
import { PairFault, ReferralUnreadable, StaleReferral } from '../../../../service/src/errors.ts';
import type { JsonObject, ReferralDocument } from '../../../../service/src/domain/values.ts';
import type { Clock, PartnerCenter } from '../../../../service/src/sync/ports.ts';
import { referralFixture, US } from '../../domain/fixtures.ts';
import { carryOut, put, RefusedPatch } from '../../domain/partner-center-side.ts';
import { createWeather } from './weather.ts';

export const PLAIN = {
  numbersAsText: false,
  trimsText: false,
  breaks: '\n',
  midnight: 'Z',
} as const;
const PAGE = 2;
const READABLE = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

export type FakePartnerCenter = ReturnType<typeof createFakePartnerCenter>;

export function createFakePartnerCenter(clock: Clock) {
  const weather = createWeather();
  const referrals = new Map<string, ReferralDocument>();
  /** Not readable by its id. */
  const unreadable = new Set<string>();
  /** Not shown by lists. */
  const unlisted = new Set<string>();
  let stamps = 0;

  /** Every change has a later time, a ten-millionth of a second at least. */
  function stamp(document: ReferralDocument): ReferralDocument {
    stamps += 1;
    const time = new Date(clock.now()).toISOString().slice(0, 23);
    return {
      ...document,
      eTag: `"${stamps}"`,
      updatedDateTime: `${time}${String(stamps).padStart(4, '0')}Z`,
    };
  }

  const all = () => [...referrals.values()];
  const listed = () => all().filter(({ id }) => !unlisted.has(id));
  const found = (id: string): ReferralDocument => {
    const document = referrals.get(id);
    if (!document || unreadable.has(id))
      throw new ReferralUnreadable('partnerCenter', 'referral-unreadable');
    return document;
  };

  async function* pages(order: 'createdDateTime' | 'updatedDateTime') {
    const rows = listed().toSorted((a, b) => (a[order] < b[order] ? 1 : -1));
    for (let from = 0; from < Math.max(rows.length, 1); from += PAGE)
      yield await weather.meet('listNewest', [order], () => rows.slice(from, from + PAGE));
  }

  function created(body: JsonObject): ReferralDocument {
    const now = new Date(clock.now()).toISOString();
    const engagement = typeof body['engagementId'] === 'string' ? body['engagementId'] : undefined;
    const isInvitation = engagement !== undefined;
    const number = String(referrals.size + 1).padStart(12, '0');
    const { inviteContext, ...rest } = body;
    const document = stamp({
      ...referralFixture(),
      externalReferenceId: null,
      ...rest,
      id: `aaaaaaaa-0000-4000-8000-${number}`,
      engagementId: engagement ?? `eeeeeeee-0000-4000-8000-${number}`,
      organizationId: isInvitation ? 'msft' : US,
      createdDateTime: now,
      expirationDateTime: isInvitation
        ? new Date(clock.now() + 14 * 86_400_000).toISOString()
        : null,
      ...(isInvitation
        ? { status: 'New', substatus: 'Pending', direction: 'Incoming' }
        : { status: 'Active', substatus: 'Accepted', direction: 'Outgoing' }),
      inviteContext: {
        ...((inviteContext ?? {}) as JsonObject),
        invitedBy: { organizationId: US },
      },
    } as ReferralDocument);
    if (isInvitation && all().some((one) => isHalf(one, engagement)))
      throw new PairFault('partnerCenter', 'partner-center-conflict');
    referrals.set(document.id, document);
    return document;
  }

  const isHalf = (one: ReferralDocument, engagementId: string) =>
    one.engagementId === engagementId && one.organizationId === 'msft';

  const port: PartnerCenter = {
    get: (id) =>
      weather.meet('get', [id], () => {
        if (!READABLE.test(id)) throw new Error(`not a referral id: ${id}`);
        return found(id);
      }),
    listEngagement: (id) =>
      weather.meet('listEngagement', [id], () =>
        listed().filter(({ engagementId }) => engagementId === id),
      ),
    listNewest: (order) => pages(order),
    create: (body) => weather.meet('create', [body], () => created(body)),
    patch: ({ id, eTag }, operations) =>
      weather.meet('patch', [id, operations], () => {
        const document = found(id);
        if (document.eTag !== eTag) throw new StaleReferral();
        try {
          const next = stamp(carryOut(document, operations, PLAIN));
          referrals.set(id, next);
          return next;
        } catch (cause) {
          if (cause instanceof RefusedPatch)
            throw new PairFault('partnerCenter', 'partner-center-rejected', {
              detail: cause.message,
            });
          throw cause;
        }
      }),
  };

  return {
    ...{ port, weather, unreadable, unlisted, referrals },
    get: (id: string): ReferralDocument => {
      const document = referrals.get(id);
      if (!document) throw new Error(`no referral ${id}`);
      return structuredClone(document);
    },
    all: () => structuredClone(all()),
    /** Ours, in the order they were made. */
    ours: () => structuredClone(all().filter(({ organizationId }) => organizationId === US)),
    microsofts: () => structuredClone(all().filter((one) => one.organizationId === 'msft')),
    add(document: ReferralDocument): ReferralDocument {
      const next = stamp(document);
      referrals.set(next.id, next);
      return next;
    },
    /** Somebody edits it in the portal: values by their path. */
    edit(id: string, values: JsonObject): ReferralDocument {
      const next = structuredClone(found(id));
      for (const [path, value] of Object.entries(values))
        put(next, path.slice(1).split('/'), value);
      const stamped = stamp(next);
      referrals.set(id, stamped);
      return stamped;
    },
  };
}
