/** Texts with names in braces, e.g. `{Account.Name} – {Name}`. */
import type { Json } from './values.ts';

const PART = /\{([^{}]*)\}/g;

/** What the text names, each once. */
export function namesIn(template: string): string[] {
  return [...new Set([...template.matchAll(PART)].map(([, name = '']) => name.trim()))];
}

/** Null when nothing that it names has a value: a text around nothing says nothing. */
export function render(template: string, valueOf: (name: string) => Json): string | null {
  let isFilled = false;
  const text = template.replaceAll(PART, (_part, name: string) => {
    const value = valueOf(name.trim());
    // Null is an object, too.
    if (value === '' || typeof value === 'object') return '';
    isFilled = true;
    return String(value);
  });
  return isFilled ? text.trim() : null;
}
