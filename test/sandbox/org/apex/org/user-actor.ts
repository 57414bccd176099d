import type { Org } from '../../store/org.ts';

/** How a user is called in the journal. */
export const usernameOfUser = (org: Org, userId: string): string =>
  String(org.tables.get('User', userId)?.['Username'] ?? userId);
