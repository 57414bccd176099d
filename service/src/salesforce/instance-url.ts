import { CannotStart } from '../errors.ts';

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The origin of an org's instance URL. Plain http only on this machine, for the sandbox. @throws CannotStart */
export function instanceOrigin(instanceUrl: string): string {
  const url = URL.parse(instanceUrl);
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && LOCAL.has(url.hostname));
  // Lightning's own host serves pages, no API.
  if (!url || !isSafe || url.hostname.endsWith('.lightning.force.com'))
    throw new CannotStart(
      'salesforce-instance-url',
      `Expected the org's address like https://acme.my.salesforce.com, got "${instanceUrl.slice(0, 100)}"`,
    );
  return url.origin;
}
