/** Faults of the hosts as their clients throw them. */
import { HostFault, PairFault } from '../../../../service/src/errors.ts';
import type { Side } from '../../../../service/src/domain/values.ts';

/** No answer came; what was asked for may have been done. */
export const lost = (side: Side) =>
  new HostFault(side, side === 'salesforce' ? 'salesforce-timeout' : 'partner-center-timeout', {
    outcomeUnknown: true,
  });

/** The host is away, and has done nothing. */
export const away = (side: Side) =>
  new HostFault(
    side,
    side === 'salesforce' ? 'salesforce-unavailable' : 'partner-center-unavailable',
  );

export const refusal = (side: Side, detail = 'no') =>
  new PairFault(side, side === 'salesforce' ? 'salesforce-rejected' : 'partner-center-refused', {
    detail,
  });
