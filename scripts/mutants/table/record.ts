import { inFile } from '../mutant.ts';

/** What happens to records when anybody saves them. */
export const RECORD = [
  ...inFile('classes/record/CoSellChangeMark.cls', [
    {
      from: 'if (old == null || !isNew(record, old)) {',
      to: 'if (record != null) {',
      breaks: 'a save that fires the triggers twice makes two tokens',
    },
    {
      from: 'return token != null && !token.equals(before);',
      to: 'return token != null;',
      breaks: 'every save of a waiting deal is told to the bridge, also one that changes nothing',
    },
    {
      from: '? QUEUED : PAUSED',
      to: '? QUEUED : QUEUED',
      breaks: 'a deal whose Sync was switched off says that it is queued',
    },
    {
      from: ' && !CoSellResourceWrites.isWritten(record, name)',
      to: '',
      breaks: 'what the bridge writes is news to the bridge: a loop',
    },
  ]),
  ...inFile('classes/record/CoSellFields.cls', [
    {
      from: '(isOn(record, SYNC) || record.get(IDENTIFIER) != null)',
      to: '(isOn(record, SYNC) && record.get(IDENTIFIER) != null)',
      breaks: 'a deal is co-sell only once it has a referral, so none is ever shared',
    },
    {
      from: '(isOn(record, SYNC) || record.get(IDENTIFIER) != null)',
      to: 'isOn(record, SYNC)',
      breaks: 'a deal with a referral and without Sync is left to itself',
    },
    {
      from: "    'Referral_Link__c',\n",
      to: '',
      breaks: 'a copied deal shows the link of the first one',
    },
    {
      from: "    SYNC,\n    CONSENT,\n    'How_can",
      to: "    SYNC,\n    'How_can",
      breaks: 'consent that a seller gives is not news to the bridge',
    },
    {
      from: "    'Microsoft_Status__c',\n",
      to: '',
      breaks: "a copied deal shows what Microsoft's sellers said of the first one",
    },
  ]),
  ...inFile('classes/record/CoSellCopyCleaner.cls', [
    {
      from: '    if (record.isClone()) {\n      return true;\n    }\n',
      to: '',
      breaks: 'a clone is shared with Microsoft by itself',
    },
    {
      from: '    record.put(CoSellFields.CONSENT, false);\n',
      to: '',
      breaks: 'a clone has a consent that no customer gave',
    },
    {
      from: ' || CoSellResourceWrites.isInserting(record)',
      to: '',
      breaks: 'an inbound deal loses its referral when it is inserted',
    },
    {
      from: 'if (FeatureManagement.checkPermission(BYPASS)) {',
      to: 'if (!FeatureManagement.checkPermission(BYPASS)) {',
      breaks: 'the bypass works for everybody but those who have it',
    },
    {
      from: '    owned.add(CoSellFields.TOKEN);\n',
      to: '',
      breaks: 'a record that comes with nothing but a token of another one keeps it',
    },
  ]),
  ...inFile('classes/record/CoSellSolutionTriggerHandler.cls', [
    {
      from: 'when BEFORE_INSERT, BEFORE_UPDATE {',
      to: 'when BEFORE_INSERT {',
      breaks:
        'a solution whose id is edited keeps its old key, and saving it stamps before it is saved',
    },
    {
      from: 'stampParents(changed(solutions, oldSolutions));',
      to: 'stampParents(solutions);',
      breaks: 'a save of a solution that changes nothing stamps its deal',
    },
    {
      from: '        stampParents(oldSolutions.values());\n',
      to: '',
      breaks: 'a removed solution never reaches Partner Center',
    },
    {
      from: ' ||\n      !CoSellValues.isSame(now.Currency_Code__c, old.Currency_Code__c)',
      to: '',
      breaks: 'a change of the currency alone never reaches Partner Center',
    },
    {
      from: 'if (!CoSellResourceWrites.isWritingSolution(solution)) {',
      to: 'if (solution.Opportunity__c != null) {',
      breaks: 'solutions that the bridge writes are news to the bridge',
    },
    {
      from: '        AND (Sync_with_Partner_Center__c = TRUE\n        OR Referral_Identifier__c != NULL)\n',
      to: '',
      breaks: 'deals that have nothing to do with co-sell get tokens',
    },
    {
      from: 'AND (Sync_with_Partner_Center__c = TRUE\n        OR Referral_Identifier__c != NULL)',
      to: 'AND Sync_with_Partner_Center__c = TRUE',
      breaks: 'a solution added while Sync is off is forgotten',
    },
    {
      from: 'Database.update(deals, false, AccessLevel.SYSTEM_MODE)',
      to: 'Database.update(deals, true, AccessLevel.SYSTEM_MODE)',
      breaks: 'one deal that cannot be saved keeps all others of the statement from being stamped',
      judgement: {
        verdict: 'no Apex test can',
        why: "a stored deal that a stamp cannot save needs a rule of the customer's",
      },
    },
    {
      from: 'Database.update(deals, false, AccessLevel.SYSTEM_MODE)',
      to: 'Database.update(deals, false, AccessLevel.USER_MODE)',
      breaks: 'a solution added by somebody without rights to our fields stamps nothing',
    },
    {
      from: 'if (dealIds.isEmpty() || !CoSellRoom.forQuery()) {',
      to: 'if (dealIds.isEmpty()) {',
      breaks: "the query that the customer's automation left no room for stops the save",
    },
  ]),
  ...inFile('classes/record/CoSellRoom.cls', [
    {
      from: 'return Limits.getQueries() < Limits.getLimitQueries();',
      to: 'return Limits.getQueries() <= Limits.getLimitQueries();',
      breaks: 'one query too many stops the save',
    },
    {
      from: 'Limits.getDmlStatements() < Limits.getLimitDmlStatements()',
      to: 'Limits.getDmlStatements() <= Limits.getLimitDmlStatements()',
      breaks: 'one statement too many stops the save',
    },
    {
      from: 'Limits.getDmlRows() + rows <= Limits.getLimitDmlRows()',
      to: 'Limits.getDmlRows() <= Limits.getLimitDmlRows()',
      breaks: 'the rows that are about to be saved are not counted',
      judgement: {
        verdict: 'no Apex test can',
        why: 'ten thousand rows must be saved first, more than the CPU limit allows',
      },
    },
  ]),
  ...inFile('classes/record/CoSellStages.cls', [
    {
      from: 'if (finalStages == null && !CoSellRoom.forQuery()) {',
      to: 'if (deal.StageName == null) {',
      breaks: 'the query for stages stops a save that has none left',
    },
    {
      from: 'read().contains(deal.StageName.toLowerCase())',
      to: 'read().contains(deal.StageName)',
      breaks: 'no stage is final, because names are kept in small letters',
    },
    {
      from: 'WHERE IsClosed = TRUE',
      to: 'WHERE IsWon = TRUE',
      breaks: 'a lost deal is sent at once, without the undo window',
    },
  ]),
  ...inFile('classes/record/CoSellAuditWriter.cls', [
    {
      from: 'Database.insert(entries, false, AccessLevel.SYSTEM_MODE)',
      to: 'Database.insert(entries, true, AccessLevel.SYSTEM_MODE)',
      breaks: 'one repeated entry takes all others of the call with it',
    },
    {
      from: 'Database.insert(entries, false, AccessLevel.SYSTEM_MODE)',
      to: 'Database.insert(entries, false, AccessLevel.USER_MODE)',
      breaks: 'what a seller asks for leaves no trace',
    },
    {
      from: 'recordId.getSobjectType() == Opportunity.SObjectType',
      to: 'recordId.getSobjectType() != Opportunity.SObjectType',
      breaks: 'entries of deals are looked up as leads, so none is kept',
    },
    {
      from: '!entries.isEmpty() && CoSellRoom.forDml(entries.size())',
      to: '!entries.isEmpty()',
      breaks: 'an audit entry stops a save that has no statement left',
    },
  ]),
  ...inFile('classes/record/CoSellUndoWindow.cls', [
    {
      from: 'old == null || !CoSellValues.isSame(deal.StageName, old.StageName)',
      to: 'old != null && !CoSellValues.isSame(deal.StageName, old.StageName)',
      breaks: 'a deal that is shared as closed has no undo window',
    },
    {
      from: 'isMoved ? CoSellStages.isFinal(deal) : deal.IsClosed == true',
      to: 'deal.IsClosed == true',
      breaks: 'the old stage decides whether the new one is final',
    },
    {
      from: 'if (isOurs || !(isFinal || isAcceptedByStage(deal))) {',
      to: 'if (!(isFinal || isAcceptedByStage(deal))) {',
      breaks: 'a close that came from Microsoft waits to be sent back',
    },
    {
      from: '!(isFinal || isAcceptedByStage(deal))',
      to: '!isFinal',
      breaks: 'accepting by stage is sent at once',
    },
    {
      from: '      !isOnHold(deal);',
      to: '      isOnHold(deal);',
      breaks: 'a deal on hold is taken for accepted',
    },
    {
      from: 'old != null && (old.IsClosed == true || isOnHold(old))',
      to: 'old != null && isOnHold(old)',
      breaks: 'a pending deal that is reopened is accepted without a window',
    },
    {
      from: ' || isHandedOver(deal, old)',
      to: '',
      breaks: 'converting a lead that nobody answered accepts it with a window that nobody sees',
    },
  ]),
  ...inFile('classes/record/CoSellCloseRequest.cls', [
    {
      from: 'if (record.get(CoSellFields.CLOSE_SENDS_AT) == null || CoSellValues.isSame(asked, before)) {',
      to: 'if (record.get(CoSellFields.CLOSE_SENDS_AT) == null) {',
      breaks: 'a request that was obeyed is obeyed again at every save',
    },
    {
      from: 'if (record.get(CoSellFields.CLOSE_SENDS_AT) == null || CoSellValues.isSame(asked, before)) {',
      to: 'if (CoSellValues.isSame(asked, before)) {',
      breaks: 'holding an open deal holds what is not there',
    },
    {
      from: 'record.put(CoSellFields.CLOSE_SENDS_AT, HELD_FOR_EVER);',
      to: 'record.put(CoSellFields.CLOSE_SENDS_AT, null);',
      breaks: 'holding a close sends it at once',
    },
    {
      from: "'Send Close Now'",
      to: "'Send Now'",
      breaks: 'Send Close Now is not understood',
    },
  ]),
  ...inFile('classes/record/CoSellLeadUndoWindow.cls', [
    {
      from: 'return isGivenUp(person) != isGivenUp(old);',
      to: 'return false;',
      breaks: 'a lead that is given up is no news',
    },
    {
      from: '} else if (!isGivenUp(old)) {',
      to: '} else if (isGivenUp(old)) {',
      breaks: 'giving up a lead is declined at once, and every later save puts it off',
    },
    {
      from: 'if (!isGivenUp(person)) {',
      to: 'if (isGivenUp(person)) {',
      breaks: 'a lead that is taken up again is declined all the same',
    },
  ]),
  ...inFile('classes/record/CoSellRecordTriggerHandler.cls', [
    {
      from: '        new CoSellCopyCleaner().clean(records);\n        mark(records, null);\n',
      to: '        mark(records, null);\n        new CoSellCopyCleaner().clean(records);\n',
      breaks: 'a new deal is marked and then cleaned like a copy, for it has a token',
    },
    {
      from: 'when AFTER_INSERT, AFTER_UPDATE {',
      to: 'when AFTER_UPDATE {',
      breaks: 'what is asked for in a new record is not audited',
    },
    {
      from: '!CoSellFields.isCoSell(record) && !CoSellFields.isCoSell(old)',
      to: '!CoSellFields.isCoSell(record)',
      breaks: 'switching Sync off is not noticed',
    },
    {
      from: 'return oldRecords == null ? null : oldRecords.get(record.Id);',
      to: 'return oldRecords.get(record.Id);',
      breaks: 'no record can be inserted any more',
    },
    {
      from: '      when BEFORE_UPDATE {\n        CoSellNudge.seeChunk(records.size());\n',
      to: '      when BEFORE_UPDATE {\n',
      breaks: 'after an update with a bad row the bridge is told that there is no more',
    },
  ]),
  ...inFile('classes/record/CoSellWishAudit.cls', [
    {
      from: 'String.isNotEmpty(now) && !now.equals(before)',
      to: 'String.isNotEmpty(now)',
      breaks: 'a wish that still stands is audited at every save',
    },
    {
      from: 'String.isNotEmpty(now) && !now.equals(before)',
      to: '!now.equals(before)',
      breaks: 'every save of a record without a wish fails',
    },
    {
      from: 'if (isAsked && !CoSellResourceWrites.isWritten(record, name)) {',
      to: 'if (isAsked) {',
      breaks: "what the bridge writes is noted as a person's wish",
    },
    {
      from: "token + ':' + name",
      to: 'token',
      breaks: 'of two wishes in one save only the first is audited',
    },
    {
      from: 'if (name.equals(CoSellFields.RESPONSE)) {',
      to: 'if (name.equals(CoSellFields.REQUEST)) {',
      breaks: 'the reason of a decline is not audited',
    },
  ]),
  ...inFile('classes/record/CoSellValues.cls', [
    {
      from: '((String) left).equals((String) right)',
      to: '(String) left == (String) right',
      breaks: 'a name in another case is no edit',
    },
    {
      from: 'if (value == null || value == false) {',
      to: 'if (value == null) {',
      breaks: 'an unticked box differs from one that was never ticked',
    },
  ]),
  ...inFile('triggers/CoSellOpportunityTrigger.trigger', [
    {
      from: '  after delete,\n  after undelete\n',
      to: '  after delete\n',
      breaks: 'a restored deal is not told',
    },
  ]),
  ...inFile('triggers/CoSellLeadTrigger.trigger', [
    {
      from: '  before update,\n',
      to: '',
      breaks: 'edits of a lead are not marked',
    },
    {
      from: '  before insert,\n',
      to: '',
      breaks: 'a new lead is not marked, and a copied one stays shared',
    },
  ]),
  ...inFile('triggers/CoSellSolutionTrigger.trigger', [
    {
      from: '  after delete,\n',
      to: '',
      breaks: 'a removed solution never reaches Partner Center',
    },
    {
      from: 'Trigger.new, Trigger.oldMap',
      to: 'Trigger.new, null',
      breaks: 'no solution can be changed any more',
    },
  ]),
];
