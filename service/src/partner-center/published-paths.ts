import type { PatchOperation } from '../domain/values.ts';

/**
 * Every path that Microsoft publishes for `PATCH /referrals/{id}`, from the definition of its certified
 * "Partner Center Referrals" connector. The three published `/…/-` paths are left out on purpose: an append
 * cannot be repeated safely, so arrays are always written whole.
 */
export const PUBLISHED_PATHS: readonly string[] = Object.freeze([
  '/campaignId',
  '/consent/consentToShareReferralWithMicrosoftSellers',
  '/customerProfile/team',
  '/details/closingDateTime',
  '/details/currency',
  '/details/dealValue',
  '/details/notes',
  '/details/requirements/solutions',
  '/externalReferenceId',
  '/referralProgram',
  '/salesStage',
  '/status',
  '/substatus',
  '/statusReason',
  '/team',
]);

/** The service knows no `remove`, `move`, `copy` or `test`. */
const PUBLISHED_OPERATIONS: readonly string[] = ['add', 'replace'];

/** @throws TypeError before anything is sent: a plan that names other paths is our own mistake. */
export function requirePublished(operations: readonly PatchOperation[]): void {
  if (operations.length === 0)
    throw new TypeError('a patch needs at least one operation, got none');
  for (const { op, path } of operations) {
    if (!PUBLISHED_OPERATIONS.includes(op)) {
      throw new TypeError(`patch operation must be "add" or "replace", got ${JSON.stringify(op)}`);
    }
    if (!PUBLISHED_PATHS.includes(path)) {
      throw new TypeError(
        `${JSON.stringify(path)} is no path we patch; expected one of ${PUBLISHED_PATHS.join(', ')}`,
      );
    }
  }
}
