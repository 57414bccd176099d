import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problemsIn } from './check-metadata.ts';
import { recordsOf } from './check-records.ts';
import { readMetadata } from './package-files.ts';
import { PACKAGE_FIELDS } from './package-table.ts';

const PACKAGE = 'force-app/main/default';

describe('the Salesforce package', () => {
  it('has no problem that can be seen without an org', () => {
    expect(problemsIn(PACKAGE)).toEqual([]);
  });

  it('is an unlocked package of its own, without a namespace, compiled at one API version', () => {
    expect(JSON.parse(readFileSync('sfdx-project.json', 'utf8'))).toMatchObject({
      namespace: '',
      packageDirectories: [
        {
          path: 'force-app',
          default: true,
          package: 'Co-Sell Bridge',
          definitionFile: 'config/project-scratch-def.json',
        },
      ],
      sourceApiVersion: '65.0',
    });
  });

  it('is built where nothing is on, and tried where everything is', () => {
    const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as { features: string[] };
    const plain = read('config/project-scratch-def.json');
    expect(plain.features).toEqual([]);
    expect(JSON.stringify(plain)).not.toMatch(/[Cc]urrency|Team|Notes|Translation/);
    expect(read('config/project-scratch-def.rich.json')).toMatchObject({
      features: ['MultiCurrency', 'StateAndCountryPicklist', 'PersonAccounts'],
      settings: {
        currencySettings: { enableMultiCurrency: true },
        opportunitySettings: { enableOpportunityTeam: true },
        enhancedNotesSettings: { enableEnhancedNotes: true },
      },
    });
  });

  it('is really read: every specified field has a file', () => {
    const wanted = Object.values(PACKAGE_FIELDS).flatMap((fields) => Object.keys(fields));
    const there = readMetadata(PACKAGE).filter(({ root }) => root === 'CustomField');
    expect(there).toHaveLength(wanted.length);
    expect(wanted.length).toBeGreaterThan(100);
  });
});

describe('the rows that come with the package', () => {
  const records = recordsOf(readMetadata(PACKAGE));
  const rowsOf = (type: string) => records.filter((record) => record.type === type);

  it('set the defaults of every switch', () => {
    const [setting, ...others] = rowsOf('Co_Sell_Setting');
    expect(others).toEqual([]);
    expect(setting?.developerName).toBe('Default');
    expect(Object.fromEntries(setting?.values ?? [])).toEqual({
      Active__c: 'On',
      Receive__c: 'On',
      Share__c: 'On',
      Solutions__c: 'On',
      Leads__c: 'Off',
      Bell__c: 'On',
      Team__c: 'Off',
      Contacts__c: 'On',
      Lost_Lead_Status__c: 'Closed - Not Converted',
      On_Hold_Stage__c: 'Qualification',
      Active_Stage__c: 'Proposal/Price Quote',
      Undo_Window_Minutes__c: '10.0',
      Location_Needed__c: 'Off',
      Notes_Mode__c: 'Field',
      Audit_Retention_Days__c: '365.0',
      Account_Match__c: 'Name and Postal Code',
      Allow_Duplicates__c: 'On',
    });
  });

  it('map the fields of a deal, each in its direction, at its time and with its rule', () => {
    const rows = rowsOf('Co_Sell_Field_Mapping').map(({ values }) => {
      const [name, to, direction] = ['Canonical_Field__c', 'Field__c', 'Direction__c'].map((key) =>
        values.get(key),
      );
      const when = ['On_Create__c', 'On_Update__c'].filter((key) => values.get(key) === 'true');
      return `${name} → ${to}, ${direction}, ${when.join(' ')}, ${values.get('Conflict_Rule__c') ?? '-'}`;
    });
    const create = 'On_Create__c, -';
    const always = 'On_Create__c On_Update__c';
    const toPartnerCenter = (name: string, to: string) =>
      `${name} → ${to}, To Partner Center, ${create}`;
    expect(rows.sort()).toEqual(
      [
        `dealName → Name, Both, ${create}`,
        `dealValue → Amount, Both, ${always}, Salesforce`,
        `currency → CurrencyIsoCode, To Partner Center, ${always}, Salesforce`,
        `closingDate → CloseDate, Both, ${always}, Salesforce`,
        `notes → Co_Sell_Notes__c, Both, ${always}, Ask`,
        `visibility → Referral_Visibility__c, Both, ${always}, Salesforce`,
        toPartnerCenter('help', 'How_can_Microsoft_help__c'),
        toPartnerCenter('noteToMicrosoft', 'Note_to_Microsoft__c'),
        toPartnerCenter('marketplaceIntent', 'Co_Sell_Marketplace_Intent__c'),
        toPartnerCenter('partnerRole', 'Co_Sell_Partner_Role__c'),
        toPartnerCenter('solutionArea', 'Co_Sell_Solution_Area__c'),
        toPartnerCenter('solutionPlay', 'Co_Sell_Solution_Play__c'),
        toPartnerCenter('partnerLocation', 'Co_Sell_Partner_Location__c'),
        `customerName → Account.Name, Both, ${create}`,
        `customerStreet → Account.BillingStreet, Both, ${create}`,
        `customerCity → Account.BillingCity, Both, ${create}`,
        `customerState → Account.BillingState, Both, ${create}`,
        `customerPostalCode → Account.BillingPostalCode, Both, ${create}`,
        `customerCountry → Account.BillingCountry, Both, ${create}`,
        'statusReason → Referral_Response_Reason__c, To Partner Center, On_Update__c, -',
      ].sort(),
    );
  });

  it('translate picklist values into the codes of the referrals API', () => {
    const rows = rowsOf('Co_Sell_Value_Mapping').map(({ values }) =>
      ['Canonical_Field__c', 'Source_Value__c', 'Target_Value__c']
        .map((key) => values.get(key))
        .join(': '),
    );
    expect(rows.sort()).toEqual([
      'help: Customer technical architecture: CustomerTechnicalArchitecture',
      'help: General or other: GeneralOrOther',
      'help: Post sales customer success: PostSalesCustomerSuccess',
      'help: Proof of concept or demo: ProofOfConceptOrDemo',
      'help: Quotes or licensing: QuotesOrLicensing',
      'help: Workload specific value proposition: WorkloadSpecificValueProposition',
      'marketplaceIntent: Have not decided: HaveNotDecided',
      'marketplaceIntent: No: No',
      'marketplaceIntent: Yes: Yes',
      'visibility: Private: false',
      'visibility: Visible to Microsoft: true',
    ]);
  });
});
