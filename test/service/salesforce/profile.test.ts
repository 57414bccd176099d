import { describe, expect, test } from 'vitest';
import { setUp } from './setup.ts';
import { packagedRows, page, refusal, stage, type StubAnswer } from './stub-org.ts';

const isAbout = (table: string, soql: string) => soql.includes(`FROM ${table}`);
const ABOUT_ORG = '/services/apexrest/cosell/v1/org';

const adminRow = (developerName: string, values: object) => ({
  DeveloperName: developerName,
  Canonical_Field__c: 'dealValue',
  Object__c: 'Opportunity',
  Field__c: 'Expected_Value__c',
  Direction__c: 'Both',
  On_Create__c: true,
  On_Update__c: true,
  Conflict_Rule__c: 'Ask',
  Transform__c: null,
  Transform_Argument__c: null,
  Record_Type__c: null,
  Is_Active__c: true,
  ...values,
});

describe('the profile', () => {
  test('is read from the package as installed, in two calls', async () => {
    const { client, org } = await setUp();
    const profile = await client.profile();
    expect(profile).toMatchObject({
      orgId: '00D000000000062EAA',
      isSandbox: true,
      isMultiCurrency: false,
      defaultCurrency: 'EUR',
      packageVersion: '0.1.0',
      settings: {
        active: true,
        receive: true,
        share: true,
        solutions: true,
        leads: false,
        bell: true,
        team: false,
        contacts: true,
        lostLeadStatus: 'Closed - Not Converted',
        onHoldStage: 'Qualification',
        activeStage: 'Proposal/Price Quote',
        undoWindowMinutes: 10,
        defaultOwner: null,
        partnerLocation: null,
        accountMatch: 'Name and Postal Code',
        allowDuplicates: true,
        notesMode: 'Field',
        countrySource: null,
        currencySource: null,
        auditRetentionDays: 365,
        needsLocation: false,
      },
    });
    expect(profile.mapping).toHaveLength(packagedRows('Co_Sell_Field_Mapping').length);
    expect(profile.mapping).toContainEqual({
      developerName: 'Default_DealValue',
      canonicalField: 'dealValue',
      object: 'Opportunity',
      field: 'Amount',
      direction: 'Both',
      onCreate: true,
      onUpdate: true,
      conflictRule: 'Salesforce',
      transform: null,
      transformArgument: null,
      recordType: null,
      isActive: true,
    });
    expect(org.requests.map(({ path }) => path).sort()).toEqual([
      ABOUT_ORG,
      '/services/data/v65.0/composite',
    ]);
  });

  test('names stages by API name, not by label', async () => {
    const { client, org } = await setUp();
    org.on(({ soql }) =>
      isAbout('OpportunityStage', soql)
        ? page([stage('Closed Won', { IsClosed: true, IsWon: true, MasterLabel: 'Gewonnen' })])
        : undefined,
    );
    expect((await client.profile()).stages).toEqual([
      { name: 'Closed Won', isClosed: true, isWon: true, isActive: true },
    ]);
  });

  test('takes what the row Org fills in and leaves the rest to the row Default', async () => {
    const { client, org } = await setUp();
    const own = {
      DeveloperName: 'Org',
      Leads__c: 'On',
      On_Hold_Stage__c: '  ',
      Undo_Window_Minutes__c: 0,
    };
    org.on(({ soql }) =>
      isAbout('Co_Sell_Setting__mdt', soql)
        ? page([own, ...packagedRows('Co_Sell_Setting')])
        : undefined,
    );
    const { settings } = await client.profile();
    expect(settings).toMatchObject({
      leads: true,
      receive: true,
      onHoldStage: 'Qualification',
      undoWindowMinutes: 0,
    });
  });

  test('takes every setting of the row Org', async () => {
    const { client, org } = await setUp();
    const own = {
      DeveloperName: 'Org',
      Bell__c: 'Off',
      Team__c: 'On',
      Contacts__c: 'Off',
      Default_Owner__c: 'bert@partner.example',
      Partner_Location__c: '7001',
      Account_Match__c: 'Name and Country',
      Allow_Duplicates__c: 'Off',
      Notes_Mode__c: 'Field and Notes',
      Country_Source__c: ' Account.Country_Code__c ',
      Currency_Source__c: 'Deal_Currency__c',
      Audit_Retention_Days__c: 30,
    };
    org.on(({ soql }) =>
      isAbout('Co_Sell_Setting__mdt', soql)
        ? page([own, ...packagedRows('Co_Sell_Setting')])
        : undefined,
    );
    expect((await client.profile()).settings).toMatchObject({
      bell: false,
      team: true,
      contacts: false,
      defaultOwner: 'bert@partner.example',
      partnerLocation: '7001',
      accountMatch: 'Name and Country',
      allowDuplicates: false,
      notesMode: 'Field and Notes',
      countrySource: 'Account.Country_Code__c',
      currencySource: 'Deal_Currency__c',
      auditRetentionDays: 30,
    });
  });

  test('keeps the history for ever without a number of days over 0', async () => {
    const { client, org } = await setUp();
    const own = { DeveloperName: 'Org', Audit_Retention_Days__c: 0 };
    org.on(({ soql }) =>
      isAbout('Co_Sell_Setting__mdt', soql)
        ? page([own, ...packagedRows('Co_Sell_Setting')])
        : undefined,
    );
    expect((await client.profile()).settings.auditRetentionDays).toBeNull();
  });

  test('lets a row of an admin win over the packaged row with the same key, also an inactive one', async () => {
    const { client, org } = await setUp();
    const rows = [
      ...packagedRows('Co_Sell_Field_Mapping'),
      adminRow('Acme_Value', {}),
      adminRow('Acme_Value_2', { Field__c: 'Second__c' }),
      adminRow('Acme_Notes', { Canonical_Field__c: 'notes', Is_Active__c: false }),
      adminRow('Acme_Date', { Canonical_Field__c: 'closingDate', Record_Type__c: 'Joint' }),
    ];
    org.on(({ soql }) => (isAbout('Co_Sell_Field_Mapping__mdt', soql) ? page(rows) : undefined));
    const { mapping } = await client.profile();
    const namesOf = (field: string) =>
      mapping
        .filter(({ canonicalField }) => canonicalField === field)
        .map((row) => row.developerName);
    expect(namesOf('dealValue')).toEqual(['Acme_Value']);
    expect(mapping.find(({ canonicalField }) => canonicalField === 'notes')).toMatchObject({
      developerName: 'Acme_Notes',
      isActive: false,
    });
    expect(namesOf('closingDate')).toEqual(['Acme_Date', 'Default_ClosingDate']);
  });

  test('is loaded once for everybody who asks, and again when it has grown old', async () => {
    const { client, org, clock } = await setUp();
    await Promise.all([client.profile(), client.profile(), client.profile()]);
    clock.advance(59_999);
    await client.profile();
    expect(org.requests).toHaveLength(2);
    clock.advance(1);
    await client.profile();
    expect(org.requests).toHaveLength(4);
  });

  test('stays the last good one during an outage, and the log says so', async () => {
    const { client, org, clock, logs } = await setUp();
    const before = await client.profile();
    clock.advance(60_000);
    org.on(({ path }) => (path === ABOUT_ORG ? refusal(503, 'SERVER_UNAVAILABLE') : undefined));
    expect(await client.profile()).toEqual(before);
    const calls = org.requests.length;
    await client.profile();
    expect(org.requests).toHaveLength(calls);
    expect(logs).toEqual([
      expect.objectContaining({ details: { code: 'salesforce-unavailable' } }),
    ]);
  });

  test.each([
    ['the package was removed', refusal(404, 'NOT_FOUND'), 'salesforce-package-missing'],
    ['our permission was taken away', refusal(403, 'FORBIDDEN'), 'salesforce-no-access'],
  ])('is not kept when %s', async (_why, answer: StubAnswer, code) => {
    const { client, org, clock } = await setUp();
    await client.profile();
    clock.advance(60_000);
    org.on(({ path }) => (path === ABOUT_ORG ? answer : undefined));
    await expect(client.profile()).rejects.toMatchObject({ name: 'HostFault', code });
  });

  test('says that the package is missing when its objects are not there', async () => {
    const { client, org } = await setUp();
    org.on(({ soql }) => (soql.includes('__mdt') ? refusal(400, 'INVALID_TYPE') : undefined));
    await expect(client.profile()).rejects.toMatchObject({ code: 'salesforce-package-missing' });
  });

  test('is refused rather than guessed when no undo window is set at all', async () => {
    const { client, org } = await setUp();
    org.on(({ soql }) =>
      isAbout('Co_Sell_Setting__mdt', soql)
        ? page([{ DeveloperName: 'Default', Active__c: 'On', Undo_Window_Minutes__c: null }])
        : undefined,
    );
    await expect(client.profile()).rejects.toMatchObject({
      code: 'salesforce-malformed',
      message: expect.stringContaining('Undo_Window_Minutes__c') as string,
    });
  });
});
