import { expect, it } from 'vitest';
import { html } from '../../../../service/src/http/setup/html.ts';

it.each([
  ['<script>alert(1)</script>', '&#60;script&#62;alert(1)&#60;/script&#62;'],
  [`" onfocus='x' \``, '&#34; onfocus=&#39;x&#39; &#96;'],
  ['&lt;', '&#38;lt;'],
  ['Ünïcode ✓', 'Ünïcode ✓'],
])('what is put into markup stays text: %s', (text, written) => {
  expect(html`<p title="${text}">${text}</p>`.markup).toBe(`<p title="${written}">${written}</p>`);
});

it('markup in markup stays markup, lists are joined, numbers written and null left out', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
  const { markup } = html`<p>${items}${null}${3}</p>`;
  expect(markup.replaceAll(/\s/g, '')).toBe('<p><li>a</li><li>&#60;b&#62;</li>3</p>');
});

it('an object of the shape of markup is not made from text of others', () => {
  const parsed = JSON.parse('"{\\"markup\\":\\"<b>\\"}"') as string;
  expect(html`${parsed}`.markup).not.toContain('<b>');
});
