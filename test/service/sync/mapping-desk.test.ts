/** What an admin asks about the mapping: every row checked, and what a visit would do, with nothing done. */
import { describe, expect, it } from 'vitest';
import type { MappingRow } from '../../../service/src/domain/org.ts';
import { createMappingDesk } from '../../../service/src/sync/mapping-desk.ts';
import { behindGates } from '../../../service/src/sync/outside.ts';
import { mappingRow, valueRow } from '../domain/org.ts';
import { receivedDeal, sharedDeal } from './rig/deals.ts';
import { away } from './rig/faults.ts';
import { DEAL, dealRecord } from './rig/records.ts';
import { createRig, type Rig } from './rig/rig.ts';

const desk = (rig: Rig) => createMappingDesk(rig.deps, behindGates(rig.deps, rig.gates, null));

function withRows(rig: Rig, change: (rows: MappingRow[]) => MappingRow[]): void {
  const { profile } = rig.salesforce.org;
  rig.salesforce.org.profile = { ...profile, mapping: change(profile.mapping) };
}

const renamed = (canonical: string, field: string) => (rows: MappingRow[]) =>
  rows.map((row) => (row.canonicalField === canonical ? { ...row, field } : row));

describe('the check of every row', () => {
  it('lists each active row, and counts nothing unless it is asked to', async () => {
    const rig = await createRig();
    withRows(rig, (rows) => [...rows, mappingRow('notes', 'Old__c', { isActive: false })]);
    const { deals, rows } = await desk(rig).check(false);
    expect(deals).toBeNull();
    expect(rows.find(({ row }) => row === 'Default_dealValue')).toEqual({
      ...{ row: 'Default_dealValue', object: 'Opportunity', canonicalField: 'dealValue' },
      ...{ field: 'Amount', touches: null, problems: expect.any(Array) },
    });
    expect(rows.map(({ field }) => field)).not.toContain('Old__c');
  });

  it('tells what is wrong with a row, and how to put it right', async () => {
    const rig = await createRig();
    withRows(rig, renamed('dealValue', 'Nothing__c'));
    rig.salesforce.org.facts = (path) => (path === 'Nothing__c' ? undefined : { type: 'STRING' });
    const { rows } = await desk(rig).check(false);
    const row = rows.find(({ field }) => field === 'Nothing__c');
    expect(row?.problems).toContainEqual({
      ...{ code: 'unknown-field', message: 'the org has no field "Nothing__c"' },
      fix: expect.stringMatching(/\w/),
    });
    expect(await desk(rig).problems()).toContainEqual(
      expect.objectContaining({ row: 'Default_dealValue', code: 'unknown-field' }),
    );
    const notes = rows.find(({ field }) => field === 'Co_Sell_Notes__c');
    expect(notes?.problems.map(({ code }) => code)).not.toContain('unknown-field');
  });

  it('counts the deals in which a row shows another value than the bridge remembers', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 1 });
    const { deals, rows } = await desk(rig).check(true);
    expect(deals).toBe(1);
    const touches = Object.fromEntries(rows.map(({ row, touches: count }) => [row, count]));
    expect(touches).toMatchObject({ Default_dealValue: 1, Default_notes: 0 });
    expect(rig.salesforce.weather.writes()).toEqual([]);
  });

  it('counts no field that only one of the two knows', async () => {
    const rig = await sharedDeal();
    withRows(rig, renamed('notes', 'Name'));
    const base = (await rig.pair(DEAL)).base;
    const list = async () => [
      { ...(await rig.pair(DEAL)), base: { ...base, salesforce: { dealValue: 50_000 } } },
    ];
    rig.deps.store = { ...rig.store, list: list as typeof rig.store.list };
    const record = rig.salesforce.records.get(DEAL);
    delete record?.fields['Amount'];
    const { rows } = await desk(rig).check(true);
    const touched = rows.filter(({ touches }) => (touches ?? 0) > 0);
    expect(touched).toEqual([]);
  });

  it('counts no deal whose record is gone', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 1 }, { deleted: true });
    const { rows } = await desk(rig).check(true);
    expect(rows.every(({ touches }) => touches === 0 || touches === null)).toBe(true);
    rig.salesforce.records.delete(DEAL);
    expect((await desk(rig).check(true)).deals).toBe(1);
  });

  it('looks at open deals only, five hundred at most', async () => {
    const rig = await sharedDeal();
    const base = (await rig.pair(DEAL)).base;
    const pairs = Array.from({ length: 620 }, (_, n) => ({
      id: String(n).padStart(4, '0'),
      recordId: n % 31 === 0 ? '00QDn006000B3xYzIA' : n % 37 === 0 ? null : DEAL,
      base: n % 41 === 0 ? null : base,
    }));
    const list = async ({ after = '', limit, state }: Parameters<typeof rig.store.list>[0]) => {
      expect(state).toBe('open');
      return pairs.filter(({ id }) => id > after).slice(0, limit) as never;
    };
    rig.deps.store = { ...rig.store, list };
    expect((await desk(rig).check(true)).deals).toBe(500);
    pairs.length = 150;
    const wanted = pairs.filter((one) => one.base && one.recordId === DEAL).length;
    expect((await desk(rig).check(true)).deals).toBe(wanted);
  });

  it('counts none where there are none', async () => {
    expect((await desk(await createRig()).check(true)).deals).toBe(0);
  });

  it('asks what the rows make fields of, and nothing of an object without rows', async () => {
    const rig = await createRig();
    const row = { direction: 'To Salesforce', transform: 'Template', transformArgument: '{notes}' };
    const { profile } = rig.salesforce.org;
    rig.salesforce.org.profile = {
      ...profile,
      mapping: [
        mappingRow('hello', 'Hello__c', row),
        mappingRow('again', 'Again__c', { ...row, recordType: 'Renewal' }),
      ],
      recordTypes: [
        {
          id: '012Dn0000000001IAA',
          object: 'Opportunity',
          developerName: 'Renewal',
          isActive: true,
        },
      ],
    };
    await desk(rig).problems();
    const asked = rig.salesforce.weather.calls.filter(({ name }) => name === 'describeFields');
    expect(asked.map(({ args }) => args[0])).toEqual(['Opportunity']);
    expect(asked[0]?.args[1]).toEqual(expect.arrayContaining(['Hello__c', 'Again__c']));
  });

  it('tells what is wrong elsewhere beside the rows, once', async () => {
    const rig = await createRig();
    const { profile } = rig.salesforce.org;
    const wrong = { developerName: 'Odd', direction: 'Sideways' };
    rig.salesforce.org.profile = {
      ...profile,
      valueMapping: [valueRow('help', 'Something', 'Anything', wrong)],
    };
    withRows(rig, renamed('dealValue', 'Nothing__c'));
    rig.salesforce.org.facts = (path) => (path === 'Nothing__c' ? undefined : { type: 'STRING' });
    const { rows } = await desk(rig).check(true);
    expect(rows.filter(({ row }) => row === 'Default_dealValue')).toHaveLength(1);
    expect(rows.filter(({ row }) => row === 'Odd')).toEqual([
      {
        ...{ row: 'Odd', object: 'Opportunity', canonicalField: null, field: null, touches: null },
        problems: [{ code: 'bad-direction', message: expect.any(String), fix: expect.any(String) }],
      },
    ]);
  });

  it('fails as the org does', async () => {
    const rig = await createRig();
    rig.salesforce.weather.next('describeFields', { instead: away('salesforce') });
    await expect(desk(rig).problems()).rejects.toMatchObject({ code: 'salesforce-unavailable' });
  });
});

