import { html, type Html } from './setup/html.ts';
import type { Page } from './setup/page.ts';

type Operation = {
  summary?: string;
  tags?: string[];
  responses?: { [status: string]: unknown };
};
export type OpenApi = { paths?: { [path: string]: { [method: string]: Operation } } };

/** The routes as a person reads them: no script, nothing from elsewhere. */
export const documentationPage = ({ paths = {} }: OpenApi): Page => ({
  title: 'Routes of the bridge',
  body: html`<section>
      <p>
        The whole description, with every field:
        <a href="/docs/openapi.json">openapi.json</a> (OpenAPI 3.1).
      </p>
    </section>
    ${Object.entries(paths).map(([path, operations]) => routeOf(path, operations))}`,
});

const routeOf = (path: string, operations: { [method: string]: Operation }): Html[] =>
  Object.entries(operations).map(
    ([method, { summary, tags, responses }]) =>
      html`<section>
        <h2>${method.toUpperCase()} ${path}</h2>
        <p>${summary ?? ''}</p>
        <dl>
          <dt>Door</dt>
          <dd>${tags?.join(', ') ?? ''}</dd>
          <dt>Answers</dt>
          <dd>${Object.keys(responses ?? {}).join(', ')}</dd>
        </dl>
      </section>`,
  );
