/** Serves the compiled components and one page for each state, on this machine only. */
import { readFileSync } from 'node:fs';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { SLDS_STYLES } from '../compile/places.ts';
import type { Schema } from '../../sandbox/org/schema/types.ts';
import { galleryPage, statePage } from './pages.ts';
import { pageStateOf } from './page-states.ts';
import type { StateFile } from './state-file.ts';

export type Gallery = { url: string; stop(): Promise<void> };
export type GalleryOptions = { script: string; schema: Schema; states: StateFile[]; port: number };

/** The components may ask nobody but this server; the base components put style elements into the page. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';
const own = (name: string): string =>
  readFileSync(new URL(`../page/${name}`, import.meta.url), 'utf8');

export async function startGallery({
  script,
  schema,
  states,
  port,
}: GalleryOptions): Promise<Gallery> {
  const app = Fastify({ forceCloseConnections: true });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
    reply.header('cache-control', 'no-cache');
  });
  serveText(app, '/components.js', SCRIPT, () => readFileSync(script, 'utf8'));
  serveText(app, '/slds.css', STYLE, () => readFileSync(SLDS_STYLES, 'utf8'));
  for (const [name, type] of [
    ['page.css', STYLE],
    ['gallery.css', STYLE],
    ['gallery.js', SCRIPT],
  ] as const) {
    serveText(app, `/${name}`, type, () => own(name));
  }
  app.get('/', (_request, reply) => html(reply, galleryPage(states)));
  app.get<{ Params: { name: string }; Querystring: { size?: string } }>(
    '/states/:name',
    (request, reply) => {
      const state = states.find(({ name }) => name === request.params.name);
      if (!state) return reply.code(404).send(`there is no state ${request.params.name}`);
      const formFactor = request.query.size === 'phone' ? 'Small' : 'Large';
      return html(reply, statePage(state.title, pageStateOf(state, schema, formFactor)));
    },
  );
  const url = await app.listen({ port, host: '127.0.0.1' });
  return { url, stop: () => app.close() };
}

const html = (reply: FastifyReply, text: string) =>
  reply.type('text/html; charset=utf-8').send(text);

function serveText(app: FastifyInstance, path: string, type: string, read: () => string): void {
  app.get(path, (_request, reply) => reply.type(type).send(read()));
}
