/** The newest entries as the text that stands on the record. */
import { describe, expect, it } from 'vitest';
import { auditEntry, auditText, type AuditDraft } from '../../../service/src/domain/audit.ts';
import type { AuditEntry, Json } from '../../../service/src/domain/values.ts';

const entry = (part: Partial<AuditDraft> = {}, minute = 10): AuditEntry => {
  const now = `2026-11-10T08:${String(minute).padStart(2, '0')}:30.000Z`;
  const scope = { pairId: 'p', rung: 7, now, correlationId: 'c' };
  return auditEntry(scope, { action: 'sent', side: 'partnerCenter', field: 'notes', ...part });
};
const lineOf = (part: Partial<AuditDraft>) => auditText(null, [entry(part)]);

describe('an entry', () => {
  it('says what nobody told by null, and that the bridge did it', () => {
    const { entryKey, ...rest } = entry({});
    expect(rest).toEqual({
      ...{ occurred: '2026-11-10T08:10:30.000Z', actor: 'Co-Sell Bridge', side: 'partnerCenter' },
      ...{ action: 'sent', field: 'notes', before: null, after: null, reason: null },
      correlationId: 'c',
    });
    expect(entryKey).toMatch(/^p:7:[0-9a-f]{14}$/);
  });

  it('has a key of its own for everything that makes it another', () => {
    const keys = [
      ...[{}, { action: 'held' as const }, { side: 'salesforce' as const }, { field: 'dealValue' }],
      ...[{ before: 1 }, { after: 1 }, { reason: 'why' }, { reason: 'why not' }],
    ].map((part) => entry(part).entryKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(entry({ actor: 'Somebody' }).entryKey).toBe(keys[0]);
  });
});

describe('its line', () => {
  it.each<[what: string, part: Partial<AuditDraft>, line: string]>([
    ['the action alone', { field: null }, 'sent'],
    ['the field', {}, 'sent notes'],
    ['both values', { before: 'a', after: 'b' }, 'sent notes: a → b'],
    ['nothing before', { after: 0 }, 'sent notes: – → 0'],
    ['nothing after', { before: false }, 'sent notes: false → –'],
    ['blanks as nothing', { before: ' \n ', after: 'b' }, 'sent notes: – → b'],
    ['the reason', { reason: ' why  so ' }, 'sent notes — why so'],
    ['no reason of blanks', { reason: ' ' }, 'sent notes'],
    ['texts on one line', { before: ' a\n\n b ', after: 'c' }, 'sent notes: a b → c'],
    [
      'arrows and dashes as signs of their own',
      { before: 'a→b', after: 'c—d', reason: 'e → f' },
      'sent notes: a->b → c-d — e -> f',
    ],
    ['a solution by its encoded id', { field: 'solutions:a b:c' }, 'sent solutions:a%20b%3Ac'],
    [
      'long values cut',
      { before: 'x'.repeat(80), after: 'y'.repeat(81) },
      `sent notes: ${'x'.repeat(80)} → ${'y'.repeat(79)}…`,
    ],
  ])('has %s', (_what, part, line) => {
    expect(lineOf(part)).toBe(`2026-11-10 08:10 ${line}`);
  });

  it('fits ten times into the field', () => {
    const long = lineOf({ reason: 'x'.repeat(500) });
    expect(long).toHaveLength(399);
    expect(long.endsWith('x…')).toBe(true);
  });

  it.each<[what: string, value: Json, text: string]>([
    ['its id', { id: 'S' }, 'S'],
    ['its name', { id: 'S', name: 'N' }, 'N (S)'],
    ['no empty name', { id: 'S', name: '' }, 'S'],
    ['no name that is none', { id: 'S', name: 3 }, 'S'],
    ['how many', { id: 'S', name: 'N', quantity: 2, price: null, currency: null }, 'N (S), 2 ×'],
    ['its price', { id: 'S', name: null, quantity: null, price: 3, currency: 'EUR' }, 'S, 3 EUR'],
    ['how many at which price', { id: 'S', quantity: 2, price: 3, currency: null }, 'S, 2 × 3'],
    ['nothing that is missing', { id: 'S', price: 3 }, 'S, 3'],
    ['nothing that is empty', { id: 'S', quantity: '', price: 3 }, 'S, 3'],
  ])('has of a solution %s', (_what, after, text) => {
    expect(lineOf({ after })).toBe(`2026-11-10 08:10 sent notes: – → ${text}`);
  });

  it.each<[value: Json, text: string]>([
    [['a'], '["a"]'],
    [{ email: 'a' }, '{"email":"a"}'],
    [{ id: 3 }, '{"id":3}'],
  ])('has other values as they are: %j', (after, text) => {
    expect(lineOf({ after })).toBe(`2026-11-10 08:10 sent notes: – → ${text}`);
  });
});

describe('the text', () => {
  const [one, two, three] = [1, 2, 3].map((minute) => entry({}, minute)) as [
    AuditEntry,
    AuditEntry,
    AuditEntry,
  ];
  const line = (minute: number) => `2026-11-10 08:${String(minute).padStart(2, '0')} sent notes`;

  it('has the newest on top, above what was told before', () => {
    expect(auditText(null, [one, two])).toBe(`${line(2)}\n${line(1)}`);
    expect(auditText(`${line(2)}\r\n\n${line(1)}`, [three])).toBe([3, 2, 1].map(line).join('\n'));
    expect(auditText(3, [one])).toBe(line(1));
  });

  it('tells nothing again', () => {
    expect(auditText(`${line(2)}\n${line(1)}`, [one, two, three])).toBe(
      [3, 2, 1].map(line).join('\n'),
    );
    expect(auditText(line(2), [one, two])).toBe(line(2));
  });

  it('has at most ten lines', () => {
    const entries = Array.from({ length: 12 }, (_, minute) => entry({}, minute));
    expect(auditText(null, entries).split('\n')).toEqual(
      Array.from({ length: 10 }, (_, n) => line(11 - n)),
    );
  });

  it('has whole lines and at most 4,000 characters, whatever stood there', () => {
    const wide = (letter: string, length: number) => letter.repeat(length);
    const fits = auditText(`${wide('a', 3_970)}`, [one]);
    expect(fits).toHaveLength(3_970 + 1 + line(1).length);
    const exactly = 4_000 - 1 - line(1).length;
    expect(auditText(wide('a', exactly), [one])).toHaveLength(4_000);
    expect(auditText(wide('a', exactly + 1), [one])).toBe(line(1));
  });
});
