/** People of a deal as Partner Center wants them. */
import { peopleFields } from './people.ts';
import type { Member, RecordSnapshot } from './values.ts';

/** All four are mandatory for a member to count (contract 3.2). */
export function isComplete({ firstName, lastName, phoneNumber, email }: Member): boolean {
  return [firstName, lastName, phoneNumber].every((text) => text?.trim()) && isEmail(email);
}

export function ownerOf(record: RecordSnapshot): Member {
  const text = (name: string) => {
    const value = record.fields[`Owner.${name}`];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    firstName: text('FirstName'),
    lastName: text('LastName'),
    phoneNumber: text('Phone'),
    email: text('Email'),
  };
}

/** Our own people of a deal: the owner first, and whoever takes part besides, each once. */
export function teamOf(record: RecordSnapshot): Member[] {
  const complete = [ownerOf(record), ...(record.team ?? []).filter(isComplete)];
  return Object.values(peopleFields('team', complete)) as Member[];
}

const isEmail = (text: string | null): boolean => /^[^\s@]+@[^\s@]+$/.test(text ?? '');
