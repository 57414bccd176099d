import { inFile } from '../mutant.ts';

/** What the card and Flow ask. */
export const CARD = [
  ...inFile('classes/card/CoSellRecordAccess.cls', [
    {
      from: '[SELECT Id FROM Opportunity WHERE Id = :recordId WITH USER_MODE]',
      to: '[SELECT Id FROM Opportunity WHERE Id = :recordId WITH SYSTEM_MODE]',
      breaks: 'who may not read deals at all is told about them',
      judgement: {
        verdict: 'no Apex test can',
        why: 'every profile that a test can count on reads deals',
      },
    },
    {
      from: 'recordId == null || !isVisible(recordId)',
      to: '!isVisible(recordId)',
      breaks: 'a card without a record shows an unexpected error',
    },
  ]),
  ...inFile('classes/card/CoSellCardController.cls', [
    {
      from: '      CoSellRecordAccess.require(recordId);\n      List<CoSellSolution> shown',
      to: '      List<CoSellSolution> shown',
      breaks: 'a record that is not there is said to have no solutions',
    },
    {
      from: '      CoSellRecordAccess.require(recordId);\n      List<CoSellAuditLine> lines',
      to: '      List<CoSellAuditLine> lines',
      breaks: 'the trail of a record that one may not see is shown',
    },
    {
      from: '      CoSellRecordAccess.require(recordId);\n      CoSellSolutionSet.save',
      to: '      CoSellSolutionSet.save',
      breaks: 'solutions of a deal that is not there are refused in words of the database',
    },
    {
      from: '      CoSellRecordAccess.require(recordId);\n      String body = new CoSellBridgeClient().checkBefore',
      to: '      String body = new CoSellBridgeClient().checkBefore',
      breaks: 'the bridge tells what is missing in a deal that one may not see',
    },
    {
      from: '      CoSellRecordAccess.require(recordId);\n      String body = new CoSellBridgeClient().syncNow',
      to: '      String body = new CoSellBridgeClient().syncNow',
      breaks: 'one may have a deal sent that one may not see',
    },
    {
      from: 'Is_Active__c = TRUE',
      to: 'Is_Active__c != NULL',
      breaks: 'solutions that Microsoft took off the shelf are offered',
    },
    {
      from: 'MOST_CATALOGUE_ENTRIES = 20',
      to: 'MOST_CATALOGUE_ENTRIES = 21',
      breaks: 'one more than the list has room for',
    },
    {
      from: ".replace('_', '\\\\_')",
      to: '',
      breaks: 'an underscore finds every letter',
    },
    {
      from: ".replace('%', '\\\\%')",
      to: '',
      breaks: 'a per cent sign finds everything',
    },
    {
      from: "text.replace('\\\\', '\\\\\\\\').replace('%', '\\\\%').replace('_', '\\\\_')",
      to: "text.replace('%', '\\\\%').replace('_', '\\\\_').replace('\\\\', '\\\\\\\\')",
      breaks: 'an entry with an underscore in its name is not found by it',
    },
  ]),
  ...inFile('classes/card/CoSellSolutionSet.cls', [
    {
      from: 'if (before == null && row == null) {',
      to: 'if (row == null) {',
      breaks: 'what a colleague removed meanwhile comes back',
    },
    {
      from: 'before != null && row != null && !solution.isSameAs(before)',
      to: 'before != null && row != null',
      breaks: 'a solution that nobody changed is saved again, and seems to be changed by this user',
    },
    {
      from: 'if (stored.containsKey(solutionId)) {',
      to: 'if (!stored.containsKey(solutionId)) {',
      breaks: 'what the user removed stays, and what is gone is to be removed',
    },
    {
      from: 'WITH USER_MODE',
      to: 'WITH SYSTEM_MODE',
      breaks: 'who may not read solutions is shown them',
    },
    {
      from: 'insert as user added;',
      to: 'insert as system added;',
      breaks: 'who may only read solutions adds them',
      judgement: {
        verdict: 'worth a test',
        why: 'with ObjectPermissions of a test, which the interpreter does not know yet',
      },
    },
    {
      from: 'String.isBlank(solution.solutionId) || found.containsKey(solution.solutionId)',
      to: 'found.containsKey(solution.solutionId)',
      breaks: 'a solution without an id is saved',
    },
    {
      from: 'String.isBlank(solution.solutionId) || found.containsKey(solution.solutionId)',
      to: 'String.isBlank(solution.solutionId)',
      breaks: 'of a solution named twice one is dropped without a word',
    },
  ]),
  ...inFile('classes/card/CoSellSolution.cls', [
    {
      from: "      'Price__c' => price,\n",
      to: '',
      breaks: 'a change of the price alone is not saved',
    },
    {
      from: "      'Solution_Type__c' => type,\n",
      to: '',
      breaks: 'the kind of a solution is not saved',
    },
    {
      from: '      Opportunity__c = dealId,\n',
      to: '',
      breaks: 'no solution can be added',
    },
  ]),
  ...inFile('classes/card/CoSellAuditSelector.cls', [
    {
      from: 'Occurred__c DESC NULLS LAST, Name DESC',
      to: 'Occurred__c ASC NULLS LAST, Name DESC',
      breaks: 'the timeline begins with the oldest',
    },
    {
      from: 'DESC NULLS LAST, Name',
      to: 'DESC, Name',
      breaks: 'entries without a time hide the newest',
    },
    {
      from: 'WITH SYSTEM_MODE',
      to: 'WITH USER_MODE',
      breaks: 'sellers, who have no right to the object of the trail, see none',
    },
  ]),
  ...inFile('classes/card/CoSellRequestAction.cls', [
    {
      from: 'Database.update(records, false, AccessLevel.USER_MODE)',
      to: 'Database.update(records, false, AccessLevel.SYSTEM_MODE)',
      breaks: 'a Flow asks for things that its user may not ask for',
    },
    {
      from: 'Database.update(records, false, AccessLevel.USER_MODE)',
      to: 'Database.update(records, true, AccessLevel.USER_MODE)',
      breaks: 'one bad request of a Flow stops all',
    },
    {
      from: '    if (!records.containsKey(wish.recordId)) {\n      records.put(wish.recordId, wish.recordId.getSobjectType().newSObject(wish.recordId));\n    }\n',
      to: '    records.put(wish.recordId, wish.recordId.getSobjectType().newSObject(wish.recordId));\n',
      breaks: 'of two requests of one record the first is lost',
    },
    {
      from: 'wish.recordId != null && wish.recordId.getSobjectType() == objectType',
      to: 'wish.recordId.getSobjectType() == objectType',
      breaks: 'a request without a record stops the Flow',
    },
    {
      from: '    results.putAll(save(leads.values()));\n',
      to: '',
      breaks: 'requests for leads are answered with "no such record"',
    },
    {
      from: 'if (String.isNotBlank(value)) {',
      to: 'if (value != record.get(field)) {',
      breaks: 'a Flow that leaves a field empty clears what the user asked for',
    },
  ]),
];