describe('a dry run', () => {
  const outcome = async (rig: Rig, id: string, canonical: string) => {
    const run = await desk(rig).dryRun(id, 'call');
    return run.fields.find(({ canonicalField }) => canonicalField === canonical);
  };

  it('tells what a visit would send and write, and does nothing', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Amount: 60_000 });
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Theirs.' });
    const run = await desk(rig).dryRun(DEAL, 'call');
    expect(run).toMatchObject({
      ...{ recordId: DEAL, isShared: true, isInbound: false },
      ...{ partnerCenter: ['/details/dealValue'], salesforce: ['Co_Sell_Notes__c'] },
    });
    const of = (name: string) => run.fields.find((one) => one.canonicalField === name);
    expect(of('dealValue')).toEqual({
      ...{ canonicalField: 'dealValue', row: 'Default_dealValue', field: 'Amount' },
      ...{ outcome: 'sent', reason: null },
    });
    expect(of('notes')?.outcome).toBe('written');
    expect(of('closingDate')?.outcome).toBe('unchanged');
    expect(rig.partnerCenter.weather.writes()).toEqual([]);
    expect(rig.salesforce.weather.writes()).toEqual([]);
    expect(await rig.actions(DEAL)).toEqual([]);
  });

  it('tells why a field is held, and which cannot be read', async () => {
    const rig = await sharedDeal();
    rig.salesforce.edit(DEAL, { Co_Sell_Notes__c: 'Ours.' });
    rig.partnerCenter.edit(rig.referralId, { '/details/notes': 'Theirs.' });
    expect(await outcome(rig, DEAL, 'notes')).toMatchObject({ outcome: 'held', reason: 'ask' });
    const record = rig.salesforce.records.get(DEAL);
    delete record?.fields['CloseDate'];
    expect(await outcome(rig, DEAL, 'closingDate')).toMatchObject({ outcome: 'unread' });
  });

  it('knows a field that two automations fight over', async () => {
    const rig = await sharedDeal();
    for (let i = 0; i < 8; i++) {
      rig.salesforce.edit(DEAL, { Amount: 60_000 + i });
      await rig.rungAndSettled(DEAL);
      rig.partnerCenter.edit(rig.referralId, { '/details/dealValue': 90_000 + i });
      await rig.rungAndSettled(DEAL);
    }
    expect((await rig.pair(DEAL)).held).toMatchObject({ dealValue: { reason: 'looping' } });
    const looping = { outcome: 'held', reason: 'looping' };
    expect(await outcome(rig, DEAL, 'dealValue')).toMatchObject(looping);
    expect(await outcome(rig, DEAL, 'closingDate')).toMatchObject({ outcome: 'unchanged' });
  });

  it('knows a deal that Microsoft sent', async () => {
    const rig = await receivedDeal();
    expect((await desk(rig).dryRun(rig.recordId, 'call')).isInbound).toBe(true);
  });

  it('of a deal that is not shared tells what would be sent', async () => {
    const rig = await createRig();
    rig.salesforce.add(dealRecord({ Co_Sell_Notes__c: null }));
    const run = await desk(rig).dryRun(DEAL, 'call');
    expect(run).toMatchObject({
      ...{ recordId: DEAL, isShared: false, isInbound: false },
      ...{ partnerCenter: [], salesforce: [] },
    });
    expect(await outcome(rig, DEAL, 'dealValue')).toEqual({
      ...{ canonicalField: 'dealValue', row: 'Default_dealValue', field: 'Amount' },
      ...{ outcome: 'sent-when-shared', reason: null },
    });
    expect(await outcome(rig, DEAL, 'notes')).toMatchObject({ outcome: 'unchanged' });
    expect(await outcome(rig, DEAL, 'visibility')).toMatchObject({ outcome: 'unchanged' });
    const record = rig.salesforce.records.get(DEAL);
    delete record?.fields['CloseDate'];
    expect(await outcome(rig, DEAL, 'closingDate')).toMatchObject({ outcome: 'unread' });
    withRows(rig, (rows) =>
      rows.map((row) =>
        row.canonicalField === 'dealValue' ? { ...row, direction: 'To Salesforce' } : row,
      ),
    );
    expect(await outcome(rig, DEAL, 'dealValue')).toMatchObject({ outcome: 'unchanged' });
  });

  it.each([undefined, { deleted: true }])('needs a record that is there: %j', async (more) => {
    const rig = await createRig();
    if (more) rig.salesforce.add(dealRecord({}, more));
    await expect(desk(rig).dryRun(DEAL, 'call')).rejects.toMatchObject({
      ...{ code: 'no-record', side: 'salesforce' },
    });
  });
});
