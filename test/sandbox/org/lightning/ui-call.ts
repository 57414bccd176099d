/** A call of the org's own pages, after the door: somebody is signed in and the body is read. */
import type { Executed } from '../apex/org/executed-apex.ts';
import { normaliseId } from '../ids.ts';
import type { Input } from '../save/coerce.ts';
import type { ObjectDef, Row } from '../schema/types.ts';
import type { Org } from '../store/org.ts';
import type { ListViews } from './lists/list-view.ts';
import { notFound, refused } from './ui-error.ts';
import type { LightningUsers, SignedIn } from './users.ts';

export type LightningDeps = {
  org: Org;
  apex: Executed;
  users: LightningUsers;
  lists: ListViews;
};

export type UiCall = LightningDeps & {
  user: SignedIn;
  params: Record<string, string>;
  query: URLSearchParams;
  /** As it came; empty without a body. */
  text: string;
};

/** As the user sees it. @throws UiError 404, also for one that is hidden */
export function objectOf({ user, params }: UiCall): ObjectDef {
  const object = user.access.schema.find(params['object'] ?? '');
  if (!object) throw notFound();
  return object;
}

/** A record that is there and that the user may see. @throws UiError 404, or 400 for what is no id */
export function recordOf(call: UiCall): { object: ObjectDef; row: Row; id: string } {
  const given = call.params['id'] ?? '';
  const id = normaliseId(given);
  if (!id) throw refused(400, 'MALFORMED_ID', `Record ID: id value of incorrect type: ${given}`);
  const object = call.user.access.schema.byPrefix(id.slice(0, 3));
  const row = object && call.org.tables.get(object.name, id);
  if (!object || !row || row['IsDeleted'] === true) throw notFound();
  return { object, row, id };
}

/** @throws UiError 400 for anything but one JSON object */
export function inputOf({ text }: Pick<UiCall, 'text'>): Input {
  const body = parsed(text);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Input;
  throw refused(400, 'JSON_PARSER_ERROR', 'The body must be a JSON object.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refused(400, 'JSON_PARSER_ERROR', `The body is no JSON: ${reason}.`);
  }
}
