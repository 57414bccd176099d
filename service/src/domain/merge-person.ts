/**
 * What becomes of one person of a deal. Whom a side adds, the other side gets, but nobody of Partner Center joins a
 * Salesforce team. Whom a side takes away stays on the other one, but for a member of the team whom we had sent.
 */
import { baseOf, type Draft } from './draft.ts';
import { valueAt } from './json.ts';
import { isComplete } from './members.ts';
import type { FieldMerge, Views } from './merge.ts';
import type { HoldReason } from './pair.ts';
import { emailOf, MOST_PEOPLE, PEOPLE_PATHS, readMembers, setOf } from './people.ts';
import type { Json, Member, PersonField, Side } from './values.ts';

/** True when nothing is to be written: both sides are as they may stay. */
export function keepsPerson(draft: Draft, field: PersonField, merge: FieldMerge): boolean {
  if (merge.kind !== 'moved' && merge.kind !== 'conflict') return false;
  const from: Side = merge.kind === 'moved' ? merge.by : merge.kept;
  const isTeam = setOf(field) === 'team';
  if (from === 'partnerCenter') return isTeam || merge.value === null;
  return merge.value === null && !(isTeam && isRemovable(draft, field));
}

/** What is remembered of Salesforce when nothing is written: a member of the team we did not send is marked as theirs. */
export function rememberedPerson(field: PersonField, { salesforce }: Views): Json {
  if (salesforce === null || setOf(field) !== 'team') return salesforce;
  return { ...(salesforce as Member), isTheirs: true };
}

/** What keeps a person from being sent. */
export function personBlock(draft: Draft, field: PersonField): HoldReason | undefined {
  const person = draft.shown.salesforce[field] ?? null;
  if (person === null) return undefined;
  if (!isComplete(person as Member)) return 'incomplete';
  const added = [...draft.toPartnerCenter].filter(
    ([other, value]) => value !== null && other.startsWith(`${setOf(field)}:`),
  ).length;
  return membersThere(draft, field).length + added >= MOST_PEOPLE ? 'too-many' : undefined;
}

/** Salesforce takes no contact without a last name. */
export function personRefused(draft: Draft, field: PersonField): HoldReason | undefined {
  const theirs = draft.shown.partnerCenter[field] as Member | null | undefined;
  return theirs?.lastName ? undefined : 'incomplete';
}

/** Sent by us, not the owner of the deal, and not the last one there. */
function isRemovable(draft: Draft, field: PersonField): boolean {
  const base = baseOf(draft, field).salesforce as { isTheirs?: boolean } | null | undefined;
  const owner = draft.input.record.fields['Owner.Email'];
  const isOwner = typeof owner === 'string' && owner.trim().toLowerCase() === emailOf(field);
  const gone = [...draft.toPartnerCenter].filter(
    ([other, value]) => value === null && other.startsWith('team:'),
  ).length;
  return (
    Boolean(base) && !base?.isTheirs && !isOwner && membersThere(draft, field).length - gone > 1
  );
}

const membersThere = (draft: Draft, field: PersonField) =>
  readMembers(valueAt(draft.input.referral, PEOPLE_PATHS[setOf(field)]));
