/** The org's own pages, as a browser gets them; what they show comes from the JSON under `/lightning/api`. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Schema } from '../../schema/types.ts';
import { assetRoutes } from './assets.ts';
import { createCompiler } from './compiled-components.ts';
import { frameDocument, signInDocument } from './documents.ts';
import {
  readPageMetadata,
  type MetadataFolders,
  type PageMetadata,
} from './metadata/read-metadata.ts';

export type Stage = { name: string; isClosed: boolean; isWon: boolean };
export type PageOptions = MetadataFolders & {
  schema: Schema;
  /** In their order. */
  stages(): Stage[];
  /** The page that plays both sides; no link to it without. */
  sandboxUrl(): string | undefined;
};

/** Pages ask this server only, and no script stands in them; the base components put style elements into the page. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Record, object and app pages, and the home that leads to the first tab. */
const FRAMES = ['/lightning/r/*', '/lightning/o/*', '/lightning/n/*', '/lightning/page/*'];

export function pageRoutes(app: FastifyInstance, options: PageOptions): void {
  // A scope of its own: the API's answers have no such headers.
  void app.register(async (pages) => {
    pages.addHook('onSend', async (_request, reply) => {
      void reply.headers({
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
      });
    });
    assetRoutes(pages);
    documentRoutes(pages, options);
  });
}

function documentRoutes(app: FastifyInstance, options: PageOptions): void {
  const compiled = createCompiler(options.packageFolder);
  let metadata: PageMetadata | undefined;

  app.get('/', (_request, reply) => html(reply, signInDocument()));
  app.get('/lightning', (_request, reply) => reply.redirect('/lightning/page/home'));
  for (const path of FRAMES) {
    app.get(path, (_request, reply) => {
      metadata ??= readPageMetadata(options, options.schema);
      const sandboxUrl = options.sandboxUrl() ?? null;
      return html(reply, frameDocument({ metadata, stages: options.stages(), sandboxUrl }));
    });
  }
  app.get('/lightning/components.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(await compiled()),
  );
}

const html = (reply: FastifyReply, text: string) =>
  reply.type('text/html; charset=utf-8').send(text);
