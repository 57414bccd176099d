export const VISIBLE = 'Visible to Microsoft';
export const PRIVATE = 'Private';

/** The six kinds of help that Microsoft publishes, as the picklist stores them. */
export const HELP_VALUES = Object.freeze([
  'Workload specific value proposition',
  'Customer technical architecture',
  'Proof of concept or demo',
  'Quotes or licensing',
  'Post sales customer success',
  'General or other',
]);

/** The eight reasons that Microsoft publishes, as the picklist stores them. */
export const REASONS = Object.freeze([
  'Project budget is not adequate',
  'Customer did not respond',
  'Customer chose another vendor',
  'Customer requirement not met',
  'Not a customer',
  'Proposed timeline was too short',
  'Report as abuse, spam or phishing',
  'Others',
]);

/** Help makes a deal co-sell; visibility alone makes it partner-led. The bridge decides by the same rule. */
export function kindOf({ help, visibility }) {
  if (help) return 'co-sell';
  return visibility === VISIBLE ? 'partner-led' : 'private';
}

/** Partner Center stamps our own deals as accepted when it creates them. */
const SAME_MOMENT_MS = 60 * 1000;

/**
 * Whether Microsoft brought the deal. No field says so; a guess from what Partner Center's samples show: only a deal
 * that came in is new for a while, and is answered later than it was made.
 */
export function isInbound({ status, received, answered }) {
  if (status === 'New') return true;
  return Date.parse(answered ?? '') - Date.parse(received ?? '') > SAME_MOMENT_MS;
}
