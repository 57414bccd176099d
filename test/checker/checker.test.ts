import { describe, expect, it } from 'vitest';
import { check } from './checker.ts';
import { DEAL, found, inboundDeal, sharedDeal } from './deals-for-tests.ts';
import { startHistory } from './history.ts';
import { isClean, reportVerdict } from './report.ts';

describe('a clean history', () => {
  it('is clean, and says how much was looked at', () => {
    const told = sharedDeal();
    told.seller({ Amount: 200 });
    told.sends({ dealValue: 200 });
    told.writes();
    told.microsoft({ notes: 'a pilot in June' });
    told.writes({ Co_Sell_Notes__c: 'a pilot in June' });
    told.audits({ Action__c: 'sent', Field__c: 'dealValue', Before__c: '100', After__c: '200' });

    const verdict = check(told.end());

    expect(found(verdict)).toEqual({});
    expect(isClean(verdict)).toBe(true);
    expect(verdict.counts).toEqual({
      // Amount, date, notes, stage and solution at the start; then Amount again, and Microsoft's notes.
      edits: 7,
      editsNotJudged: 0,
      records: 1,
      referrals: 1,
      deals: 1,
      bridgeWrites: 6,
      bridgeValues: 2,
      auditEntries: 1,
      refusals: 0,
    });
  });

  it('counts what Microsoft sent as edits', () => {
    const verdict = check(inboundDeal().end());

    expect(found(verdict)).toEqual({});
    expect(verdict.counts).toMatchObject({ edits: 6, bridgeValues: 0, deals: 1 });
  });

  it('judges no edit of a deal whose Sync is off', () => {
    const told = sharedDeal();
    told.record('seller:anna', DEAL, { Sync_with_Partner_Center__c: false, Amount: 555 });

    const verdict = check(told.end());

    expect(found(verdict)).toEqual({});
    expect(verdict.counts.editsNotJudged).toBe(verdict.counts.edits);
    expect(verdict.counts.edits).toBeGreaterThan(0);
  });
});

describe('input that means nothing', () => {
  it('is refused when a record is not in the journal', () => {
    const input = sharedDeal().end();
    expect(() => check({ ...input, org: [] })).toThrow(/reach back to the start.*0065g/);
  });

  it('is refused when the end is no time', () => {
    const input = startHistory().end();
    expect(() => check({ ...input, now: 'now' })).toThrow(/ISO time, not "now"/);
  });
});

describe('the report', () => {
  it('shows a line per class and count, and every sentence with ids, values and entries', () => {
    const told = sharedDeal();
    told.record('seller:anna', DEAL, { Amount: 777 });

    const report = reportVerdict(check(told.end()));

    expect(report).toMatch(/^lost +1$/m);
    expect(report).toMatch(/^echoed +0$/m);
    expect(report).toMatch(/^bridge writes +2$/m);
    expect(report).toMatch(/dealValue of 0065g00000ABCDEAA1 .*777 by seller:anna \(org#4, 2026-/);
  });

  it('counts what it does not tell', () => {
    const told = sharedDeal();
    for (let index = 0; index < 14; index += 1) told.writes({});
    const report = reportVerdict(check(told.end()));
    expect(report).toContain('echoed:');
    expect(report).toContain('… and 4 more');
  });
});
