/** The texts of `labels/CustomLabels.labels-meta.xml`, by lower-case name. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { asRecord, textOf } from '../../schema/xml.ts';

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'labels' });

export function readLabels(metadataDir: string): Map<string, string> {
  const file = join(metadataDir, 'labels', 'CustomLabels.labels-meta.xml');
  if (!existsSync(file)) return new Map();
  const root = asRecord(asRecord(parser.parse(readFileSync(file, 'utf8')))['CustomLabels']);
  return new Map(
    ((root['labels'] ?? []) as unknown[]).map(asRecord).map((label) => {
      return [(textOf(label['fullName']) ?? '').toLowerCase(), textOf(label['value']) ?? ''];
    }),
  );
}
