import type { FastifyReply } from 'fastify';
import { html, type Html } from './html.ts';
import { CONTENT_SECURITY_POLICY, STYLE } from './style.ts';

export type Tone = 'good' | 'warn' | 'bad';
export type Notice = { tone: Tone; text: string };
export type Page = {
  title: string;
  body: Html;
  /** Shown once, above everything else. */
  notice?: Notice | undefined;
  /** The form that ends the session, where there is one. */
  signOut?: Html;
  /** For a page that only leads on. */
  leadTo?: string;
};

/** On every answer of the pages, refusals and redirects included. */
export const PAGE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  // With no-referrer a browser would send its forms with `Origin: null`, and their origin could not be checked.
  'referrer-policy': 'same-origin',
} as const;

export function sendPage(reply: FastifyReply, page: Page): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(layOut(page).markup);
}

/** A hidden field that proves the form came from a page of ours. */
export const csrfField = (csrf: string): Html =>
  html`<input type="hidden" name="csrf" value="${csrf}" />`;

/** A form that is one button. */
export const buttonForm = (action: string, label: string, csrf: string, kind = ''): Html =>
  html`<form method="post" action="${action}">
    ${csrfField(csrf)}<button class="${kind}">${label}</button>
  </form>`;

function layOut({ title, body, notice, signOut, leadTo }: Page): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${leadTo === undefined ? null : html`<meta http-equiv="refresh" content="0; url=${leadTo}" />`}
        <title>${title} – Co-Sell Bridge</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <header>
          <p>Co-Sell Bridge</p>
          ${signOut ?? null}
        </header>
        <main>
          <h1>${title}</h1>
          ${notice ? noticeOf(notice) : null} ${body}
        </main>
      </body>
    </html> `;
}

/** Our own constant, whose hash the policy names: neither escaped nor laid out by anybody. */
const STYLE_ELEMENT: Html = { markup: `<style>${STYLE}</style>` };

const noticeOf = ({ tone, text }: Notice): Html =>
  html`<section class="notice ${tone}" role="${tone === 'good' ? 'status' : 'alert'}">
    <p>${text}</p>
  </section>`;
