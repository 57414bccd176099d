import type { Page } from 'playwright-core';

/** A list that fills with a sentence for everything that should not happen on a page of ours. */
export function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    const type = message.type();
    if (type === 'error' || type === 'warning') problems.push(`console ${type}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script error: ${error.message}`));
  page.on('request', (request) => {
    if (!isHere(request.url())) problems.push(`request to the outside: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`answer ${response.status()}: ${response.url()}`);
  });
  return problems;
}

/** Data in the page itself is no request. */
function isHere(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return hostname === '127.0.0.1' || protocol === 'data:' || protocol === 'blob:';
}
