/** Labels of values that come from outside: picklists, codes of the bridge, names of fields. */
import { labels } from './all';

export const helpLabels = Object.freeze({
  'Workload specific value proposition': labels.helpWorkload,
  'Customer technical architecture': labels.helpArchitecture,
  'Proof of concept or demo': labels.helpProof,
  'Quotes or licensing': labels.helpQuotes,
  'Post sales customer success': labels.helpPostSales,
  'General or other': labels.helpGeneral,
});

export const reasonLabels = Object.freeze({
  'Project budget is not adequate': labels.reasonBudget,
  'Customer did not respond': labels.reasonNoResponse,
  'Customer chose another vendor': labels.reasonOtherVendor,
  'Customer requirement not met': labels.reasonRequirement,
  'Not a customer': labels.reasonNotCustomer,
  'Proposed timeline was too short': labels.reasonTimeline,
  'Report as abuse, spam or phishing': labels.reasonAbuse,
  Others: labels.reasonOthers,
});

/** Checks of the bridge's preflight. */
export const checkLabels = Object.freeze({
  'sync-on': labels.checkSyncOn,
  consent: labels.checkConsent,
  'still-open': labels.checkStillOpen,
  name: labels.checkName,
  value: labels.checkValue,
  currency: labels.checkCurrency,
  'close-date': labels.checkCloseDate,
  'customer-name': labels.checkCustomerName,
  'customer-street': labels.checkCustomerStreet,
  'customer-city': labels.checkCustomerCity,
  'customer-country': labels.checkCustomerCountry,
  solution: labels.checkSolution,
  'solutions-limit': labels.checkSolutionsLimit,
  'team-member': labels.checkTeamMember,
  'customer-contact': labels.checkCustomerContact,
});

/** Buttons of the checks that are a switch. */
export const checkButtons = Object.freeze({
  'sync-on': labels.switchSync,
  consent: labels.switchConsent,
});

/** The bridge's canonical fields, as a conflict names them. */
export const canonicalLabels = Object.freeze({
  dealName: labels.fieldDealName,
  dealValue: labels.fieldDealValue,
  closingDate: labels.fieldClosingDate,
  notes: labels.fieldNotes,
  status: labels.fieldStatus,
  visibility: labels.fieldVisibility,
  currency: labels.fieldCurrency,
});

/** Actions of the audit trail. */
export const actionLabels = Object.freeze({
  shared: labels.actionShared,
  received: labels.actionReceived,
  linked: labels.actionLinked,
  unlinked: labels.actionUnlinked,
  invited: labels.actionInvited,
  sent: labels.actionSent,
  written: labels.actionWritten,
  conflict: labels.actionConflict,
  held: labels.actionHeld,
  refused: labels.actionRefused,
});

/** Who can fix a failure. */
export const whoLabels = Object.freeze({
  seller: labels.whoSeller,
  'salesforce-admin': labels.whoSalesforceAdmin,
  'bridge-admin': labels.whoBridgeAdmin,
  nobody: labels.whoNobody,
});
