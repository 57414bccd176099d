import type { Dispatcher } from 'undici';
import type { Json, PatchOperation, ReferralDocument } from '../domain/values.ts';
import { CannotStart, HostFault } from '../errors.ts';
import type { Observe } from '../sync/metrics-port.ts';
import type { Clock, PartnerCenter, ReferralBody } from '../sync/ports.ts';
import { requireGuid } from './guid.ts';
import { nextPageUrl, odataString, skipTokenUrl, type PageSource } from './pages.ts';
import { requirePublished } from './published-paths.ts';
import { faultOf, type CallKind } from './refusals.ts';
import {
  createRequester,
  type AccessToken,
  type Answer,
  type Call,
  type MfaRefused,
} from './request.ts';
import { toReferralDocument, toReferralPage } from './wire.ts';

export type PartnerCenterClientOptions = {
  /** Scheme and host, e.g. `https://api.partner.microsoft.com`; the client adds the API's path. */
  baseUrl: string;
  /** Exact `host` or `host:port` values a next link may name; the base's own host is always one of them. */
  allowedHosts: readonly string[];
  accessToken: AccessToken;
  mfaRefused?: MfaRefused;
  requestTimeoutMs: number;
  clock: Clock;
  /** The correlation id of the work in hand (a GUID), asked for at every request. */
  correlationId?: () => string | undefined;
  observe?: Observe;
  /** Told of each row of a list that is no referral; such rows are left out. */
  onOddRow?: (problem: string) => void;
  dispatcher?: Dispatcher;
};

const REFERRALS_PATH = '/v1.0/engagements/referrals';
/** 100,000 referrals at 100 a page: beyond that a list is a loop, not a list. */
const MOST_PAGES = 1000;

/**
 * Partner Center's referrals API as the sync core needs it. Never retries, never follows a redirect, and sends
 * its token only to the configured hosts. Codes of its faults are listed in this folder's README.
 * @throws CannotStart when the base URL is not usable.
 */
export function createPartnerCenterClient(options: PartnerCenterClientOptions): PartnerCenter {
  const listUrl = listUrlOf(options.baseUrl);
  const source: PageSource = {
    listUrl,
    allowedHosts: new Set([listUrl.host, ...options.allowedHosts]),
  };
  const send = createRequester(options);
  const referralUrl = (id: string) => new URL(`${REFERRALS_PATH}/${id}`, listUrl);

  return {
    async get(referralId, signal) {
      const id = requireGuid(referralId, 'referral id');
      const answer = await call('get', [200], { method: 'GET', url: referralUrl(id), signal });
      return referralOf(answer, id, false);
    },

    async listEngagement(engagementId, signal) {
      const id = requireGuid(engagementId, 'engagement id');
      const rows: ReferralDocument[] = [];
      const filter = `engagementId eq ${odataString(id)}`;
      for await (const page of pages({ $filter: filter }, signal)) rows.push(...page);
      return rows;
    },

    listNewest: (order, signal) => pages({ $orderby: `${order} desc` }, signal),

    async create(body: ReferralBody, signal) {
      const answer = await call('create', [200, 201], {
        method: 'POST',
        url: listUrl,
        body,
        signal,
      });
      return referralOf(answer, undefined, true);
    },

    async patch(referral, operations: PatchOperation[], signal) {
      const id = requireGuid(referral.id, 'referral id');
      requirePublished(operations);
      const answer = await call('patch', [200, 204], {
        method: 'PATCH',
        url: referralUrl(id),
        body: operations as unknown as Json,
        headers: { 'if-match': referral.eTag, prefer: 'return=representation' },
        signal,
      });
      return answer.status === 204 ? undefined : referralOf(answer, id, true);
    },
  };

  async function call(kind: CallKind, expected: readonly number[], request: Call) {
    const answer = await send(request);
    if (!expected.includes(answer.status)) throw faultOf(kind, answer, options.clock);
    return answer;
  }

  async function* pages(query: Record<string, string>, signal: AbortSignal | undefined) {
    const seen = new Set<string>();
    for (let url: URL | undefined = withQuery(listUrl, query); url;) {
      seen.add(url.href);
      const answer = await readPage(url, seen.size > 1, signal);
      const { rows, nextLink } = accept(answer, false, () =>
        toReferralPage(answer.json, options.onOddRow),
      );
      yield rows;
      url = nextLink === undefined ? undefined : nextPageUrl(nextLink, source);
      if (url && (seen.has(url.href) || seen.size >= MOST_PAGES)) {
        throw malformed(`the list did not end after ${seen.size} pages`, false);
      }
    }
  }

  async function readPage(url: URL, isNext: boolean, signal: AbortSignal | undefined) {
    const answer = await send({ method: 'GET', url, signal });
    if (answer.status === 200) return answer;
    const fallback = isNext && answer.status === 404 ? skipTokenUrl(url, source) : undefined;
    if (!fallback) throw faultOf('list', answer, options.clock);
    return call('list', [200], { method: 'GET', url: fallback, signal });
  }
}

function listUrlOf(baseUrl: string): URL {
  const base = URL.parse(baseUrl);
  const isUsable =
    base !== null &&
    ['https:', 'http:'].includes(base.protocol) &&
    base.pathname === '/' &&
    base.search + base.hash + base.username + base.password === '';
  if (!isUsable) {
    throw new CannotStart(
      'partner-center-url',
      'the URL of Partner Center must be scheme and host only, like https://api.partner.microsoft.com',
    );
  }
  return new URL(REFERRALS_PATH, base);
}

function withQuery(listUrl: URL, query: Record<string, string>): URL {
  const url = new URL(listUrl);
  url.search = Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return url;
}

function referralOf(answer: Answer, id: string | undefined, isWrite: boolean): ReferralDocument {
  const referral = accept(answer, isWrite, () => toReferralDocument(answer.json));
  if (id !== undefined && referral.id !== id) throw malformed('another referral came', isWrite);
  return referral;
}

/** A success that cannot be read: of a write we know only that it was carried out, not what it made. */
function accept<T>(answer: Answer, isWrite: boolean, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw malformed(`HTTP ${answer.status}: ${(cause as Error).message}`, isWrite, cause);
  }
}

function malformed(detail: string, outcomeUnknown: boolean, cause?: unknown): HostFault {
  return new HostFault('partnerCenter', 'partner-center-malformed', {
    detail,
    outcomeUnknown,
    cause,
  });
}
