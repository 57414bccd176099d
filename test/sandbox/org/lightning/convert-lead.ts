/** `POST records/{id}/convert`: the standard button of a Lead. */
import { createAs, updateAs } from '../access/checked-wishes.ts';
import { OrgError } from '../errors.ts';
import type { Input } from '../save/coerce.ts';
import { convertLead as convert, type Converted } from '../save/convert-lead.ts';
import { inTransaction } from '../store/transaction.ts';
import { inputOf, recordOf, type UiCall } from './ui-call.ts';
import { notFound, refused, saveFailed } from './ui-error.ts';

/** `{"opportunityName"}`; null for none. What the lead becomes the user must be allowed to create. @throws UiError */
export function convertLead(call: UiCall): Converted {
  const { object, id } = recordOf(call);
  if (object.name !== 'Lead') throw refused(400, 'INVALID_TYPE', `${object.label} is no lead.`);
  const { opportunityName } = inputOf(call);
  if (typeof opportunityName !== 'string' && opportunityName !== null)
    throw refused(400, 'JSON_PARSER_ERROR', 'Expected {"opportunityName"} with a text or null.');
  const becomes = opportunityName === null ? MADE : [...MADE, 'Opportunity'];
  const { org, user } = call;
  const caller = { session: { actor: user.actor, access: user.access } };
  try {
    updateAs(caller, object, id, {});
    for (const name of becomes) createAs(caller, seen(call, name), {});
    return inTransaction(org, { actor: user.actor }, (tx) =>
      convert(tx, id, {
        createsOpportunity: opportunityName !== null,
        ...(opportunityName === null ? {} : { opportunity: named(opportunityName) }),
      }),
    );
  } catch (error) {
    if (error instanceof OrgError) throw saveFailed(object, 'update', error);
    throw error;
  }
}

const MADE = ['Account', 'Contact'];

const named = (Name: string): Input => ({ Name });

/** An object that is hidden from the user is one that the user cannot make either. */
function seen({ user }: UiCall, name: string) {
  const object = user.access.schema.find(name);
  if (!object) throw notFound();
  return object;
}
