/** The two kinds of pages: one state alone, and all of them beside each other. */
import type { PageState } from '../page/page-state.ts';
import type { StateFile } from './state-file.ts';

/** The state travels as data, so that no script stands in the page. */
export const statePage = (title: string, state: PageState): string =>
  page(
    title,
    `<link rel="stylesheet" href="/page.css">
<script type="application/json" id="page">${scriptText(state)}</script>
<script type="module" src="/components.js"></script>`,
    `<body class="${state.formFactor === 'Small' ? 'phone' : 'desktop'}">
<main id="stage"></main>
<div id="toasts" class="slds-notify_container"></div>
</body>`,
  );

export const galleryPage = (states: StateFile[]): string =>
  page(
    'Co-Sell Bridge: every state of the card',
    `<link rel="stylesheet" href="/gallery.css">
<script type="module" src="/gallery.js"></script>`,
    `<body>
<main>
<h1>Every state, at desktop and phone width</h1>
<nav><ul>${states.map(({ name, title }) => `<li><a href="#${name}">${text(title)}</a></li>`).join('')}</ul></nav>
${states.map(stateSection).join('\n')}
</main>
</body>`,
  );

const stateSection = ({ name, title }: StateFile): string => `<section id="${name}">
<h2>${text(title)} <a href="/states/${name}">alone</a></h2>
<div class="sizes">
<iframe loading="lazy" class="desktop" title="${text(title)}, desktop" src="/states/${name}"></iframe>
<iframe loading="lazy" class="phone" title="${text(title)}, phone" src="/states/${name}?size=phone"></iframe>
</div>
</section>`;

const page = (title: string, head: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/slds.css">
${head}
</head>
${body}
</html>
`;

const text = (plain: string): string =>
  plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const scriptText = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
