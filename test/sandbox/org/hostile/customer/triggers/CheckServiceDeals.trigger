/** A rule in Apex for one record type only. */
trigger CheckServiceDeals on Opportunity(before insert, before update) {
  Id serviceDeal = Opportunity.SObjectType.getDescribe()
    .getRecordTypeInfosByDeveloperName()
    .get('Service_Deal')
    .getRecordTypeId();
  for (Opportunity deal : Trigger.new) {
    if (deal.RecordTypeId == serviceDeal && String.isBlank(deal.Description)) {
      deal.addError(Opportunity.Description, 'Describe the service that is sold.');
    }
  }
}
