/** What people read: explanations, the digest on the record, and keys that make repeating harmless. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditEntry, auditText, type AuditDraft } from '../../../service/src/domain/audit.ts';
import {
  CATALOGUE,
  explain,
  fitted,
  type FailureCode,
} from '../../../service/src/domain/catalogue.ts';
import {
  mirrorConflicts,
  mirrorHeld,
  mirrorSolutions,
} from '../../../service/src/domain/mirror.ts';
import type { Held, HeldMove, HoldReason } from '../../../service/src/domain/pair.ts';
import type { AuditEntry, Json, Solution } from '../../../service/src/domain/values.ts';
import { runs } from './runs.ts';

const codes = Object.keys(CATALOGUE);
const WHO = ['seller', 'salesforce-admin', 'bridge-admin', 'nobody'];

describe('every failure', () => {
  it.each(codes)('%s has a sentence that fits, somebody who can act, and a way', (code) => {
    const longest = 'a very long detail '.repeat(60);
    const { message, who, fix } = explain(code, longest);
    expect(message.length).toBeLessThanOrEqual(255);
    expect(message).toMatch(/^[A-Z]/);
    expect(explain(code).message).not.toContain('{detail}');
    expect(WHO).toContain(who);
    expect(fix).toMatch(/^[A-Z].*\.$/);
  });

  it.each(codes)('%s is a whole sentence without the detail too', (code) => {
    const [before = '', after = ''] = CATALOGUE[code as FailureCode].message.split('{detail}');
    const { message } = explain(code);
    expect(message.startsWith(before.replace(/: "?$/, ''))).toBe(true);
    expect(message.endsWith(after.replace(/^"?\.?/, ''))).toBe(true);
    expect(message).not.toMatch(/[:" ](\.|$)/);
    expect(message).toMatch(/\.$/);
  });

  it.each(['salesforce', 'partner-center'])('%s did not list is told as its family', (host) => {
    const code = `${host}-says-so`;
    const family = CATALOGUE[`${host}-refused` as FailureCode];
    const { message, ...rest } = explain(code, 'x');
    expect({ message, ...rest }).toEqual({
      ...{ ...family, code, message: family.message.replace('{detail}', 'x') },
    });
  });

  it('is cut only where it does not fit', () => {
    expect(fitted('x'.repeat(255))).toBe('x'.repeat(255));
    expect(fitted('x'.repeat(256))).toBe(`${'x'.repeat(254)}…`);
  });

  it('shows its detail exactly as it came', () => {
    const detail = fc.string({ maxLength: 60 });
    fc.assert(
      fc.property(detail, fc.constantFrom("$& it's $1", '$$', "$'"), (text, odd) => {
        const { message } = explain('salesforce-rejected', text + odd);
        expect(message).toBe(`Salesforce did not accept a change from Microsoft: ${text}${odd}`);
      }),
      runs(100),
    );
  });

  it.each(['nobody-knows', 'constructor', 'toString', '__proto__', ''])(
    'with the unknown code "%s" is unexpected, and keeps its code',
    (code) => {
      const { message, ...rest } = explain(code, 'x');
      expect(rest).toMatchObject({ code, who: 'bridge-admin' });
      expect(message).toBe(CATALOGUE.unexpected.message);
    },
  );
});

const REASONS: [HoldReason, status: string][] = [
  ['ask', 'Conflict'],
  ['refused', 'Needs Attention'],
  ['products', 'Needs Attention'],
  ['currency', 'Needs Attention'],
  ['closed-differently', 'Needs Attention'],
  ['closed-is-final', 'Needs Attention'],
  ['one-way', 'Needs Attention'],
  ['last-solution', 'Needs Attention'],
  ['looping', 'Needs Attention'],
  ['invitation', 'Synced'],
  ['direction', 'Synced'],
  ['undo', 'Synced'],
  ['on-hold', 'Synced'],
  ['open-question', 'Synced'],
  ['not-transition', 'Synced'],
  ['customer-fixed', 'Synced'],
];

describe('a held move', () => {
  const held = (reason: HoldReason, field = 'status'): Held => ({
    [field]: { reason, partnerCenter: 'a', salesforce: 'b', since: '2026-03-08T09:00:00.000Z' },
  });

  it.each(REASONS)('%s shows on the card as %s, with a sentence of its own', (reason, status) => {
    const told = mirrorHeld(held(reason));
    expect(told.status).toBe(status);
    if (reason === 'customer-fixed') expect(told.message).toContain('b / a');
    else if (status === 'Synced') expect(told.message).toBeNull();
    else expect(told.message).not.toBe(CATALOGUE.unexpected.message);
  });

  it('of a closed deal is only news about its status', () => {
    expect(mirrorHeld(held('closed-is-final', 'notes')).status).toBe('Synced');
  });

  it('is asked as one tile with both values, and nothing else is', () => {
    const tiles = JSON.parse(
      mirrorConflicts({ ...held('ask', 'notes'), ...held('undo') }) ?? '',
    ) as Json[];
    expect(tiles).toMatchObject([{ field: 'notes', salesforce: 'b', partnerCenter: 'a' }]);
    expect(mirrorConflicts(held('undo'))).toBeNull();
  });

  it('tells who saved each value and when', () => {
    const saved = {
      salesforce: { at: '2026-03-01T08:00:00.000Z', by: 'Anna Berg' },
      partnerCenter: { at: '2026-03-01T09:00:00.000Z', by: null },
    };
    const [asked] = Object.values(held('ask', 'notes'));
    const tiles = JSON.parse(
      mirrorConflicts({ notes: { ...asked, saved } as HeldMove }) ?? '',
    ) as Json[];
    expect(tiles).toMatchObject([{ field: 'notes', saved }]);
  });
});

/** The card's own reader of these lines; its folder has no types. */
const CARD = '../../../force-app/main/default/lwc/coSellTrail/parseAuditLine.js';
const { parseAuditLine } = (await import(CARD)) as {
  parseAuditLine(line: string): { [part: string]: string | null } | null;
};
describe('the solutions at a glance', () => {
  const line = (some: Partial<Solution>) =>
    mirrorSolutions([
      { id: 'SOL-1', name: 'Cloud', quantity: null, price: null, currency: null, ...some },
    ]);

  it.each([
    [{}, 'Cloud (SOL-1)'],
    [{ name: null }, 'SOL-1'],
    [{ name: 'Two\n lines' }, 'Two lines (SOL-1)'],
    [{ quantity: 2, price: 10.5, currency: 'USD' }, 'Cloud (SOL-1) – 2 × 10.5 USD'],
    [{ quantity: 2 }, 'Cloud (SOL-1) – 2 ×'],
    [{ price: 0.1 + 0.2, currency: 'EUR' }, 'Cloud (SOL-1) – 0.3 EUR'],
    [{ price: 9 }, 'Cloud (SOL-1) – 9'],
    [{ quantity: 0, price: 0, currency: 'USD' }, 'Cloud (SOL-1) – 0 × 0 USD'],
    [{ currency: 'USD' }, 'Cloud (SOL-1)'],
  ])('%j reads "%s"', (some, text) => {
    expect(line(some)).toBe(text);
  });

  it('are whole lines, as many as the field takes', () => {
    const solutions = fc.array(
      fc.record({
        id: fc.string({ minLength: 1, maxLength: 80 }),
        name: fc.option(fc.string({ maxLength: 2_000 })),
        quantity: fc.option(fc.double({ noNaN: true })),
        price: fc.option(fc.double({ noNaN: true })),
        currency: fc.option(fc.constantFrom('USD', 'EUR')),
      }),
      { maxLength: 120, size: 'max' },
    );
    fc.assert(
      fc.property(solutions, (all) => {
        const text = mirrorSolutions(all);
        expect(text.length).toBeLessThanOrEqual(32_768);
        expect(mirrorSolutions(all.slice(0, text.split('\n').length))).toBe(text);
      }),
      runs(50),
    );
  });
});

