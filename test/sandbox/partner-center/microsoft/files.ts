/** The page's own files, from the folder beside. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { MICROSOFT_PAGE } from '../backstage.ts';

const FOLDER = new URL('./page/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export function pageFiles(app: FastifyInstance): void {
  for (const file of readdirSync(FOLDER)) {
    const path = file === 'index.html' ? MICROSOFT_PAGE : `${MICROSOFT_PAGE}/${file}`;
    app.get(path, (_request, reply) =>
      reply.type(TYPES[extname(file)] ?? 'text/plain').send(readFileSync(new URL(file, FOLDER))),
    );
  }
}
