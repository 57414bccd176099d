/** Pages where what the card cannot edit itself is edited. */
const PLACES = {
  account: (recordId, deal) => ({
    type: 'standard__recordPage',
    attributes: { recordId: deal.accountId, objectApiName: 'Account', actionName: 'edit' },
  }),
  opportunity: (recordId) => ({
    type: 'standard__recordPage',
    attributes: { recordId, objectApiName: 'Opportunity', actionName: 'edit' },
  }),
  contacts: (recordId) => ({
    type: 'standard__recordRelationshipPage',
    attributes: {
      recordId,
      objectApiName: 'Opportunity',
      relationshipApiName: 'OpportunityContactRoles',
      actionName: 'view',
    },
  }),
};

/** A page reference for the navigation service. A deal without an account is edited itself. */
export function placeOf(name, recordId, deal) {
  const place = name === 'account' && !deal.accountId ? 'opportunity' : name;
  return PLACES[place](recordId, deal);
}
