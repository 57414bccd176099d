/**
 * Every failure, explained: a stable code, a sentence a seller understands, who can fix it and how. The same
 * sentence stands on the card, in the audit trail and on the operations page.
 */
import { shortened } from './cut.ts';
import { HOST_FAULTS } from './host-faults.ts';
import { PARTNER_CENTER_SIGN_IN } from './partner-center-sign-in.ts';

export type Explanation = {
  /** For the seller; may hold `{detail}`. */
  message: string;
  who: 'seller' | 'salesforce-admin' | 'bridge-admin' | 'nobody';
  fix: string;
};

export const CATALOGUE = {
  ...HOST_FAULTS,
  ...PARTNER_CENTER_SIGN_IN,
  // The deal itself
  'sharing-off': {
    message:
      'Sharing deals with Microsoft is switched off for this org. It goes on when it is switched on.',
    who: 'salesforce-admin',
    fix: 'Set Active and Share to On in Co-Sell Settings.',
  },
  'invitation-not-ready': {
    message: 'Microsoft is not asked for help yet and sees no more than before: {detail}',
    who: 'seller',
    fix: 'Complete the checklist on the card, or take the request for help back.',
  },
  'not-ready': {
    message: 'This deal cannot be shared yet: {detail}',
    who: 'seller',
    fix: 'Complete the checklist on the card.',
  },
  ask: {
    message:
      'You and Microsoft changed the same field differently: {detail}. Choose which value to keep.',
    who: 'seller',
    fix: 'Choose a value on the card, or type the value Microsoft has.',
  },
  refused: {
    message: 'A value was not accepted by the other side: {detail}.',
    who: 'seller',
    fix: 'Change the value; a changed value is sent again.',
  },
  products: {
    message:
      'Microsoft shows a different deal value. The amount of this deal comes from its products, so it was left alone.',
    who: 'seller',
    fix: 'Change the products of the deal; the new amount is sent to Microsoft.',
  },
  currency: {
    message: 'Microsoft shows the deal value in another currency, so the amount was left alone.',
    who: 'seller',
    fix: 'Correct the currency in Partner Center, or change the amount here; it is sent with its currency.',
  },
  'closed-differently': {
    message:
      'Microsoft closed this referral differently from this opportunity. Both were left as they are.',
    who: 'seller',
    fix: 'Nothing can be sent any more. Set the stage to what you agreed with Microsoft.',
  },
  'closed-is-final': {
    message: 'The referral is closed at Microsoft and cannot be changed or reopened: {detail}.',
    who: 'seller',
    fix: 'Share a new opportunity if the deal goes on.',
  },
  'one-way': {
    message: 'A deal that Microsoft can see cannot be made private again.',
    who: 'seller',
    fix: 'Set the visibility back to "Visible to Microsoft".',
  },
  'last-solution': {
    message:
      'A shared deal keeps at least one Microsoft solution, so the last one stays at Microsoft: {detail}.',
    who: 'seller',
    fix: 'Add the solution that is sold now; the old one is taken away then.',
  },
  looping: {
    message:
      'A field changes back and forth between Salesforce and Microsoft: {detail}. Sending it is paused for a while.',
    who: 'salesforce-admin',
    fix: 'Look for a flow or trigger that overwrites this field.',
  },
  incomplete: {
    message:
      'Not every person of this deal is known on both sides: {detail}. Partner Center needs first name, last name, e-mail and phone, Salesforce a last name.',
    who: 'seller',
    fix: 'Complete the contact or the user record; it is sent with the next look at the deal.',
  },
  'too-many': {
    message: 'Partner Center takes at most 50 people in a list, so these were left out: {detail}.',
    who: 'seller',
    fix: 'Remove people there whom the deal does not need any more.',
  },
  'duplicate-referral': {
    message: 'Partner Center has a second referral for this deal. It was left alone.',
    who: 'seller',
    fix: 'Close the referral you do not need in Partner Center.',
  },
  'link-unconfirmed': {
    message:
      'A referral in Partner Center names a record here that it was not made from. Nothing was linked.',
    who: 'salesforce-admin',
    fix: 'Write the referral identifier on the right record, or correct the CRM ID in Partner Center.',
  },
  'link-malformed': {
    message: 'The referral identifier on this record is no id of Partner Center: "{detail}".',
    who: 'salesforce-admin',
    fix: 'Write the id of the referral as the address of the deal in Partner Center ends: 8-4-4-4-12 letters and digits.',
  },
  'link-unknown': {
    message:
      'Partner Center has no referral with the identifier on this record, or does not show it to the bridge.',
    who: 'salesforce-admin',
    fix: 'Compare the identifier with the address of the deal in Partner Center. If it is right, the user of the bridge needs the role Referrals admin for its location.',
  },
  'link-foreign': {
    message:
      "The referral identifier on this record is that of Microsoft's half of a deal, or of another partner's. Nothing was linked.",
    who: 'salesforce-admin',
    fix: 'Write the identifier of our own referral of the deal.',
  },
  'customer-fixed': {
    message:
      'This deal has another customer than its referral: {detail}. Partner Center does not let the customer of a referral be changed; all else stays in sync.',
    who: 'seller',
    fix: 'Nothing, if it is the same customer under another name. Else unlink this deal and share it anew.',
  },
  'record-gone': {
    message: 'The record of this referral was deleted. Nothing is sent until it is restored.',
    who: 'seller',
    fix: 'Restore the record, or close the referral in Partner Center.',
  },
  'lead-not-shared': {
    message:
      'Leads come from Microsoft. To share this customer, convert the lead and share the opportunity.',
    who: 'seller',
    fix: 'Convert the lead, then turn on Sync with Partner Center on the opportunity.',
  },
  'lead-without-deal': {
    message:
      'The lead was converted without an opportunity. Nothing is sent to Partner Center any more.',
    who: 'seller',
    fix: 'Close the referral in Partner Center, or write its identifier on an opportunity.',
  },
  'record-locked': {
    message: 'The record is locked for editing, so changes from Microsoft wait.',
    who: 'seller',
    fix: 'Finish the approval; the changes are written then.',
  },
  'create-unconfirmed': {
    message:
      'Partner Center has not confirmed that it created the referral. We keep looking for it and try again.',
    who: 'bridge-admin',
    fix: 'Nothing, while Partner Center is down. If it is well, look for the deal there, and at the log of the bridge.',
  },
  'write-unconfirmed': {
    message: 'An answer to something we wrote never came. We keep looking whether it was done.',
    who: 'nobody',
    fix: 'Nothing, unless it stays for hours; then look at the log of the bridge.',
  },
  'inbound-refused': {
    message: 'Salesforce does not take a deal that Microsoft sent: {detail}',
    who: 'salesforce-admin',
    fix: 'Correct what the rule asks for. A mapping row with a constant, on create, fills a field on each of these deals. It is tried again by itself, or at once with the button.',
  },
  'left-out': {
    message: 'The deal came in without what this org does not take: {detail}',
    who: 'seller',
    fix: 'Complete the address of the account.',
  },
  'no-owner': {
    message: 'Nobody was found to own this deal, so it belongs to the user of the bridge.',
    who: 'salesforce-admin',
    fix: 'Give the deal to somebody, and set Default Owner in Co-Sell Settings.',
  },
  // Salesforce
  'salesforce-rejected': {
    message: 'Salesforce did not accept a change from Microsoft: {detail}',
    who: 'seller',
    fix: 'Correct what the rule asks for, then press Sync now on the card; the bridge also tries again by itself.',
  },
  'salesforce-forbidden': {
    message: 'The bridge may not write a field of this record: {detail}',
    who: 'salesforce-admin',
    fix: 'Give the integration user the permission set Co_Sell_Bridge and edit access to the field.',
  },
  'salesforce-apex-error': {
    message: 'Automation in your Salesforce org failed on this record: {detail}',
    who: 'salesforce-admin',
    fix: 'Look at the Apex or flow error, then retry the pair.',
  },
  'salesforce-locked': {
    message: 'Other automation holds this record; we try again shortly.',
    who: 'nobody',
    fix: 'Nothing to do.',
  },
  'salesforce-server-error': {
    message: 'Salesforce answers with an error for this record only: {detail}',
    who: 'salesforce-admin',
    fix: 'Look at the debug log of the integration user for this record, then retry the pair.',
  },
  'no-stage': {
    message: 'No active stage of this org matches the status of the referral.',
    who: 'salesforce-admin',
    fix: 'Set the on-hold and active stage in Co-Sell Settings to stages that exist.',
  },
  'salesforce-refused': {
    message: 'Salesforce refused a request for this record: {detail}',
    who: 'salesforce-admin',
    fix: 'Look up the error code; give the integration user the permission set Co_Sell_Bridge.',
  },
  'id-taken': {
    message: 'Two records or two referrals claim the same deal. Nothing was linked.',
    who: 'salesforce-admin',
    fix: 'Clear the referral identifier on the record that is wrong, then retry the pair.',
  },
  'no-record': {
    message: 'Salesforce has no such record, or the integration user may not see it.',
    who: 'salesforce-admin',
    fix: 'Give the integration user View All on Opportunities.',
  },
  // Signing in to Salesforce
  'salesforce-user-not-approved': {
    message:
      'Salesforce does not let the bridge sign in: it has no such user, or the user is not approved for the app.',
    who: 'salesforce-admin',
    fix: 'Check SALESFORCE_USERNAME (a sandbox adds its name to it). In the policies of the External Client App choose "Admin approved users are pre-authorized" and add the permission set Co_Sell_Bridge.',
  },
  'salesforce-app-access': {
    message: 'Salesforce does not let the user of the bridge use the app.',
    who: 'salesforce-admin',
    fix: 'Assign the user of the bridge the permission set Co_Sell_Bridge, and name it in the policies of the External Client App.',
  },
  'salesforce-client-unknown': {
    message: 'Salesforce does not know the app that the bridge signs in with.',
    who: 'bridge-admin',
    fix: "Set SALESFORCE_CLIENT_ID to the consumer key of this org's External Client App. A new app is known after some minutes.",
  },
  'salesforce-certificate-mismatch': {
    message: 'Salesforce does not accept the signature of the bridge.',
    who: 'bridge-admin',
    fix: 'Upload the certificate of the key in SALESFORCE_KEY_FILE to the External Client App, or use the key of the certificate that is there.',
  },
  'salesforce-audience-wrong': {
    message: 'The sign-in of the bridge is not addressed to this Salesforce org.',
    who: 'bridge-admin',
    fix: 'Set SALESFORCE_AUDIENCE to https://login.salesforce.com, or for a sandbox to https://test.salesforce.com.',
  },
  'salesforce-clock-skew': {
    message: 'Salesforce takes the sign-in of the bridge for expired.',
    who: 'bridge-admin',
    fix: 'Set the clock of the machine that runs the bridge; half a minute off is too much to rely on.',
  },
  'salesforce-flow-off': {
    message: 'The app in Salesforce does not allow the way the bridge signs in.',
    who: 'salesforce-admin',
    fix: 'Enable the JWT bearer flow in the OAuth settings of the External Client App.',
  },
  'salesforce-user-inactive': {
    message: 'The user of the bridge is not active in Salesforce.',
    who: 'salesforce-admin',
    fix: 'Activate the user that SALESFORCE_USERNAME names.',
  },
  'salesforce-sign-in-refused': {
    message: 'Salesforce refuses the sign-in of the bridge: {detail}',
    who: 'salesforce-admin',
    fix: 'Look at the Login History of the user of the bridge; it names the reason.',
  },
  'salesforce-other-host': {
    message: 'The sign-in of the bridge leads to another address than the configured one: {detail}',
    who: 'bridge-admin',
    fix: 'Set SALESFORCE_URL to the My Domain address of the org, as Setup shows it.',
  },
  'salesforce-other-org': {
    message: 'The bridge signed in to another org than its own, and did nothing there: {detail}',
    who: 'bridge-admin',
    fix: 'Correct SALESFORCE_URL or SALESFORCE_ORG_ID. A refreshed or copied org needs its own bridge.',
  },
  'salesforce-no-access': {
    message: 'The user of the bridge may not use the co-sell package in Salesforce.',
    who: 'salesforce-admin',
    fix: 'Assign the permission set Co_Sell_Bridge to the user of the bridge.',
  },
  'salesforce-api-disabled': {
    message: 'The user of the bridge may not use the API of Salesforce.',
    who: 'salesforce-admin',
    fix: 'Assign the permission set Co_Sell_Bridge to the user of the bridge; the edition of the org must include the API.',
  },
  'salesforce-package-missing': {
    message: 'The co-sell package is not in this Salesforce org, or the bridge may not see it.',
    who: 'salesforce-admin',
    fix: 'Install the package, and assign the permission set Co_Sell_Bridge to the user of the bridge.',
  },
  'salesforce-unauthorized': {
    message: 'Salesforce refuses the session of the bridge right after its sign-in.',
    who: 'salesforce-admin',
    fix: 'Look at the session settings and the login IP ranges of the user of the bridge.',
  },
  // Partner Center
  'partner-center-refused': {
    message: 'Partner Center did not accept this change: {detail}',
    who: 'seller',
    fix: 'Correct the value on the deal or its account, then press Sync now on the card; the bridge also tries again by itself.',
  },
  'partner-center-forbidden': {
    message: 'Partner Center does not show this referral to the bridge.',
    who: 'bridge-admin',
    fix: 'Give the Partner Center user of the bridge the role Referrals admin for this location.',
  },
  'referral-not-found': {
    message:
      'Partner Center does not know this referral any more, or does not show it to the bridge.',
    who: 'bridge-admin',
    fix: 'Look for the deal in Partner Center. If it is there, give the user of the bridge the role Referrals admin for its location; if not, unlink the record.',
  },
  'referral-forbidden': {
    message: 'Partner Center does not show this referral to the bridge.',
    who: 'bridge-admin',
    fix: 'Give the Partner Center user of the bridge the role Referrals admin for this location.',
  },
  'partner-center-server-error': {
    message: 'Partner Center answers with an error for this referral only: {detail}',
    who: 'bridge-admin',
    fix: 'Open the deal in Partner Center; if it opens there, retry the pair.',
  },
  'consent-not-begun': {
    message: 'No sign-in at Microsoft was waiting for an answer in this browser.',
    who: 'bridge-admin',
    fix: 'Begin with Connect Partner Center, and finish in the same browser.',
  },
  // Partner Center's webhooks
  'webhook-missing': {
    message:
      "Nobody is registered for Partner Center's webhooks. Changes by Microsoft still arrive, but only with the regular look.",
    who: 'bridge-admin',
    fix: 'Register the webhook on the set-up page of the bridge.',
  },
  'webhook-elsewhere': {
    message:
      "Partner Center's webhooks go to another address than this bridge's. Changes by Microsoft arrive only with the regular look.",
    who: 'bridge-admin',
    fix: 'Find out who took the registration; if nobody needs it, take it back on the set-up page.',
  },
  'webhook-events': {
    message: 'The webhook registration was changed: it lacks events that this bridge needs.',
    who: 'bridge-admin',
    fix: 'Take the registration back on the set-up page.',
  },
  'webhook-unknown': {
    message: 'Partner Center did not answer about the webhook registration: {detail}.',
    who: 'bridge-admin',
    fix: 'Look at the connection to Partner Center; the bridge looks again by itself.',
  },
  'webhook-forbidden': {
    message: 'The Partner Center user of the bridge may not register webhooks.',
    who: 'bridge-admin',
    fix: 'Give this user the role Admin agent in Partner Center, then register again.',
  },
  'webhook-refused': {
    message: 'Partner Center did not accept the webhook registration: {detail}',
    who: 'bridge-admin',
    fix: 'Check PUBLIC_URL: it must be an https address that Microsoft can reach.',
  },
  'webhook-test-throttled': {
    message: 'Partner Center sends two test events a minute at most.',
    who: 'bridge-admin',
    fix: 'Wait a minute, then test again.',
  },
  'webhook-test-failed': {
    message: 'The test event did not get through to the bridge: {detail}.',
    who: 'bridge-admin',
    fix: 'Check that PUBLIC_URL is reachable from the internet and that a proxy in front passes every header on.',
  },
  'webhook-test-late': {
    message: 'Partner Center did not report on the test event within a minute.',
    who: 'bridge-admin',
    fix: 'Test again; if that ends so too, look for the event in the log of the bridge.',
  },
  unexpected: {
    message: 'Something unexpected happened on our side.',
    who: 'bridge-admin',
    fix: 'Look up the correlation id in the log of the bridge and report it.',
  },
} as const satisfies Record<string, Explanation>;

export type FailureCode = keyof typeof CATALOGUE;

const LONGEST_MESSAGE = 255;

/** Where a host's own error code is not listed, its family is. */
const FAMILIES: readonly [prefix: string, code: FailureCode][] = [
  ['salesforce-', 'salesforce-refused'],
  ['partner-center-', 'partner-center-refused'],
];

/** Where it stands, with the colon before it and the full stop behind. */
const DETAIL_AT_END = /: "?\{detail\}"?\.?/;

/** The explanation of a code, with its detail filled in or, where there is none, left out; a code of no known family is `unexpected`. */
export function explain(code: string, detail = ''): Explanation & { code: string } {
  const family = FAMILIES.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'unexpected';
  const entry: Explanation = CATALOGUE[isListed(code) ? code : family];
  const message =
    detail === ''
      ? entry.message.replace(DETAIL_AT_END, '.')
      : entry.message.replace('{detail}', () => detail);
  return { ...entry, code, message: fitted(message) };
}

/** As much as the record's field holds. */
export const fitted = (message: string): string => shortened(message, LONGEST_MESSAGE);

function isListed(code: string): code is FailureCode {
  return Object.hasOwn(CATALOGUE, code);
}
