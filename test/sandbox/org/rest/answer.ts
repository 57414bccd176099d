/** A call and its answer, free of HTTP: composite sub-requests take the same way as calls from outside. */
import type { Session } from '../auth/auth.ts';
import type { Org } from '../store/org.ts';

export type RestRequest = {
  org: Org;
  /** The same with the schema as this caller sees it. For reading and describing; saving needs the whole `org`. */
  view: Org;
  session: Session;
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  /** The body as it came. */
  text: string;
  /** Parsed JSON; undefined without a body. */
  body: unknown;
  /** `/services/data/v65.0` of this call; empty outside the data API. */
  base: string;
  /** Groups of the route's pattern, decoded. */
  params: string[];
  /** Address of this org, e.g. `http://127.0.0.1:4100`. */
  origin: string;
};

export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };
export type Handler = (request: RestRequest) => Answer;
export type Route = { pattern: RegExp; methods: Record<string, Handler> };

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const noContent = (): Answer => ({ status: 204 });
export const created = (request: RestRequest, type: string, id: string): Answer => ({
  status: 201,
  body: { id, success: true, errors: [] },
  headers: { Location: `${request.base}/sobjects/${type}/${id}` },
});
