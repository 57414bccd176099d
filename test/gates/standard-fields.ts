/**
 * The standard objects and fields that the package's Apex and components use. Nothing in this repository describes them
 * completely, so each is listed here once, on purpose; a test that needs Java asks apex-ls, which knows them all.
 */
export type StandardObject = {
  fields: readonly string[];
  /** Those of `fields` that hold text. */
  texts?: readonly string[];
  /** Lookups by the name of the relationship. */
  parents?: { readonly [relationship: string]: string };
  /** Lists of rows that belong to it. */
  children?: { readonly [relationship: string]: string };
};

export const STANDARD_OBJECTS: { readonly [object: string]: StandardObject } = {
  Opportunity: {
    fields: [
      ...['AccountId', 'Amount', 'CloseDate', 'Description', 'IsClosed', 'Name', 'NextStep'],
      ...['OwnerId', 'Pricebook2Id', 'StageName', 'SystemModstamp'],
    ],
    texts: ['Description', 'Name', 'NextStep', 'StageName'],
    parents: { Account: 'Account', Owner: 'User' },
    children: { OpportunityContactRoles: 'OpportunityContactRole' },
  },
  Lead: {
    fields: [
      ...['City', 'Company', 'Country', 'Email', 'IsConverted', 'LastName', 'OwnerId', 'Status'],
      'SystemModstamp',
    ],
    texts: ['City', 'Company', 'Country', 'Email', 'LastName', 'Status'],
    parents: { Owner: 'User' },
  },
  Account: {
    fields: [
      ...['BillingCity', 'BillingCountry', 'BillingPostalCode', 'BillingState', 'CreatedDate'],
      'Name',
    ],
    texts: ['BillingCity', 'BillingCountry', 'BillingPostalCode', 'BillingState', 'Name'],
  },
  Contact: {
    fields: ['AccountId', 'CreatedDate', 'Email', 'FirstName', 'LastName', 'Phone'],
    texts: ['Email', 'FirstName', 'LastName', 'Phone'],
    parents: { Account: 'Account' },
  },
  OpportunityContactRole: {
    fields: ['ContactId', 'CreatedDate', 'IsPrimary', 'OpportunityId', 'Role'],
    texts: ['Role'],
    parents: { Contact: 'Contact', Opportunity: 'Opportunity' },
  },
  OpportunityLineItem: {
    fields: ['OpportunityId', 'PricebookEntryId', 'Quantity', 'UnitPrice'],
  },
  OpportunityStage: {
    fields: ['ApiName', 'IsActive', 'IsClosed', 'SortOrder'],
    texts: ['ApiName'],
  },
  Product2: { fields: ['IsActive', 'Name'], texts: ['Name'] },
  PricebookEntry: { fields: ['IsActive', 'Pricebook2Id', 'Product2Id', 'UnitPrice'] },
  User: {
    fields: [
      ...['Alias', 'Country', 'Email', 'EmailEncodingKey', 'FirstName', 'IsActive', 'LastName'],
      ...['LanguageLocaleKey', 'LocaleSidKey', 'ProfileId', 'TimeZoneSidKey', 'Username'],
      ...['UserType'],
    ],
    texts: ['Alias', 'Country', 'Email', 'FirstName', 'LastName', 'Username', 'UserType'],
  },
  Profile: { fields: ['Name'], texts: ['Name'] },
  PermissionSet: { fields: ['Label', 'Name'], texts: ['Label', 'Name'] },
  PermissionSetAssignment: { fields: ['AssigneeId', 'PermissionSetId'] },
  SetupEntityAccess: { fields: ['ParentId', 'SetupEntityId'] },
  CustomPermission: { fields: ['DeveloperName'], texts: ['DeveloperName'] },
  CustomNotificationType: { fields: ['DeveloperName'], texts: ['DeveloperName'] },
  Organization: { fields: ['IsSandbox'] },
};

/** Of every object and custom metadata type of our own. */
export const CUSTOM_TYPE_FIELDS: readonly string[] = ['DeveloperName', 'Name'];

/** Fields that code names in texts because they or their object exist only with a feature. */
export const FEATURE_FIELDS: readonly string[] = [
  'BillingCountryCode',
  'BillingStateCode',
  'Title',
  'Content',
  'ContentDocumentId',
  'LinkedEntityId',
  'ShareType',
];
