/** Which status may follow which (the published table), and which substatus belongs to which status. */
import { ApiError, invalid } from './api-error.ts';
import type { Referral, Status, Substatus } from './referral.ts';
import type { Switches } from './switches.ts';

const NEXT_STATUS: Readonly<Record<Status, readonly Status[]>> = {
  None: [],
  New: ['New', 'Active', 'Closed'],
  Active: ['Active', 'Closed'],
  Closed: ['Closed'],
};

const SUBSTATUSES: Readonly<Record<Status, readonly Substatus[]>> = {
  None: ['None'],
  New: ['Pending', 'Received'],
  Active: ['Accepted'],
  Closed: ['Won', 'Lost', 'Declined', 'Expired'],
};

/** What nobody may ask for in words: the system alone lets a referral expire. */
const CLOSED_FROM: Readonly<Record<'New' | 'Active', readonly Substatus[]>> = {
  New: ['Declined'],
  Active: ['Won', 'Lost'],
};

export const isPair = (status: string, substatus: string): boolean =>
  Object.entries(SUBSTATUSES).some(
    ([name, allowed]) => name === status && allowed.some((one) => one === substatus),
  );

/** @throws ApiError 400 or 409 when the referral is closed: terminal is final. */
export function requireOpen(referral: Referral, switches: Switches): void {
  if (referral.status !== 'Closed') return;
  throw new ApiError(
    switches.terminalStatus,
    'invalidRequest',
    `The referral is Closed/${referral.substatus}; a closed referral can not be changed.`,
  );
}

/**
 * Moves a referral and sets what comes with the move: accepted and closed times, expiry, sales stage.
 * @throws ApiError 400 naming the pair and the move
 */
export function moveTo(
  referral: Referral,
  to: { status: string; substatus: string },
  context: { switches: Switches; time: () => string },
): void {
  if (!isPair(to.status, to.substatus)) {
    throw invalid(`status ${to.status} and substatus ${to.substatus} are not an allowed pair.`);
  }
  const status = to.status as Status;
  const substatus = to.substatus as Substatus;
  if (!isAllowed(referral, status, substatus, context.switches)) {
    throw invalid(
      `A referral can not go from ${referral.status}/${referral.substatus} to ${status}/${substatus}.`,
    );
  }
  const wasOpenAs = referral.status;
  referral.status = status;
  referral.substatus = substatus;
  if (status !== 'New') referral.expirationDateTime = null;
  if (status === 'Active' && wasOpenAs === 'New') referral.acceptedDateTime = context.time();
  if (status === 'Closed') referral.closedDateTime = context.time();
  if (substatus === 'Won') referral.salesStage = '100';
}

function isAllowed(from: Referral, to: Status, substatus: Substatus, switches: Switches): boolean {
  if (!NEXT_STATUS[from.status].includes(to) || from.status === 'Closed') return false;
  if (to !== 'Closed') return true;
  if (from.status === 'New') {
    if (CLOSED_FROM.New.includes(substatus)) return true;
    return switches.newToWon && (substatus === 'Won' || substatus === 'Lost');
  }
  if (CLOSED_FROM.Active.includes(substatus)) return true;
  return switches.activeToDeclined && (substatus === 'Declined' || substatus === 'Expired');
}
