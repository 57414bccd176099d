/** The page answers this machine alone, and takes orders from nobody's page but itself. */
import type { FastifyInstance } from 'fastify';
import { denied } from '../api-error.ts';
import { isMicrosoftPage } from '../backstage.ts';

/** Sent with every call that changes something; no other site's page can add it without being asked by the browser. */
export const ORDER_HEADER = 'x-microsoft-page';

const LOCAL_NAMES = ['127.0.0.1', 'localhost'];
const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

export function guardPage(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ url, hostname, method, headers }, reply) => {
    if (!isMicrosoftPage(url)) return;
    void reply.headers(HEADERS);
    if (!LOCAL_NAMES.includes(hostname)) {
      throw denied(`Expected to be called as 127.0.0.1 or localhost; got ${hostname}.`);
    }
    if (method !== 'GET' && headers[ORDER_HEADER] === undefined) {
      throw denied(`Expected the header ${ORDER_HEADER} with ${method}; there was none.`);
    }
  });
}
