/** The shims answer as the platform is documented to: what is read-only, what fails whole, what is asked again. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyJournal, type Journal } from './page/journal.ts';
import { fixedPort } from './page/fixed-port.ts';
import type { PageState } from './page/page-state.ts';
import { apexMethod, refreshApex } from './shims/apex.ts';
import { NavigationMixin } from './shims/navigation.ts';
import { usePort } from './shims/port.ts';
import {
  getFieldDisplayValue,
  getFieldValue,
  getRecord,
  notifyRecordUpdateAvailable,
  updateRecord,
} from './shims/ui-record-api.ts';
import { ShowToastEvent } from './shims/platform-show-toast-event.ts';
import type { GiveToComponent, Provisioned } from './shims/wire-source.ts';

const ID = '0060000000SampleAA';
const NAME = { objectApiName: 'Opportunity', fieldApiName: 'Name' };
const STAGE = 'Opportunity.StageName';

const STATE: PageState = {
  formFactor: 'Large',
  userId: '0050000000SampleAA',
  customPermissions: [],
  userPermissions: [],
  now: '2026-11-10T09:00:00.000Z',
  component: 'sampleCard',
  properties: {},
  records: {
    [ID]: {
      objectApiName: 'Opportunity',
      lastModifiedDate: '2026-11-10T08:00:00.000Z',
      fields: {
        Name: { value: 'A deal', display: null },
        StageName: { value: 'Won', display: 'Closed Won' },
        'Account.Name': { value: 'Fabrikam', display: null },
      },
    },
  },
  reading: 'answers',
  saving: 'answers',
  apex: { 'Words.find': { returns: [{ word: 'tea' }] }, 'Words.fail': { throws: { code: 'x' } } },
};

let journal: Journal;
const use = (changes: Partial<PageState> = {}) => {
  journal = emptyJournal();
  usePort(fixedPort({ ...STATE, ...changes }, journal));
};
beforeEach(() => use());
afterEach(() => vi.restoreAllMocks());

type Adapter = { connect(): void; disconnect(): void; update(config: object): void };

/** What a wire gives its component, in order; the last one waits for the answers on their way. */
function wire(Adapter: new (give: GiveToComponent) => Adapter, config: object) {
  const given: Provisioned[] = [];
  const adapter = new Adapter((provisioned) => given.push(provisioned));
  adapter.connect();
  adapter.update(config);
  const last = async (): Promise<Provisioned> => {
    await new Promise((resolve) => setImmediate(resolve));
    return given.at(-1) ?? { data: undefined, error: undefined };
  };
  return { given, adapter, last };
}

describe('getRecord', () => {
  it('gives nothing first, then a record that cannot be written to', async () => {
    const { given, last } = wire(getRecord, { recordId: ID, fields: [NAME] });
    const { data } = await last();
    expect(given[0]).toEqual({ data: undefined, error: undefined });
    expect(getFieldValue(data, NAME)).toBe('A deal');
    expect(() => Object.assign((data as { fields: object }).fields, { Name: 1 })).toThrow(
      TypeError,
    );
  });

  it('gives display values, and fields of a parent', async () => {
    const optionalFields = [STAGE, 'Opportunity.Account.Name'];
    const { data } = await wire(getRecord, { recordId: ID, optionalFields }).last();
    expect(getFieldDisplayValue(data, STAGE)).toBe('Closed Won');
    expect(getFieldValue(data, 'Opportunity.Account.Name')).toBe('Fabrikam');
  });

  it('waits until the record is known', async () => {
    const { given, adapter, last } = wire(getRecord, { recordId: undefined, fields: [NAME] });
    await last();
    expect(given).toHaveLength(1);
    adapter.update({ recordId: ID, fields: [NAME] });
    expect((await last()).data).toBeDefined();
  });

  it('leaves out an optional field that is hidden, and fails for a required one', async () => {
    const fields = ['Opportunity.Secret__c'];
    const optional = await wire(getRecord, { recordId: ID, optionalFields: fields }).last();
    expect(optional.data).toMatchObject({ fields: {} });
    expect(getFieldValue(optional.data, 'Opportunity.Secret__c')).toBeUndefined();
    const required = await wire(getRecord, { recordId: ID, fields }).last();
    expect(required).toMatchObject({ data: undefined, error: { ok: false, status: 400 } });
    expect((required.error as { body: unknown }).body).toMatchObject([
      { errorCode: 'INVALID_FIELD' },
    ]);
  });

  it('refuses what it does not know by name', () => {
    const { adapter } = wire(getRecord, {});
    expect(() => adapter.update({ recordId: ID, layoutTypes: ['Full'] })).toThrow(/layoutTypes/);
  });

  it('stops giving once its component is gone', async () => {
    const { given, adapter, last } = wire(getRecord, { recordId: ID, fields: [NAME] });
    adapter.disconnect();
    await last();
    expect(given).toHaveLength(1);
  });
});

