/** What a refusal of the sign-in service means. By its numbers (`error_codes`, AADSTS…), never by its text. */
import type { PartnerCenterSignInCode } from '../../domain/partner-center-sign-in.ts';

export type RefusedAnswer = { error: string; suberror: string; errorCodes: readonly number[] };

/** Numbers of learn.microsoft.com/entra/identity-platform/reference-error-codes that a renewal or a consent can meet. */
const BY_NUMBER: Readonly<Partial<Record<PartnerCenterSignInCode, readonly number[]>>> = {
  'partner-center-consent-withdrawn': [65001, 65004, 500011, 650052, 650056, 650057],
  'partner-center-session-revoked': [50055, 50132, 50133, 50144, 50173],
  'partner-center-session-inactive': [70008, 700081, 700082, 700084],
  'partner-center-user-disabled': [50034, 50053, 50057, 50105, 51004],
  'partner-center-mfa': [50072, 50074, 50076, 50078, 50079, 50158],
  'partner-center-policy': [50097, 50131, 53000, 53001, 53002, 53003, 53004, 70043, 70044],
  'partner-center-secret-wrong': [7000215, 7000218],
  'partner-center-secret-expired': [7000222],
  'partner-center-certificate-refused': [50012, 50027, 700021, 700023, 700024, 700027, 700030],
  'partner-center-app-unknown': [700016, 7000112, 7000229],
  'partner-center-tenant-unknown': [90002, 900021, 900023, 900382],
  // Only while a consent is being finished.
  'consent-late': [54005],
  'consent-mismatch': [501481, 9002325],
  'consent-redirect': [50011, 500112],
};

/** Where the number is new to us: RFC 6749 and OpenID Connect's own words. */
const BY_SUBERROR: Readonly<Record<string, PartnerCenterSignInCode>> = {
  consent_required: 'partner-center-consent-withdrawn',
  user_password_expired: 'partner-center-session-revoked',
  bad_token: 'partner-center-session-revoked',
  basic_action: 'partner-center-policy',
  additional_action: 'partner-center-policy',
  message_only: 'partner-center-policy',
};
const BY_ERROR: Readonly<Record<string, PartnerCenterSignInCode>> = {
  consent_required: 'partner-center-consent-withdrawn',
  interaction_required: 'partner-center-policy',
  login_required: 'partner-center-session-revoked',
  unauthorized_client: 'partner-center-app-unknown',
  invalid_tenant: 'partner-center-tenant-unknown',
  invalid_resource: 'partner-center-consent-withdrawn',
  access_denied: 'consent-cancelled',
};

/** Their OAuth error is one of a refusal, but the service says that it is unwell: no person can change that. */
const OUTAGES = { errors: ['temporarily_unavailable', 'server_error'], numbers: [90033, 50196] };

/** Waiting helps against these, a person does not. 50196: too many requests in a row. */
export function isOutage({ error, errorCodes }: RefusedAnswer): boolean {
  return (
    OUTAGES.errors.includes(error) || errorCodes.some((number) => OUTAGES.numbers.includes(number))
  );
}

export function reasonOf(answer: RefusedAnswer, uses: 'secret' | 'certificate') {
  return (
    answer.errorCodes.map(byNumber).find((code) => code !== undefined) ??
    ownEntry(BY_SUBERROR, answer.suberror) ??
    ownEntry({ ...BY_ERROR, invalid_client: clientCode(uses) }, answer.error) ??
    'partner-center-sign-in-refused'
  );
}

/**
 * True when a renewal that works shows that the reason is gone. What the API itself said of a token is undone only by
 * a person signing in: the sign-in service would renew such a session for ever.
 */
export const healsByItself = (reason: string): boolean => reason !== 'partner-center-mfa';

function byNumber(number: number): PartnerCenterSignInCode | undefined {
  return entries.find(([, numbers]) => numbers.includes(number))?.[0];
}
const entries = Object.entries(BY_NUMBER) as [PartnerCenterSignInCode, readonly number[]][];

const clientCode = (uses: 'secret' | 'certificate') =>
  uses === 'secret' ? 'partner-center-secret-wrong' : 'partner-center-certificate-refused';

const ownEntry = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