const drafts: fc.Arbitrary<AuditDraft> = fc.record({
  action: fc.constantFrom('sent', 'written', 'conflict', 'held', 'refused', 'shared'),
  side: fc.constantFrom('partnerCenter', 'salesforce', 'bridge'),
  field: fc.constantFrom(null, 'notes', 'dealValue', `solutions:${'S'.repeat(80)}`),
  before: fc.oneof(fc.constant(null), fc.string(), fc.double(), fc.constant('n\n'.repeat(500))),
  after: fc.oneof(fc.constant(null), fc.string({ maxLength: 400 }), fc.constant({ id: 'SOL-1' })),
  reason: fc.oneof(
    fc.constant(null),
    fc.string({ maxLength: 300 }),
    fc.constant('A rule said:\nno.\n'.repeat(30)),
  ),
});
const entries = fc.array(
  fc.tuple(drafts, fc.nat(100_000)).map(([draft, minute]) =>
    auditEntry(
      {
        pairId: '8c1f4b0e-5a92-4f7d-9d33-61c0a2b7e4f8',
        rung: minute,
        now: new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString(),
        correlationId: 'c',
      },
      draft,
    ),
  ),
  { maxLength: 25 },
);

describe('the digest on the record', () => {
  it('has at most ten lines and 4,000 characters, the newest on top', () => {
    fc.assert(
      fc.property(entries, entries, (old, fresh) => {
        const text = auditText(auditText(null, old), fresh);
        expect(text.length).toBeLessThanOrEqual(4_000);
        const lines = text === '' ? [] : text.split('\n');
        expect(lines.length).toBeLessThanOrEqual(10);
        const newest = fresh.at(-1);
        if (newest) expect(text).toContain(newest.occurred.slice(0, 16).replace('T', ' '));
      }),
      runs(150),
    );
  });

  it('is the same when the same entries are told again', () => {
    fc.assert(
      fc.property(entries, entries, (old, fresh) => {
        const once = auditText(auditText('', old), fresh);
        expect(auditText(once, fresh)).toBe(once);
      }),
      runs(150),
    );
  });

  it('keeps every entry while there is room, also when a part of them was told before', () => {
    fc.assert(
      fc.property(fc.nat(7), fc.nat(7), (told, more) => {
        const all = Array.from({ length: told + more }, (_, n) => numbered(n));
        const text = auditText(auditText(null, all.slice(0, told)), all.slice(0, 10));
        const said = all.slice(0, 10).map(({ after }) => `→ ${String(after)}`);
        for (const line of said) expect(text.split('\n').some((l) => l.endsWith(line))).toBe(true);
      }),
      runs(50),
    );
  });
});

