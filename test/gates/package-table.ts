/**
 * Every field of the package, typed from its specification and not from the metadata: a field that changes,
 * appears or disappears there must be changed here too, on purpose. The words are those of `describeField`.
 */
const HELP =
  'Workload specific value proposition | Customer technical architecture | Proof of concept or demo | ' +
  'Quotes or licensing | Post sales customer success | General or other';
const REASONS =
  'Project budget is not adequate | Customer did not respond | Customer chose another vendor | ' +
  'Customer requirement not met | Not a customer | Proposed timeline was too short | ' +
  'Report as abuse, spam or phishing | Others';
const STATUSES = 'New | Active | Closed';
const SUBSTATUSES = 'Pending | Received | Accepted | Won | Lost | Declined | Expired';
const SYNC_STATUSES = 'Queued | Synced | Conflict | Needs Attention | Failed | Paused';
const REQUESTS = 'Sync Now | Hold Close | Send Close Now | Retry | Unlink';
const DIRECTIONS = 'Both | To Partner Center | To Salesforce';
const ON_OFF = 'Picklist restricted: On | Off';

const OPPORTUNITY_AND_LEAD = {
  Sync_with_Partner_Center__c: 'Checkbox false',
  Co_Sell_Customer_Consent__c: 'Checkbox false',
  Referral_Identifier__c: 'Text 100, external id, unique',
  Referral_Link__c: 'Url',
  Referral_Status__c: `Picklist open: ${STATUSES}`,
  Referral_Substatus__c: `Picklist open: ${SUBSTATUSES}`,
  Referral_Status_Reason__c: 'Text 255',
  Referral_Expires__c: 'DateTime',
  Referral_Response__c: 'Picklist restricted: Accept | Decline',
  Referral_Response_Reason__c: `Picklist restricted: ${REASONS}`,
  Co_Sell_Change_Token__c: 'Text 36, external id',
  Co_Sell_Request__c: `Picklist restricted: ${REQUESTS}`,
  Co_Sell_Close_Sends_At__c: 'DateTime',
  Co_Sell_Sync_Status__c: `Picklist open: ${SYNC_STATUSES}`,
  Co_Sell_Sync_Message__c: 'Text 255',
  Co_Sell_Sync_Indicator__c: 'Text formula',
} as const;

