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
  'value-negative': labels.checkValueNegative,
  currency: labels.checkCurrency,
  'close-date': labels.checkCloseDate,
  'close-date-past': labels.checkCloseDatePast,
  'customer-name': labels.checkCustomerName,
  'customer-street': labels.checkCustomerStreet,
  'customer-city': labels.checkCustomerCity,
  'customer-country': labels.checkCustomerCountry,
  solution: labels.checkSolution,
  'solutions-limit': labels.checkSolutionsLimit,
  'solution-amounts': labels.checkSolutionAmounts,
  'solution-currency': labels.checkSolutionCurrency,
  'marketplace-intent': labels.checkMarketplaceIntent,
  'partner-role': labels.checkPartnerRole,
  'solution-area': labels.checkSolutionArea,
  'solution-play': labels.checkSolutionPlay,
  'help-unknown': labels.checkHelpUnknown,
  location: labels.checkLocation,
  'team-member': labels.checkTeamMember,
  'team-limit': labels.checkTeamLimit,
  'contacts-limit': labels.checkContactsLimit,
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
  microsoftStatus: labels.fieldStatus,
  microsoftReason: labels.microsoftReason,
  microsoftCrmId: labels.microsoftCrmId,
  microsoftSellers: labels.microsoftSellers,
  microsoftNotes: labels.microsoftNotes,
  microsoftDealValue: labels.microsoftValue,
  microsoftCloseDate: labels.microsoftCloseDate,
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
  accepted: labels.actionAccepted,
  declined: labels.actionDeclined,
  expired: labels.actionExpired,
  closed: labels.actionClosed,
  followed: labels.actionFollowed,
  paused: labels.actionPaused,
  resumed: labels.actionResumed,
  gaveUp: labels.actionGaveUp,
  requested: labels.actionRequested,
});

/** What became of a deal, in one word. */
export const statusLabels = Object.freeze({
  pending: labels.statusPending,
  accepted: labels.outcomeAccepted,
  won: labels.outcomeWon,
  lost: labels.outcomeLost,
  declined: labels.outcomeDeclined,
  expired: labels.actionExpired,
});

/** Why something waits or was decided so; anything else the bridge says in a sentence. */
export const trailReasons = Object.freeze({
  rule: labels.whyRule,
  chosen: labels.whyChosen,
  ask: labels.whyAsk,
  undo: labels.whyUndo,
  'on-hold': labels.whyOnHold,
  'open-question': labels.whyOpenQuestion,
  direction: labels.whyDirection,
  refused: labels.whyRefused,
  products: labels.whyProducts,
  currency: labels.whyCurrency,
  'closed-differently': labels.whyClosed,
  'closed-is-final': labels.whyClosed,
  looping: labels.whyLooping,
  'one-way': labels.whyOneWay,
  'not-transition': labels.whyNoWay,
});

/** Who can fix a failure. */
export const troubleLabels = Object.freeze({
  failed: labels.opsTroubleFailed,
  'backing-off': labels.opsTroubleBackingOff,
  unconfirmed: labels.opsTroubleUnconfirmed,
  conflict: labels.opsTroubleConflict,
  attention: labels.opsTroubleAttention,
});

export const whoLabels = Object.freeze({
  seller: labels.whoSeller,
  'salesforce-admin': labels.whoSalesforceAdmin,
  'bridge-admin': labels.whoBridgeAdmin,
  nobody: labels.whoNobody,
});