describe('a line of the digest', () => {
  const ids = fc.oneof(fc.string({ minLength: 1, maxLength: 40 }), fc.constant('SOL 1: a → b — c'));
  const texts = fc.oneof(fc.constant(null), fc.string({ minLength: 1, maxLength: 60 }));

  it('is taken apart by the card into what it was made of, whatever people typed', () => {
    fc.assert(
      fc.property(drafts, ids, texts, texts, texts, (draft, id, before, after, reason) => {
        const field = draft.field?.startsWith('solutions:')
          ? `solutions:${id}`
          : (draft.field ?? null);
        const entry = auditEntry(numberedScope(1), { ...draft, field, before, after, reason });
        const parts = parseAuditLine(auditText(null, [entry]));
        const tame = (text: string | null) => {
          const line = (text ?? '').replaceAll('→', '->').replaceAll('—', '-');
          return line.replaceAll(/\s+/g, ' ').trim();
        };
        expect(parts).toMatchObject({ occurred: '2026-01-01T00:01:00Z', action: draft.action });
        expect(parts?.field).toBe(field);
        const isTold = before !== null || after !== null;
        const told = isTold
          ? [before, after].map((text) => (text === null ? '' : tame(text)))
          : ['', ''];
        expect([tame(parts?.before ?? ''), tame(parts?.after ?? '')]).toEqual(told);
        expect(tame(parts?.reason ?? '')).toBe(tame(reason));
      }),
      runs(300),
    );
  });

  it.each([
    [2, 10, 'Contoso (SOL-1), 2 × 10 USD'],
    [2, null, 'Contoso (SOL-1), 2 ×'],
    [null, 10, 'Contoso (SOL-1), 10 USD'],
    [null, null, 'Contoso (SOL-1)'],
  ])('names a solution, and how much of it: %s × %s', (quantity, price, words) => {
    const solution = { id: 'SOL-1', name: 'Contoso', quantity, price, currency: 'USD' };
    const entry = auditEntry(numberedScope(1), {
      ...{ action: 'sent', side: 'partnerCenter', field: 'solutions:SOL-1', after: solution },
    });
    expect(auditText(null, [entry])).toBe(`2026-01-01 00:01 sent solutions:SOL-1: – → ${words}`);
  });

  it('of before this form is told as it stands, and one of a person is none', () => {
    const old = '2026-11-10 08:10 written closingDate: 2027-02-19 → 2027-02-26 (a reason)';
    expect(parseAuditLine(old)).toMatchObject({
      before: '2027-02-19',
      after: '2027-02-26 (a reason)',
    });
    expect(parseAuditLine('Called them on Monday')).toBeNull();
  });
});

describe('the key of an entry', () => {
  const scope = (rung: number) => ({
    pairId: '8c1f4b0e-5a92-4f7d-9d33-61c0a2b7e4f8',
    rung,
    now: '2026-03-08T09:00:00.000Z',
    correlationId: 'c',
  });

  it('fits its field and is the same for the same decision, whenever it is made', () => {
    fc.assert(
      fc.property(drafts, fc.maxSafeNat(), (draft, rung) => {
        const { entryKey } = auditEntry(scope(rung), draft);
        expect(entryKey.length).toBeLessThanOrEqual(80);
        const later = { ...scope(rung), now: '2027-01-01T00:00:00.000Z', correlationId: 'd' };
        expect(auditEntry(later, draft).entryKey).toBe(entryKey);
      }),
      runs(150),
    );
  });

  it('differs for another ring, action, side, field, value or reason', () => {
    const draft: AuditDraft = { action: 'sent', side: 'salesforce', field: 'notes', before: 'a' };
    const others: AuditEntry[] = [
      auditEntry(scope(2), draft),
      auditEntry(scope(1), { ...draft, action: 'written' }),
      auditEntry(scope(1), { ...draft, side: 'bridge' }),
      auditEntry(scope(1), { ...draft, field: 'status' }),
      auditEntry(scope(1), { ...draft, before: 'b' }),
      auditEntry(scope(1), { ...draft, after: 'a', before: null }),
      auditEntry(scope(1), { ...draft, reason: 'a' }),
      auditEntry(scope(1), draft),
    ];
    expect(new Set(others.map(({ entryKey }) => entryKey)).size).toBe(others.length);
  });
});

const numberedScope = (n: number) => ({
  pairId: 'p',
  rung: n,
  now: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString(),
  correlationId: 'c',
});

function numbered(n: number): AuditEntry {
  return auditEntry(numberedScope(n), {
    action: 'sent',
    side: 'partnerCenter',
    field: 'notes',
    before: 'x',
    after: `value ${n}`,
  });
}