export const PACKAGE_FIELDS: { readonly [object: string]: { readonly [field: string]: string } } = {
  Opportunity: {
    ...OPPORTUNITY_AND_LEAD,
    How_can_Microsoft_help__c: `Picklist restricted: ${HELP}`,
    Referral_Visibility__c: 'Picklist restricted: Private | Visible to Microsoft',
    Note_to_Microsoft__c: 'LongTextArea 32768',
    Co_Sell_Notes__c: 'LongTextArea 32768',
    Co_Sell_Marketplace_Intent__c: 'Picklist restricted: Yes | No | Have not decided',
    Co_Sell_Partner_Role__c: 'Text 255',
    Co_Sell_Solution_Area__c: 'Text 255',
    Co_Sell_Solution_Play__c: 'Text 255',
    Co_Sell_Partner_Location__c: 'Text 20',
    Co_Sell_Stage_Before__c: 'Text 255',
    Co_Sell_Conflict_Choices__c: 'LongTextArea 4096',
    Microsoft_Status__c: `Picklist open: ${SUBSTATUSES}`,
    Microsoft_CRM_Identifier__c: 'Text 255',
    Microsoft_Sellers__c: 'LongTextArea 32768',
    Microsoft_Notes__c: 'LongTextArea 32768',
    Microsoft_Deal_Value__c: 'Number 16.2',
    Microsoft_Close_Date__c: 'Date',
    Microsoft_Status_Reason__c: 'Text 255',
    Microsoft_Changed__c: 'DateTime',
    Referral_Registration__c: 'Text 255',
    Co_Sell_Received__c: 'DateTime',
    Co_Sell_Answered__c: 'DateTime',
    Co_Sell_Last_Synced__c: 'DateTime',
    Co_Sell_Checklist__c: 'LongTextArea 32768',
    Co_Sell_Conflicts__c: 'LongTextArea 32768',
    Products__c: 'LongTextArea 32768',
    Audit__c: 'LongTextArea 100000',
  },
  Lead: OPPORTUNITY_AND_LEAD,
  Microsoft_Solution__c: {
    Opportunity__c: 'MasterDetail to Opportunity as Microsoft_Solutions',
    Solution_Id__c: 'Text 80, required',
    Solution_Key__c: 'Text 100, external id, unique',
    Solution_Name__c: 'Text 255',
    Solution_Type__c: 'Text 20',
    Quantity__c: 'Number 16.2',
    Price__c: 'Number 16.2',
    Currency_Code__c: 'Text 3',
  },
  Microsoft_Solution_Detail__c: {
    Solution_Id__c: 'Text 80, external id, unique, required',
    Solution_Name__c: 'Text 255',
    Solution_Type__c: 'Text 20',
    Publisher__c: 'Text 255',
    Is_Active__c: 'Checkbox true',
  },
  Co_Sell_Audit_Entry__c: {
    Opportunity__c: 'Lookup to Opportunity as Co_Sell_Audit_Entries, SetNull',
    Lead__c: 'Lookup to Lead as Co_Sell_Audit_Entries, SetNull',
    Record_Id__c: 'Text 18, external id',
    Entry_Key__c: 'Text 80, external id, unique by case',
    Occurred__c: 'DateTime',
    Actor__c: 'Text 255',
    Side__c: 'Text 40',
    Action__c: 'Text 40',
    Field__c: 'Text 80',
    Before__c: 'LongTextArea 4096',
    After__c: 'LongTextArea 4096',
    Reason__c: 'LongTextArea 4096',
    Correlation_Id__c: 'Text 80',
  },
  Co_Sell_Setting__mdt: {
    Active__c: ON_OFF,
    Receive__c: ON_OFF,
    Share__c: ON_OFF,
    Solutions__c: ON_OFF,
    Leads__c: ON_OFF,
    Bell__c: ON_OFF,
    Team__c: ON_OFF,
    Contacts__c: ON_OFF,
    Lost_Lead_Status__c: 'Text 80',
    On_Hold_Stage__c: 'Text 80',
    Active_Stage__c: 'Text 80',
    Undo_Window_Minutes__c: 'Number 5.0',
    Default_Owner__c: 'Text 80',
    Partner_Location__c: 'Text 20',
    Location_Needed__c: ON_OFF,
    Currency_Source__c: 'Text 255',
    Country_Source__c: 'Text 255',
    Notes_Mode__c: 'Picklist restricted: Field | Field and Notes',
    Audit_Retention_Days__c: 'Number 5.0',
    Account_Match__c: 'Picklist restricted: Name and Postal Code | Name | Name and Country | Never',
    Allow_Duplicates__c: ON_OFF,
  },
  Co_Sell_Field_Mapping__mdt: {
    Canonical_Field__c: 'Text 40, required',
    Object__c: 'Text 80, required',
    Field__c: 'Text 255, required',
    Direction__c: `Picklist restricted: ${DIRECTIONS}, required`,
    On_Create__c: 'Checkbox false',
    On_Update__c: 'Checkbox false',
    Conflict_Rule__c: 'Picklist restricted: Salesforce | Partner Center | Ask',
    Transform__c: 'Text 80',
    Transform_Argument__c: 'Text 255',
    Record_Type__c: 'Text 80',
    Is_Active__c: 'Checkbox true',
  },
  Co_Sell_Value_Mapping__mdt: {
    Canonical_Field__c: 'Text 40, required',
    Object__c: 'Text 80, required',
    Direction__c: `Picklist restricted: ${DIRECTIONS}, required`,
    Source_Value__c: 'Text 255, required',
    Target_Value__c: 'Text 255, required',
    Is_Active__c: 'Checkbox true',
  },
};

/** Who may see records of our objects when nothing else says so. */
export const SHARING: { readonly [object: string]: string } = {
  Microsoft_Solution__c: 'ControlledByParent',
  // Whoever may edit the catalogue edits all of it: its entries belong to whoever added them, often the bridge.
  Microsoft_Solution_Detail__c: 'ReadWrite',
  Co_Sell_Audit_Entry__c: 'Private',
};

/** The validation rules there are, and the field whose change alone makes each of them look. */
export const VALIDATION_RULES: { readonly [rule: string]: string } = {
  Co_Sell_Visibility_Is_One_Way: 'Referral_Visibility__c',
  Co_Sell_Decline_Needs_Reason: 'Referral_Response__c',
};
