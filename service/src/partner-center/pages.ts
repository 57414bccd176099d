import { HostFault } from '../errors.ts';

/** Where pages may be read from: the referrals list itself, and the hosts a next link may name. */
export type PageSource = { listUrl: URL; allowedHosts: ReadonlySet<string> };

/**
 * The URL of the next page. The link is opaque and often `http:` although the service is not (seen in Microsoft's
 * own samples), so the scheme is that of the configured base; the host must be one we may send our token to.
 * @throws HostFault `partner-center-foreign-link` before anything is sent there.
 */
export function nextPageUrl(link: string, { listUrl, allowedHosts }: PageSource): URL {
  const url = URL.parse(link, listUrl.href);
  if (url?.protocol === 'http:' && listUrl.protocol === 'https:') url.protocol = 'https:';
  const isOurs =
    url !== null &&
    url.protocol === listUrl.protocol &&
    url.username === '' &&
    url.password === '' &&
    allowedHosts.has(url.host);
  if (!isOurs) {
    throw new HostFault('partnerCenter', 'partner-center-foreign-link', {
      detail: `the next page is on ${url?.host || 'no host'}; expected ${[...allowedHosts].join(' or ')}`,
    });
  }
  return url;
}

/**
 * The documented sample of a next link lacks a path segment of the API. When the link itself leads nowhere
 * (404), its `$skiptoken` still works on the list's own path. Undefined when the link has none.
 */
export function skipTokenUrl(nextUrl: URL, { listUrl }: PageSource): URL | undefined {
  const token = nextUrl.searchParams.get('$skiptoken');
  if (token === null) return undefined;
  const url = new URL(listUrl);
  url.search = `?$skiptoken=${encodeURIComponent(token)}`;
  return url.href === nextUrl.href ? undefined : url;
}

/** A string literal of OData: quotes are doubled. */
export function odataString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
