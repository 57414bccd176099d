import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditEntry, auditText } from '../../../service/src/domain/audit.ts';
import { fitted } from '../../../service/src/domain/catalogue.ts';
import { cut, shortened } from '../../../service/src/domain/cut.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 20 });
const anyLength = fc.integer({ min: 1, max: 20 });

describe('a text that has to fit', () => {
  it('is its beginning, as long as fits, and never ends in half a character', () => {
    fc.assert(
      fc.property(anyText, anyLength, (text, longest) => {
        const short = cut(text, longest);
        expect(text.startsWith(short)).toBe(true);
        expect(short.isWellFormed()).toBe(true);
        const missing = Math.min(text.length, longest) - short.length;
        expect(missing).toBe(text.slice(0, longest).isWellFormed() ? 0 : 1);
      }),
    );
  });

  it('says that something is missing, and only then', () => {
    fc.assert(
      fc.property(anyText, anyLength, (text, longest) => {
        const short = shortened(text, longest);
        expect(short.length).toBeLessThanOrEqual(longest);
        expect(short === text).toBe(text.length <= longest);
        expect(short.endsWith('…')).toBe(text.length > longest || text.endsWith('…'));
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });

  it('may be what a seller is told, or a line of the trail', () => {
    expect(fitted(`${'x'.repeat(253)}😀y`).isWellFormed()).toBe(true);
    const scope = { pairId: 'pair', rung: 1, now: '2026-03-08T09:00:00.000Z', correlationId: 'c' };
    const after = `${'x'.repeat(78)}😀yy`;
    const entry = auditEntry(scope, {
      action: 'sent',
      side: 'partnerCenter',
      field: 'notes',
      after,
    });
    expect(auditText(null, [entry]).isWellFormed()).toBe(true);
  });
});
