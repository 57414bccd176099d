/** Salesforce notes shared by their title are a part of Partner Center's text that never comes back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attachedSection,
  joinNotes,
  splitNotes,
} from '../../../service/src/domain/attached-notes.ts';
import type { Json, JsonObject } from '../../../service/src/domain/values.ts';
import { opportunity, sharedDeal } from './deals.ts';
import { runs } from './runs.ts';
import { put, stamped } from './partner-center-side.ts';
import { isQuiet, reconcile, saveRecord, type World } from './world.ts';

const MARK = '--- Salesforce notes ---';
const textThere = ({ referral }: World) => (referral['details'] as JsonObject)['notes'];
const typeThere = (world: World, text: string) => {
  put(world.referral, ['details', 'notes'], text);
  world.referral = stamped(world.referral);
};
const attach = (world: World, attachedNotes: string | null) => {
  world.record = { ...world.record, attachedNotes, version: `${world.record.version}+` };
};
const deal = () => {
  const world = sharedDeal({ record: { ...opportunity(), attachedNotes: null } });
  saveRecord(world, { set: { Co_Sell_Notes__c: 'ours' } });
  attach(world, 'Plan\nin spring');
  reconcile(world);
  return world;
};

describe('notes shared by their title', () => {
  it('are those that begin with the prefix, in their order, without it', () => {
    expect(
      attachedSection([
        { title: 'Microsoft: Plan', text: ' in spring ' },
        { title: 'Private', text: 'never' },
        { title: ' microsoft:', text: 'only text' },
        { title: 'About Microsoft: no', text: 'never' },
      ]),
    ).toBe('Plan\nin spring\n\nonly text');
    expect(attachedSection([{ title: 'Private', text: 'never' }])).toBeNull();
    const long = attachedSection([{ title: 'Microsoft:', text: 'x'.repeat(9_000) }]);
    expect(long).toHaveLength(8_000);
    expect(long).toMatch(/x…$/);
  });

  it.each<[what: string, notes: { title: string; text: string }[], section: string | null]>([
    ['blanks around a title are left out', [{ title: 'Microsoft:  Plan ', text: 'x' }], 'Plan\nx'],
    ['a note of nothing is left out', [{ title: 'Microsoft:', text: ' ' }], null],
    [
      'a note of nothing leaves no gap',
      ['a', '', 'b'].map((text) => ({ title: 'Microsoft:', text })),
      'a\n\nb',
    ],
    ['a quoted mark is made small', [{ title: 'Microsoft:', text: `a ${MARK} b` }], 'a --- b'],
    ['what fits is whole', [{ title: 'Microsoft:', text: 'x'.repeat(8_000) }], 'x'.repeat(8_000)],
    [
      'no character is cut in half',
      [{ title: 'Microsoft:', text: `😀${'x'.repeat(7_996)}😀y` }],
      `😀${'x'.repeat(7_996)}…`,
    ],
  ])('%s', (_what, notes, section) => {
    expect(attachedSection(notes)).toBe(section);
  });

  it.each<[raw: Json, notes: string | null, attachedNotes: string | null]>([
    [null, null, null],
    ['', null, null],
    [3, null, null],
    ['ours', 'ours', null],
    [MARK, null, null],
    [`${MARK}\nPlan`, null, 'Plan'],
    [`ours \n\n  ${MARK} \r\n Plan `, 'ours', 'Plan'],
    [`see ${MARK}`, `see ${MARK}`, null],
  ])('the text %j has two parts', (raw, notes, attachedNotes) => {
    expect(splitNotes(raw)).toEqual({ notes, attachedNotes });
  });

  it.each<[notes: Json | undefined, attachedNotes: Json | undefined, text: string | null]>([
    [undefined, undefined, null],
    ['', '', null],
    [' ours ', '', ' ours '],
    [' ours ', 'Plan', ` ours\n\n${MARK}\nPlan`],
    [' ', 'Plan', `${MARK}\nPlan`],
    [3, 3, null],
  ])('%j and %j are joined', (notes, attachedNotes, text) => {
    expect(joinNotes(notes, attachedNotes)).toBe(text);
  });

  it('stand below the common notes, are not written to the record, and are no news afterwards', () => {
    const world = deal();
    expect(textThere(world)).toBe(`ours\n\n${MARK}\nPlan\nin spring`);
    expect(world.record.fields['Co_Sell_Notes__c']).toBe('ours');
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('leave the common notes free to change on both sides', () => {
    const world = deal();
    typeThere(world, `theirs\n\n${MARK}\nPlan\nin spring`);
    reconcile(world);
    expect(world.record.fields['Co_Sell_Notes__c']).toBe('theirs');
    saveRecord(world, { set: { Co_Sell_Notes__c: 'ours again' } });
    reconcile(world);
    expect(textThere(world)).toBe(`ours again\n\n${MARK}\nPlan\nin spring`);
  });

  it('go with the note, and what somebody typed below the line is not lost', () => {
    const world = deal();
    typeThere(world, `ours\n\n${MARK}\nPlan\nin autumn`);
    expect(isQuiet(reconcile(world)) || world.audit.at(-1)?.action === 'held').toBe(true);
    expect(textThere(world)).toContain('in autumn');
    attach(world, null);
    reconcile(world);
    expect(textThere(world)).toBe('ours');
    expect(world.audit.at(-1)).toMatchObject({ action: 'conflict', before: 'Plan\nin autumn' });
  });

  it('are ours from the first contact on, and nobody is asked', () => {
    const world = deal();
    typeThere(world, `ours\n\n${MARK}\nPlan\nin autumn`);
    const first = { ...world, base: null };
    reconcile(first);
    expect(first.held.attachedNotes).toBeUndefined();
    expect(textThere(first)).toBe(`ours\n\n${MARK}\nPlan\nin spring`);
  });

  it('do not take part where the record is read without them', () => {
    const world = deal();
    const { attachedNotes: _off, ...record } = world.record;
    world.record = record;
    expect(isQuiet(reconcile(world))).toBe(true);
    saveRecord(world, { set: { Co_Sell_Notes__c: 'more' } });
    reconcile(world);
    expect(textThere(world)).toBe(`more\n\n${MARK}\nPlan\nin spring`);
  });

  it('copied with the whole text into the field stay where they are', () => {
    const world = deal();
    saveRecord(world, { set: { Co_Sell_Notes__c: `copied\n\n${MARK}\nPlan\nin spring` } });
    reconcile(world);
    expect(textThere(world)).toBe(`copied\n\n${MARK}\nPlan\nin spring`);
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('and the common notes are read back as they were joined', () => {
    const text = fc
      .array(fc.constantFrom('a', ' ', '\n', '\r\n', '---', 'ä', MARK), { maxLength: 8 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (above, below) => {
        const notes = splitNotes(above).notes;
        const attachedNotes = attachedSection([{ title: 'Microsoft:', text: below }]);
        const read = splitNotes(joinNotes(notes, attachedNotes));
        expect(read.attachedNotes).toBe(attachedNotes);
        expect(read.notes?.trim() ?? '').toBe(notes?.trim() ?? '');
      }),
      runs(500),
    );
  });
});
