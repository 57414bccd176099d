import { WebhookRefused } from './webhook-refused.ts';

/**
 * The certificate URL a call names, if we may fetch from there: https, no user, and exactly one of the configured
 * `host` or `host:port` values. A suffix rule would trust whoever can get a name below it.
 * @throws WebhookRefused 401
 */
export function allowedCertificateUrl(text: string, hosts: ReadonlySet<string>): URL {
  const url = text.length <= 2048 ? URL.parse(text) : null;
  // Parsers differ in what they forgive; a URL that is not written the normal way is not fetched at all.
  if (url === null || /[\s\\]/.test(text)) throw refused('certificate-url', 'an absolute URL');
  if (url.protocol !== 'https:') throw refused('certificate-url-scheme', 'an https URL');
  if (url.username !== '' || url.password !== '' || text.includes('@')) {
    throw refused('certificate-url-user', 'a URL without a user');
  }
  if (!hosts.has(url.host)) {
    throw refused('certificate-url-host', `one of the hosts ${[...hosts].join(', ')}`);
  }
  return url;
}

function refused(code: string, expected: string): WebhookRefused {
  return new WebhookRefused(401, code, `Expected X-MS-Certificate-Url to be ${expected}.`);
}
