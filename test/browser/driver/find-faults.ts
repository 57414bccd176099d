/** What a page that is at rest shows wrong; every function returns sentences, empty when all is well. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const OPTIONS: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  // Belongs to WCAG 2.2 AA, and is off unless it is asked for.
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
};

/** Everything that axe finds against WCAG 2.2 AA. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(`if (!globalThis.axe) { ${AXE} }`);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify(OPTIONS)})`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary, html }) => {
      const why = failureSummary?.split('\n').slice(1).join(' ').trim() ?? '';
      return `${id}: ${target.flat().join(' ')} ${html.slice(0, 120)} (${why})`;
    }),
  );
}

/** Elements that reach past the right edge, which makes the page scroll sideways. */
export const findOverflow = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [];
    const look = (node) => {
      for (const element of [...(node.shadowRoot?.children ?? []), ...node.children]) {
        const { right } = element.getBoundingClientRect();
        if (right > clientWidth + 1) wide.push(element.tagName.toLowerCase() + ' ends at ' + Math.round(right));
        look(element);
      }
    };
    look(document.body);
    return ['the page is ' + scrollWidth + ' px wide in ' + clientWidth + ' px', ...wide.slice(0, 8)];
  })()`);
