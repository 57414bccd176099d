import { existsSync, readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';

type Label = { fullName: string; value: string };

const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => name === 'labels',
});

/** The package's custom labels, by name; empty when it has none. */
export function readLabels(path: string): Map<string, string> {
  if (!existsSync(path)) return new Map();
  const document = parser.parse(readFileSync(path, 'utf8')) as {
    CustomLabels?: { labels?: Label[] };
  };
  const labels = document.CustomLabels?.labels ?? [];
  return new Map(labels.map(({ fullName, value }) => [fullName.trim(), value]));
}
