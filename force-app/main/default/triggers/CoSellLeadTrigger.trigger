trigger CoSellLeadTrigger on Lead(
  before insert,
  before update,
  after insert,
  after update,
  after delete,
  after undelete
) {
  new CoSellRecordTriggerHandler().run(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
