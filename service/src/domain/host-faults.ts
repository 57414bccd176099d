/**
 * Why a whole host is left alone for a while. No deal is to blame and nothing is lost; the bridge asks again by itself.
 * Shown beside the gate in health, on the set-up pages and as a label of metrics.
 */
import type { Explanation } from './catalogue.ts';

const WAIT =
  'Nothing, unless it lasts: then look at the status page of the host and at the network.';
const admin = (message: string, fix: string): Explanation => ({
  message,
  who: 'bridge-admin',
  fix,
});
const nobody = (message: string): Explanation => ({ message, who: 'nobody', fix: WAIT });

export const HOST_FAULTS = {
  'gate-closed': nobody('The host is being left alone for a while.'),
  'partner-center-timeout': nobody('Partner Center did not answer in time.'),
  'partner-center-unreachable': nobody('Partner Center cannot be reached.'),
  'partner-center-unavailable': nobody('Partner Center says that it is not available.'),
  'partner-center-throttled': nobody('Partner Center asked the bridge to slow down.'),
  'partner-center-aborted': nobody('A call to Partner Center was given up by the bridge itself.'),
  'partner-center-malformed': admin(
    'Partner Center answered something that cannot be read.',
    'If it lasts, look for a proxy in between, and report it with the log of the bridge.',
  ),
  'partner-center-foreign-link': admin(
    'Partner Center named a next page on another host; it was not followed.',
    'Report it with the log of the bridge.',
  ),
  'partner-center-redirected': admin(
    'Partner Center answers from another address.',
    'Correct PARTNER_CENTER_URL.',
  ),
  'partner-center-unauthorized': admin(
    'Partner Center refuses the sign-in of the bridge.',
    'Connect Partner Center again on the set-up page.',
  ),
  'partner-center-claims': admin(
    'Partner Center wants the user of the bridge to sign in anew.',
    'Connect Partner Center again on the set-up page.',
  ),
  'partner-center-mfa': admin(
    'Partner Center accepts only sign-ins made with multi-factor authentication.',
    'Connect Partner Center again on the set-up page and confirm with the second factor.',
  ),
  'salesforce-timeout': nobody('Salesforce did not answer in time.'),
  'salesforce-unreachable': nobody('Salesforce cannot be reached.'),
  'salesforce-connection-lost': nobody('The connection to Salesforce was lost.'),
  'salesforce-unavailable': nobody('Salesforce says that it is not available.'),
  'salesforce-too-many-requests': nobody('Salesforce asked the bridge to slow down.'),
  'salesforce-query-timeout': nobody('A query took Salesforce too long.'),
  'salesforce-locator-expired': nobody(
    'A page of a sweep was asked for too late; it starts again.',
  ),
  'salesforce-aborted': nobody('A call to Salesforce was given up by the bridge itself.'),
  'salesforce-edge': nobody('The edge of Salesforce knows no way to the org.'),
  'salesforce-limit-exceeded': admin(
    'The org has used up its API calls of the day.',
    'Find out in Setup, System Overview, who uses them; the bridge goes on as calls become free.',
  ),
  'salesforce-daily-share': admin(
    'The org has used most of its API calls of the day, so the bridge leaves the rest to others.',
    'Find out in Setup, System Overview, who uses them, or change SALESFORCE_DAILY_SHARE.',
  ),
  'salesforce-sign-in': admin(
    'The bridge could not sign in at Salesforce.',
    'Look at the connection on the set-up page.',
  ),
  'salesforce-redirected': admin(
    'The org answers from another address.',
    'Correct SALESFORCE_URL.',
  ),
  'salesforce-malformed': admin(
    'Salesforce answered something that cannot be read.',
    'If it lasts, look for a proxy in between, and report it with the log of the bridge.',
  ),
  'salesforce-api-missing': admin(
    'Salesforce does not know a resource the bridge asks for.',
    'Correct SALESFORCE_URL; it must lead to the org itself.',
  ),
  'salesforce-query-too-long': admin(
    'The mapping names more fields than one query holds.',
    'Remove rows of the field mapping.',
  ),
} as const satisfies Record<string, Explanation>;
