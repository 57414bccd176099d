/**
 * Why a deal was declined or lost: the published list. The API itself takes any text as `statusReason`; that these
 * labels are what it holds is a guess.
 */
export const REASONS = [
  'Project budget is not adequate',
  'Customer did not respond',
  'Customer chose another vendor',
  'Customer requirement not met',
  'Not a customer',
  'Proposed timeline was too short',
  'Report as abuse, spam or phishing',
  'Others',
] as const;
