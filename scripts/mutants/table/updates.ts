import { inFile } from '../mutant.ts';

/** Updates: lock, compare, write, keep the books, tell, re-read. */
export const UPDATES = [
  ...inFile('classes/changes/CoSellUpdateRun.cls', [
    {
      from: "change.fail('locked', CoSellRowError.locked());",
      to: "change.fail('rejected', CoSellRowError.locked());",
      breaks: 'the later of two changes of a record is given up',
    },
    {
      from: '      if (!ids.contains(change.recordId)) {\n        change.finish(',
      to: '      if (ids.isEmpty()) {\n        change.finish(',
      breaks: 'a deleted record among others is an exception of the org',
    },
    {
      from: '    if (forbidden == null) {\n      forbidden = allowList.forbiddenForUpdate(change.bookkeeping);\n    }\n',
      to: '',
      breaks: 'any field may be written as bookkeeping',
    },
    {
      from: 'forbidden == null && change.clearsToken && !allowList.mayClearToken()',
      to: 'forbidden == null && change.clearsToken && allowList.mayClearToken()',
      breaks: 'the token is cleared by who may not, and by nobody else',
    },
    {
      from: '    new CoSellStaleCheck(objectType).check(open());\n    new CoSellUpdateWriter(objectType).write(open());\n',
      to: '    new CoSellUpdateWriter(objectType).write(open());\n    new CoSellStaleCheck(objectType).check(open());\n',
      breaks: 'records are compared after they were written',
    },
    {
      from: '    new CoSellBookkeeper(objectType).keep(written);\n    writeAudit(written);\n    learnSolutions(written);\n    CoSellBell.ring(objectType, ringing(written));\n    CoSellReread.updates(objectType, updates);\n',
      to: '    CoSellReread.updates(objectType, updates);\n    new CoSellBookkeeper(objectType).keep(written);\n    writeAudit(written);\n    learnSolutions(written);\n    CoSellBell.ring(objectType, ringing(written));\n',
      breaks: 'what is answered was read before the books were kept',
    },
    {
      from: '    for (CoSellUpdate change : written) {\n      for (',
      to: "    for (CoSellUpdate change : written) {\n      if (!'written'.equals(change.outcome)) {\n        continue;\n      }\n      for (",
      breaks: 'a failure of the books leaves no trace in the trail',
    },
  ]),
  ...inFile('classes/changes/CoSellRecordSelector.cls', [
    {
      from: '        WITH SYSTEM_MODE\n        FOR UPDATE\n      ];\n      ids.retainAll(new Map<Id, SObject>(deals)',
      to: '        WITH SYSTEM_MODE\n      ];\n      ids.retainAll(new Map<Id, SObject>(deals)',
      breaks: 'an edit of a seller comes between the comparison and the write',
      judgement: {
        verdict: 'no Apex test can',
        why: 'it takes a second transaction; the contract tests in test/sandbox/org have one',
      },
    },
    {
      from: '      ids.retainAll(new Map<Id, SObject>(leads).keySet());\n',
      to: '',
      breaks: 'a deleted lead is an exception of the org',
    },
    {
      from: '    Lead.SObjectType,\n    Opportunity.SObjectType\n',
      to: '    Lead.SObjectType\n',
      breaks: 'a lead is made of the referral that a deal has',
    },
    {
      from: '        FROM Opportunity\n        WHERE Referral_Identifier__c IN :identifiers\n        WITH SYSTEM_MODE\n        ALL ROWS\n',
      to: '        FROM Opportunity\n        WHERE Referral_Identifier__c IN :identifiers\n        WITH SYSTEM_MODE\n',
      breaks: 'a deal in the recycle bin is made again',
    },
    {
      from: 'byIdentifier.put(identifier.toLowerCase(), record);',
      to: 'byIdentifier.put(identifier, record);',
      breaks: 'a referral id in capitals is made again',
    },
  ]),
  ...inFile('classes/changes/CoSellStaleCheck.cls', [
    {
      from: "change.finish('stale');",
      to: "change.finish('rejected');",
      breaks: 'what only needs another look is given up',
    },
    {
      from: 'return change.solutions == null ||\n      CoSellSolutionValues.areAsExpected(solutions, change.solutions.expected);',
      to: 'return true;',
      breaks: 'solutions that a seller changed meanwhile are overwritten',
    },
    {
      from: '      if (change.isOpen()) {\n        compare(',
      to: '      if (change.recordId != null) {\n        compare(',
      breaks: 'a change with an unknown path is an exception of the org',
    },
  ]),
  ...inFile('classes/changes/CoSellUpdateWriter.cls', [
    {
      from: '      Database.rollback(before);\n',
      to: '',
      breaks: 'half of a failed change stays',
    },
    {
      from: 'hasSolutions(updates) ? Database.setSavepoint() : null',
      to: 'Database.setSavepoint()',
      breaks: 'every call pays a statement for a savepoint that it does not need',
    },
    {
      from: '!hasSolutions(failedOf(updates))',
      to: 'failedOf(updates).isEmpty()',
      breaks: 'a plain failure beside solutions makes all others be written twice',
    },
    {
      from: 'saved[i].failForRows(',
      to: 'updates[i].failForRows(',
      breaks: 'another change than the failed one is rejected',
    },
    {
      from: '      left = openOf(left);\n',
      to: '      left = new List<CoSellUpdate>();\n',
      breaks: 'the good changes beside a failed one are taken back and said to be written',
    },
  ]),
  ...inFile('classes/changes/CoSellBookkeeper.cls', [
    {
      from: '      change.clearsToken && change.token.equals((String) current.get(CoSellFields.TOKEN));',
      to: '      change.clearsToken;',
      breaks: 'a newer edit is forgotten',
    },
    {
      from: 'Boolean isSaid = !LAST_SYNCED.equals(field.getName());',
      to: 'Boolean isSaid = true;',
      breaks: 'books are written at every visit, only to say when that was',
    },
    {
      from: '(change.hasValues() || tells(change, current))',
      to: 'tells(change, current)',
      breaks: 'a change that is written leaves "last synced" as it was',
    },
    {
      from: 'fail(saved[i], CoSellRowError',
      to: 'fail(updates[i], CoSellRowError',
      breaks: 'the books of another change are said to have failed',
    },
    {
      from: '    if (change.hasValues()) {\n      change.addErrors(errors);\n    } else {\n      change.failForRows(errors);\n    }\n',
      to: '    change.failForRows(errors);\n',
      breaks: 'books that fail make written values look rejected',
    },
    {
      from: '    if (current == null) {\n      return;\n    }\n',
      to: '',
      breaks:
        "a record that the customer's automation deletes meanwhile is an exception of the org",
    },
  ]),
  ...inFile('classes/changes/CoSellRecordWriter.cls', [
    {
      from: 'Database.update(records, false, AccessLevel.SYSTEM_MODE);\n    } finally {\n      CoSellResourceWrites.finish();\n    }',
      to: 'Database.update(records, false, AccessLevel.SYSTEM_MODE);\n    } finally {\n      records.clear();\n    }',
      breaks: "what comes after the bridge's statement is taken for the bridge's",
    },
    {
      from: 'Database.update(records, false, AccessLevel.SYSTEM_MODE)',
      to: 'Database.update(records, true, AccessLevel.SYSTEM_MODE)',
      breaks: 'one bad record fails the call for all',
    },
    {
      from: '    CoSellResourceWrites.beginUpdates(records);\n',
      to: '',
      breaks: 'what the bridge writes is news to the bridge: a loop',
    },
    {
      from: 'options.optAllOrNone = false;',
      to: 'options.optAllOrNone = true;',
      breaks: 'a create with a bad row is an exception of the org',
    },
    {
      from: 'options.DuplicateRuleHeader.allowSave = CoSellSettings.current().allowsDuplicates;',
      to: 'options.DuplicateRuleHeader.allowSave = true;',
      breaks: 'duplicates are made although the org does not want them',
      judgement: {
        verdict: 'no Apex test can',
        why: 'it takes a duplicate rule of the org, which a test cannot make',
      },
    },
    {
      from: '    CoSellResourceWrites.beginSolutions(keys);\n    try {\n      add(solutions);\n',
      to: '    try {\n      add(solutions);\n',
      breaks: 'the solutions of an inbound deal are news to the bridge',
    },
  ]),
  ...inFile('classes/changes/CoSellResourceWrites.cls', [
    {
      from: '      values.containsKey(name) &&\n',
      to: '',
      breaks: "a field that the customer's automation empties meanwhile is no news",
    },
    {
      from: '    inserted = null;\n    insertedValues = null;\n',
      to: '',
      breaks: "a copy that is made after an inbound deal keeps the bridge's fields",
    },
    {
      from: 'return identifier != null &&\n      CoSellValues.isSame(record.get(CoSellFields.IDENTIFIER), identifier);',
      to: 'return identifier != null;',
      breaks: "deals that the customer's automation makes beside an inbound one are not cleaned",
    },
    {
      from: 'CoSellValues.isSame(values.get(name), atScaleOf(values.get(name), record.get(name)));',
      to: 'record.get(name) != null;',
      breaks: "what the customer's automation makes of a written value is no news",
    },
    {
      from: '    solutionKeys = new Set<String>();\n  }',
      to: '  }',
      breaks: 'a solution that the bridge has written once is never news again in this transaction',
    },
    {
      from: '((Decimal) seen).setScale(((Decimal) written).scale(), RoundingMode.HALF_UP)',
      to: 'seen',
      breaks: 'a written amount that a trigger sees before it is rounded is news',
    },
  ]),
  ...inFile('classes/changes/CoSellSolutionWriter.cls', [
    {
      from: 'gone.add(stored.remove(solutionId));',
      to: 'gone.add(stored.get(solutionId));',
      breaks: 'a solution that is removed and added again fails its change',
    },
    {
      from: '          changedFor.add(change);\n        }\n        note(change, solutionId);\n',
      to: '          changedFor.add(change);\n        }\n',
      breaks: 'solutions that the bridge writes are news to the bridge',
    },
    {
      from: 'Database.insert(added, false, AccessLevel.SYSTEM_MODE)',
      to: 'Database.insert(added, true, AccessLevel.SYSTEM_MODE)',
      breaks: 'one bad solution fails the call for all',
    },
    {
      from: 'Database.update(changed, false, AccessLevel.SYSTEM_MODE)',
      to: 'Database.update(changed, true, AccessLevel.SYSTEM_MODE)',
      breaks: 'one changed solution that is refused fails the call for all',
    },
    {
      from: '      if (stored.containsKey(change.recordId)) {\n',
      to: '      if (change.recordId != null) {\n',
      breaks: 'a plain change beside one with solutions is an exception of the org',
    },
    {
      from: '      if (!gone.isEmpty()) {\n        rejectDeletes(Database.delete(gone, false, AccessLevel.SYSTEM_MODE));\n      }\n',
      to: '      if (!gone.isEmpty()) {\n        Database.delete(gone, false, AccessLevel.SYSTEM_MODE);\n      }\n',
      breaks: 'a solution that cannot be removed is said to be gone',
      judgement: {
        verdict: 'no Apex test can',
        why: "a removal fails only for a lock or for the customer's own automation",
      },
    },
  ]),
  ...inFile('classes/changes/CoSellSolutionValues.cls', [
    {
      from: 'if (solutions.size() != expected.size()) {',
      to: 'if (solutions.size() < expected.size()) {',
      breaks: 'a solution that a seller added meanwhile is not seen',
    },
    {
      from: '      if (sent.keys().contains(property)) {\n',
      to: '      if (sent.keys().size() > 0) {\n',
      breaks: 'what was not sent is cleared',
    },
    {
      from: 'if (isSent && !CoSellFieldValue',
      to: 'if (!CoSellFieldValue',
      breaks: 'what was not sent is compared',
    },
  ]),
  ...inFile('classes/changes/CoSellSolutionSelector.cls', [
    {
      from: '      ORDER BY Solution_Id__c\n',
      to: '      ORDER BY Solution_Id__c DESC\n',
      breaks: 'solutions are answered in another order than the contract says',
    },
  ]),
  ...inFile('classes/changes/CoSellReread.cls', [
    {
      from: "'written', 'stale', 'rejected'",
      to: "'written', 'rejected'",
      breaks: 'a stale record is answered without what it shows now',
    },
    {
      from: 'return change.expected.keys();',
      to: 'return change.wanted.keys();',
      breaks: 'a stale record is answered with other fields than those it was judged by',
    },
    {
      from: '    names.addAll(change.bookkeeping.keys());\n    return names;',
      to: '    return names;',
      breaks: 'the bridge is not told what its books look like now',
    },
  ]),
  ...inFile('classes/changes/CoSellBell.cls', [
    {
      from: 'change.bell != null && !bells.isEmpty() && records',
      to: '!bells.isEmpty() && records',
      breaks: 'a change without a bell beside one with a bell is an exception of the org',
      judgement: {
        verdict: 'equivalent',
        why: 'only records of changes with a bell were read',
      },
    },
    {
      from: '    } catch (Exception refused) {\n',
      to: '    } catch (QueryException refused) {\n',
      breaks: 'a refused notification fails the call',
    },
  ]),
];
