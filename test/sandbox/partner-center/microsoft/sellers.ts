import type { SentMember } from '../create-body.ts';

/** Who accepts for Microsoft when nobody else is named. */
export const MICROSOFT_SELLER = {
  firstName: 'Mika',
  lastName: 'Saari',
  phoneNumber: '5550100',
  email: 'mika.saari@microsoft.example',
} as const satisfies SentMember;