describe('updateRecord', () => {
  it('asks the port, and every wire of the record has the new value when it settles', async () => {
    const { given, last } = wire(getRecord, { recordId: ID, fields: [NAME] });
    await last();
    await updateRecord({ fields: { Id: ID, Name: 'Another' } });
    expect(getFieldValue(given.at(-1)?.data, NAME)).toBe('Another');
    expect(journal.updates).toEqual([{ recordId: ID, fields: { Name: 'Another' } }]);
  });

  it('fails with the errors of each field when the org refuses', async () => {
    use({ saving: { field: 'Name', code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No' } });
    const error = await updateRecord({ fields: { Id: ID, Name: 'x' } }).catch((e: unknown) => e);
    expect(error).toMatchObject({
      ok: false,
      status: 400,
      body: { output: { fieldErrors: { Name: [{ message: 'No' }] } } },
    });
    expect(Object.isFrozen(error)).toBe(true);
  });

  it('fails when the record was changed since it was read', async () => {
    const stale = updateRecord(
      { fields: { Id: ID, Name: 'x' } },
      { ifUnmodifiedSince: '2026-11-10T07:00:00.000Z' },
    );
    await expect(stale).rejects.toMatchObject({ status: 412 });
    expect(journal.updates).toEqual([]);
  });

  it.each([
    ['no id', { fields: { Name: 'x' } }, /Id is missing/],
    ['an unknown input', { fields: { Id: ID }, useDefaultRule: true }, /useDefaultRule/],
  ])('refuses %s', async (_what, input, sentence) => {
    await expect(updateRecord(input as never)).rejects.toThrow(sentence);
  });
});

describe('notifyRecordUpdateAvailable', () => {
  it('gives a wire nothing when nothing is new', async () => {
    const { given, last } = wire(getRecord, { recordId: ID, fields: [NAME] });
    await last();
    const before = given.length;
    await notifyRecordUpdateAvailable([{ recordId: ID }]);
    expect(given).toHaveLength(before);
  });
});

describe('an Apex method', () => {
  const find = apexMethod({
    className: 'Words',
    methodName: 'find',
    isCacheable: true,
    parameters: ['start'],
  });
  const fail = apexMethod({
    className: 'Words',
    methodName: 'fail',
    isCacheable: false,
    parameters: [],
  });
  const adapter = find.adapter as new (give: GiveToComponent) => Adapter;

  it('answers a call, read-only when it may be cached', async () => {
    const answer = await find({ start: 't' });
    expect(answer).toEqual([{ word: 'tea' }]);
    expect(Object.isFrozen(answer)).toBe(true);
    expect(journal.apexCalls).toEqual([
      { className: 'Words', methodName: 'find', parameters: { start: 't' } },
    ]);
  });

  it('fails as AuraHandledException does', async () => {
    await expect(fail()).rejects.toMatchObject({ status: 500, body: { message: '{"code":"x"}' } });
  });

  it('refuses a parameter that it does not have', async () => {
    await expect(find({ begin: 't' })).rejects.toThrow('Words.find has no parameter begin');
  });

  it('can be wired only when it is cacheable', () => {
    const NotCacheable = fail.adapter as new (give: GiveToComponent) => Adapter;
    expect(() => new NotCacheable(() => undefined)).toThrow(/must be cacheable/);
  });

  it('is not asked while a wired parameter is undefined', async () => {
    const { given, last } = wire(adapter, { start: undefined });
    await last();
    expect(given).toHaveLength(1);
    expect(journal.apexCalls).toEqual([]);
  });

  it('is asked again by refreshApex, with what the wire gave', async () => {
    const { last } = wire(adapter, { start: 't' });
    await refreshApex(await last());
    expect(journal.apexCalls).toHaveLength(2);
    await expect(refreshApex([{ word: 'tea' }])).rejects.toThrow(/expected the object/);
  });
});

describe('navigation', () => {
  class Page extends NavigationMixin(EventTarget) {
    go(pageReference: object) {
      const navigate = (this as unknown as { [key: symbol]: (to: object) => void })[
        NavigationMixin.Navigate
      ];
      navigate?.call(this, pageReference);
    }
  }

  it.each([
    ['a web page', { type: 'standard__webPage', attributes: { url: 'https://example.com' } }],
    [
      'a related list, as the card leads to the contact roles',
      {
        type: 'standard__recordRelationshipPage',
        attributes: {
          recordId: ID,
          objectApiName: 'Opportunity',
          relationshipApiName: 'OpportunityContactRoles',
          actionName: 'view',
        },
      },
    ],
  ])('goes where it is told: %s', (_what, pageReference) => {
    new Page().go(pageReference);
    expect(journal.navigations).toEqual([{ pageReference, replace: false }]);
  });

  it.each([
    ['a type that it does not know', { type: 'standard__app' }, /standard__app/],
    ['a page without what it needs', { type: 'standard__recordPage', attributes: {} }, /recordId/],
  ])('refuses %s', (_what, pageReference, sentence) => {
    expect(() => new Page().go(pageReference)).toThrow(sentence);
  });
});

describe('a toast', () => {
  it('bubbles to the page', () => {
    const event = new ShowToastEvent({ title: 'Saved', variant: 'success' });
    expect(event).toMatchObject({ bubbles: true, composed: true, detail: { title: 'Saved' } });
  });

  it('has a variant that there is', () => {
    expect(() => new ShowToastEvent({ title: 'x', variant: 'danger' })).toThrow(/variant/);
  });
});
