/** What the customer's own automation makes of an edit in the hostile org, told by hand: nothing of it in a plain org. */
import type { OrgSim } from '../sandbox/org/server.ts';

type Kind = { org: Pick<OrgSim, 'kind'> };

/** `RoundAmount`: whole hundreds. */
export const roundedIn = ({ org }: Kind, amount: number): number =>
  org.kind === 'hostile' ? Math.round(amount / 100) * 100 : amount;

/** `MoveCloseDate`: after a new amount, the last day of the month. */
export function closedIn({ org }: Kind, date: string): string {
  if (org.kind === 'plain') return date;
  const [year = 0, month = 0] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
