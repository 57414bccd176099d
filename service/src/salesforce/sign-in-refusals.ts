/** What a refused sign-in means, and so what a person is told. Every one of them waits for a person. */

type Refusal = {
  error: string;
  /**
   * Within `error_description`: `invalid_grant` stands for half a dozen mistakes, and only the text tells them apart. It
   * chooses a sentence and nothing else; a text that nobody knows yet gets the general one.
   */
  says?: RegExp;
  code: string;
};

const REFUSALS: readonly Refusal[] = [
  { error: 'invalid_app_access', code: 'salesforce-app-access' },
  { error: 'invalid_client_id', code: 'salesforce-client-unknown' },
  { error: 'invalid_client', code: 'salesforce-client-unknown' },
  { error: 'unsupported_grant_type', code: 'salesforce-flow-off' },
  { error: 'inactive_user', code: 'salesforce-user-inactive' },
  {
    error: 'invalid_grant',
    says: /approved this consumer/i,
    code: 'salesforce-user-not-approved',
  },
  { error: 'invalid_grant', says: /audience/i, code: 'salesforce-audience-wrong' },
  { error: 'invalid_grant', says: /expired/i, code: 'salesforce-clock-skew' },
  { error: 'invalid_grant', says: /inactive/i, code: 'salesforce-user-inactive' },
  { error: 'invalid_grant', says: /invalid assertion/i, code: 'salesforce-certificate-mismatch' },
];

/** Code of the catalogue. */
export function refusalCode(error: string, description: string): string {
  const known = REFUSALS.find(
    (refusal) => refusal.error === error && (refusal.says?.test(description) ?? true),
  );
  return known?.code ?? 'salesforce-sign-in-refused';
}
