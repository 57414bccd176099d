trigger CoSellSolutionTrigger on Microsoft_Solution__c(
  before insert,
  before update,
  after insert,
  after update,
  after delete,
  after undelete
) {
  new CoSellSolutionTriggerHandler().run(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
