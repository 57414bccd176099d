/** Files for the browser: the design system from its npm package, and the page's own scripts and styles. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

const TYPES: { readonly [extension: string]: string } = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

const folderAt = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const FOLDERS: { readonly [name: string]: string } = {
  slds: folderAt('../../../../../node_modules/@salesforce-ux/design-system/assets/'),
  page: folderAt('browser/'),
};

export function assetRoutes(app: FastifyInstance): void {
  for (const [name, folder] of Object.entries(FOLDERS)) {
    app.get<{ Params: { '*': string } }>(`/lightning/assets/${name}/*`, (request, reply) => {
      const path = join(folder, request.params['*']);
      const type = TYPES[extname(path)];
      const isThere = path.startsWith(folder) && existsSync(path) && statSync(path).isFile();
      if (!isThere || type === undefined) return reply.code(404).send('There is no such file.');
      return reply.type(type).send(readFileSync(path));
    });
  }
}
