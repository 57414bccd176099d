/**
 * People as fields: each contact of the customer and each member of the team is a field of its own, keyed by the e-mail
 * address, as each solution is (docs/people-and-notes.md). Being there or not is all that is merged: names and telephone numbers
 * belong to the contact or the user of each side, and are told once, when a person is added.
 */
import { asText, isObject } from './json.ts';
import type { Json, JsonObject, Member, PersonField, PersonSet, Shown } from './values.ts';

/** Partner Center's limit for each of the two lists (contract 2.8). */
export const MOST_PEOPLE = 50;

export const PERSON_SETS = ['contacts', 'team'] as const satisfies readonly PersonSet[];

export const PEOPLE_PATHS: Record<PersonSet, string> = {
  contacts: '/customerProfile/team',
  team: '/team',
};

const personField = (set: PersonSet, email: string): PersonField => `${set}:${email.toLowerCase()}`;

export const isPersonField = (field: string): field is PersonField =>
  PERSON_SETS.some((set) => field.startsWith(`${set}:`));

export const setOf = (field: PersonField): PersonSet =>
  field.slice(0, field.indexOf(':')) as PersonSet;

export const emailOf = (field: PersonField): string => field.slice(field.indexOf(':') + 1);

/** People as fields of their own. Of several with one address the first counts; without an address nobody is known. */
export function peopleFields(set: PersonSet, members: readonly Member[]): Shown {
  const shown: Shown = {};
  for (const member of members) {
    const email = member.email?.trim() ?? '';
    if (email !== '') shown[personField(set, email)] ??= { ...member };
  }
  return shown;
}

/** A member as the API takes one. */
export function wireMember({ firstName, lastName, phoneNumber, email }: Member): JsonObject {
  return { firstName, lastName, phoneNumber, email };
}

export function readMembers(raw: Json | undefined): Member[] {
  if (!Array.isArray(raw)) return [];
  return raw.filter(isObject).map((member) => ({
    firstName: asText(member['firstName']),
    lastName: asText(member['lastName']),
    phoneNumber: asText(member['phoneNumber']),
    email: asText(member['email']),
  }));
}

/** The list as read, without those who go and with those who come; everybody else stays verbatim. */
export function writeMembers(
  raw: Json | undefined,
  { gone, come }: { gone: ReadonlySet<string>; come: readonly Member[] },
): Json[] {
  const members = Array.isArray(raw) ? raw : [];
  const stays = (member: Json) =>
    !gone.has((readMembers([member])[0]?.email ?? '').trim().toLowerCase());
  return [...members.filter(stays), ...come.map(wireMember)];
}
