/** What can be wrong with the bridge's sign-in at Partner Center, and with a person's attempt to make one. */
import type { Explanation } from './catalogue.ts';

const admin = (message: string, fix: string): Explanation => ({
  message,
  who: 'bridge-admin',
  fix,
});

const RECONNECT = 'Connect Partner Center again on the set-up page.';

export const PARTNER_CENTER_SIGN_IN = {
  'partner-center-not-connected': admin(
    'Nobody has connected Partner Center yet, so nothing is exchanged with Microsoft.',
    'Connect Partner Center on the set-up page, as a user with the role Referrals admin.',
  ),
  'partner-center-consent-withdrawn': admin(
    'The consent for the bridge was withdrawn at Microsoft, or lacks a permission.',
    'In Entra, grant the app admin consent for "Microsoft Partner" and "Microsoft Partner Center" (user_impersonation), then connect again on the set-up page.',
  ),
  'partner-center-session-revoked': admin(
    'Microsoft ended the sign-in of the bridge: the password of its user was changed, or its sessions were revoked.',
    RECONNECT,
  ),
  'partner-center-session-inactive': admin(
    'The sign-in of the bridge was not used for 90 days and has expired.',
    `${RECONNECT} A bridge that runs renews its sign-in by itself.`,
  ),
  'partner-center-user-disabled': admin(
    'The Microsoft user of the bridge is disabled, deleted, locked or not assigned to the app.',
    'Enable the user in Entra, or connect again on the set-up page as another one.',
  ),
  'partner-center-policy': admin(
    "Your organisation's sign-in rules at Microsoft (Conditional Access) ended the sign-in of the bridge.",
    `${RECONNECT} If it happens often, ask the Entra admin to leave this user out of the sign-in frequency rule.`,
  ),
  'partner-center-secret-wrong': admin(
    'Microsoft does not accept the client secret of the bridge.',
    'Set PARTNER_CENTER_CLIENT_SECRET to the value (not the id) of a client secret of the app, and restart the bridge.',
  ),
  'partner-center-secret-expired': admin(
    'The client secret of the bridge has expired at Microsoft.',
    'Add a new client secret to the app in Entra, set PARTNER_CENTER_CLIENT_SECRET to its value, and restart the bridge.',
  ),
  'partner-center-certificate-refused': admin(
    'Microsoft does not accept the certificate of the bridge.',
    'Upload the certificate of PARTNER_CENTER_CERTIFICATE_FILE to the app in Entra, and check the clock of the machine.',
  ),
  'partner-center-app-unknown': admin(
    'Microsoft does not know the app of the bridge in this tenant, or the app is disabled.',
    'Check PARTNER_CENTER_CLIENT_ID and PARTNER_CENTER_TENANT_ID, and that the app is enabled in Entra.',
  ),
  'partner-center-tenant-unknown': admin(
    'Microsoft does not know the tenant of the bridge.',
    'Set PARTNER_CENTER_TENANT_ID to the Entra tenant of the partner account, and restart the bridge.',
  ),
  'partner-center-secrets-unreadable': admin(
    'The sign-in of the bridge is in the store, but cannot be opened: its sealing key is missing, or the row was changed.',
    'Give the bridge the SEALING_KEYS it had, or connect Partner Center again on the set-up page.',
  ),
  'partner-center-sign-in-refused': admin(
    'Microsoft refuses the sign-in of the bridge for a reason the bridge does not know.',
    `${RECONNECT} If that does not help, look up the number AADSTS in the log of the bridge.`,
  ),
  'partner-center-sign-in-unavailable': {
    message: 'The sign-in service of Microsoft cannot be reached or is unwell.',
    who: 'nobody',
    fix: 'Nothing, unless it lasts: then look at the network of the bridge and at the status page of Microsoft Entra.',
  },
  // Works, and will not for long
  'partner-center-inactivity-near': admin(
    'The sign-in of the bridge was not renewed for long and expires soon.',
    RECONNECT,
  ),
  'partner-center-certificate-ends': admin(
    'The certificate that the bridge signs in with ends soon.',
    'Upload a new certificate to the app in Entra, set PARTNER_CENTER_CERTIFICATE_FILE to it, and restart the bridge.',
  ),
  'partner-center-secret-ends': admin(
    'The client secret that the bridge signs in with ends soon.',
    'Add a new client secret to the app in Entra, set PARTNER_CENTER_CLIENT_SECRET to its value, and restart the bridge.',
  ),
  // Connecting did not work; what was connected before stays so
  'consent-cancelled': admin(
    'The sign-in at Microsoft was cancelled.',
    'Connect Partner Center again, and accept the permissions.',
  ),
  'consent-late': admin(
    'The sign-in at Microsoft took too long, or its answer was used already.',
    'Connect Partner Center again, and finish within ten minutes.',
  ),
  'consent-mismatch': admin(
    'The answer of Microsoft does not belong to the sign-in that was begun here.',
    'Connect Partner Center again, and finish in the same browser.',
  ),
  'consent-other-tenant': admin(
    'The user who signed in belongs to another Entra tenant than the bridge.',
    'Connect again as a user of the partner tenant, or correct PARTNER_CENTER_TENANT_ID.',
  ),
  'consent-redirect': admin(
    'The app in Entra does not know the address that Microsoft has to send the browser back to.',
    'Add PUBLIC_URL with /setup/callback to the redirect URIs (Web) of the app in Entra.',
  ),
} as const satisfies Record<string, Explanation>;

/** `partner-center-mfa` is also an answer of the API itself, and explained there. */
export type PartnerCenterSignInCode = keyof typeof PARTNER_CENTER_SIGN_IN | 'partner-center-mfa';
