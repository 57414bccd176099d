import { inFile } from '../mutant.ts';

/** The call of the bridge as a whole: who may, what is refused, and its reading. */
export const CHANGES = [
  ...inFile('classes/changes/CoSellChangesResource.cls', [
    {
      from: 'if (!CoSellRestAnswer.isAllowed()) {',
      to: 'if (CoSellRestAnswer.isAllowed() == null) {',
      breaks: 'anybody may write as the bridge does',
    },
    {
      from: 'refuse(400, badCall.statusCode',
      to: 'refuse(500, badCall.statusCode',
      breaks: 'a bad call looks as if it were worth another try',
    },
  ]),
  ...inFile('classes/changes/CoSellOrgResource.cls', [
    {
      from: 'if (!CoSellRestAnswer.isAllowed()) {',
      to: 'if (CoSellRestAnswer.isAllowed() == null) {',
      breaks: 'anybody may ask what kind of org this is',
    },
    {
      from: "'isSandbox' => org.IsSandbox",
      to: "'isSandbox' => !org.IsSandbox",
      breaks: 'production is taken for a sandbox',
    },
    {
      from: 'containsKey(TEAMS)',
      to: 'containsKey(NOTES)',
      breaks: 'an org with notes is said to have teams',
    },
  ]),
  ...inFile('classes/changes/CoSellRestAnswer.cls', [
    {
      from: "refuse(403, 'FORBIDDEN'",
      to: "refuse(401, 'FORBIDDEN'",
      breaks: 'the bridge signs in again and again instead of asking for the permission',
    },
    {
      from: "'Co_Sell_Bridge_Access'",
      to: "'Co_Sell_Nudge'",
      breaks: 'sellers may write as the bridge does, and the bridge may not',
    },
  ]),
  ...inFile('classes/changes/CoSellChangesRun.cls', [
    {
      from: '      changes.failAsLocked();\n',
      to: '',
      breaks: 'what could not be locked is written all the same',
    },
    {
      from: '    lock();\n    for (CoSellUpdateRun updates : updateRuns) {\n      updates.run();\n    }\n',
      to: '    for (CoSellUpdateRun updates : updateRuns) {\n      updates.run();\n    }\n    lock();\n',
      breaks: 'records are locked after they were written',
    },
    {
      from: ',\n      new CoSellUpdateRun(Lead.SObjectType, changes.updates)\n',
      to: '\n',
      breaks: 'updates of leads are answered without an outcome',
    },
  ]),
  ...inFile('classes/changes/CoSellChanges.cls', [
    {
      from: 'MOST_UPDATES = 200',
      to: 'MOST_UPDATES = 201',
      breaks: 'one update more than a chunk of the triggers',
    },
    {
      from: 'MOST_CREATES = 10',
      to: 'MOST_CREATES = 11',
      breaks: 'one create more than the limits were counted for',
    },
    {
      from: 'if (came > most) {',
      to: 'if (came >= most) {',
      breaks: 'a full call is refused',
    },
    {
      from: 'if (!keys.add(key)) {',
      to: 'if (keys.contains(key)) {',
      breaks: 'two changes with one key are carried out, and one answer is lost',
    },
    {
      from: '      if (change.isOpen()) {\n        change.fail(',
      to: '      if (change.recordId == null || change.isOpen()) {\n        change.fail(',
      breaks: 'what was missing is said to be locked, and is sent for ever',
    },
  ]),
  ...inFile('classes/changes/CoSellJson.cls', [
    {
      from: '!(value instanceof String) || String.isEmpty((String) value)',
      to: '!(value instanceof String)',
      breaks: 'an empty text is taken for one',
    },
    {
      from: 'if (!(value instanceof List<Object>)) {',
      to: 'if (value instanceof Map<String, Object>) {',
      breaks: 'a text instead of a list is an exception of the org',
    },
    {
      from: 'if (!known.contains(property)) {',
      to: 'if (known.isEmpty()) {',
      breaks: 'what is misspelt is ignored',
    },
  ]),
  ...inFile('classes/changes/CoSellUpdate.cls', [
    {
      from: "sent.isTrue('clearToken') && token != null",
      to: "sent.isTrue('clearToken')",
      breaks: 'clearing without a token that was read is an exception of the org',
    },
    {
      from: 'return found != null && found.getSobjectType() == objectType ? found : null;',
      to: 'return found;',
      breaks: 'the id of another object is an exception of the org',
      judgement: {
        verdict: 'equivalent',
        why: 'no deal has such an id, so the lock finds none',
      },
    },
    {
      from: '!wanted.keys().isEmpty() || (solutions != null && !solutions.isEmpty())',
      to: '!wanted.keys().isEmpty()',
      breaks: 'books that fail make written solutions look rejected',
    },
    {
      from: 'solutions != null && objectType != Opportunity.SObjectType',
      to: 'solutions != null && objectType == null',
      breaks: 'solutions of a lead fail in the middle of the writing',
    },
  ]),
  ...inFile('classes/changes/CoSellChange.cls', [
    {
      from: "      bell.text('body');\n",
      to: '',
      breaks: 'a bell without words ends a call that was half carried out',
    },
  ]),
  ...inFile('classes/changes/CoSellRowError.cls', [
    {
      from: 'if (LOCKED.equals(error.statusCode)) {',
      to: 'if (!LOCKED.equals(error.statusCode)) {',
      breaks: 'a held row is given up, and a validation rule is tried for ever',
    },
    {
      from: '          error.getFields()\n',
      to: '          new List<String>()\n',
      breaks: 'nobody is told which field the database refused',
    },
  ]),
  ...inFile('classes/changes/CoSellRowsException.cls', [
    {
      from: "'DUPLICATE_VALUE'",
      to: "'DUPLICATES_DETECTED'",
      breaks: 'a deal that somebody else has just made is a failure',
    },
  ]),
  ...inFile('classes/changes/CoSellFieldValue.cls', [
    {
      from: ' || (sent instanceof String && String.isEmpty((String) sent))',
      to: '',
      breaks: 'an empty text does not clear a date',
    },
    {
      from: 'if (sent instanceof String || sent instanceof Boolean) {',
      to: 'if (sent instanceof Boolean) {',
      breaks: 'a number in quotes is taken, against the contract',
    },
    {
      from: 'if (!isUtc || text.length() < 20) {',
      to: 'if (text.length() < 20) {',
      breaks: 'a time of another zone is taken for UTC',
    },
    {
      from: "field.getType() == DisplayType.BOOLEAN ? 'false' : ''",
      to: "''",
      breaks: 'a box that is expected to be empty is stale when it is',
    },
    {
      from: '((Decimal) value).setScale(field.getScale(), RoundingMode.HALF_UP).toPlainString()',
      to: '((Decimal) value).toPlainString()',
      breaks: 'an amount with more decimals than the field is stale for ever',
    },
    {
      from: 'return value.setScale(field.getScale(), RoundingMode.HALF_UP);',
      to: 'return value.setScale(field.getScale(), RoundingMode.DOWN);',
      breaks: 'amounts are cut, not rounded',
    },
    {
      from: 'if (field.getType() == DisplayType.DATETIME && value != null) {',
      to: 'if (value instanceof Time) {',
      breaks: "date-times are answered in another form than the platform's",
    },
    {
      from: '    } catch (StringException noId) {\n      throw wrongType(field, sent);\n',
      to: '    } catch (MathException noId) {\n      throw wrongType(field, sent);\n',
      breaks: 'a text that is no id is an exception of the org',
    },
  ]),
  ...inFile('classes/changes/CoSellFieldPath.cls', [
    {
      from: 'at = at == null ? null : at.getSObject(relationship);',
      to: 'at = at.getSObject(relationship);',
      breaks: 'an empty lookup before another one is an exception of the org',
    },
    {
      from: 'return at == null ? null : at.get(field.getName());',
      to: 'return at.get(field.getName());',
      breaks: 'a deal without an account cannot be compared',
    },
    {
      from: 'parents.contains(User.SObjectType) ? User.SObjectType : parents[0]',
      to: 'parents[0]',
      breaks: 'an owner is asked what only queues have',
      judgement: {
        verdict: 'beyond the sandbox',
        why: 'CoSellFieldPathTest asks a lead, but owners in the sandbox are never queues',
      },
    },
    {
      from: "relationship.removeEndIgnoreCase('r') + 'c'",
      to: "relationship + 'c'",
      breaks: 'paths through lookups of the customer are unknown',
    },
  ]),
  ...inFile('classes/changes/CoSellAllowList.cls', [
    {
      from: '      DescribeFieldResult field = allowedField(name);\n      if (field == null || !field.isUpdateable()) {',
      to: '      DescribeFieldResult field = allowedField(name);\n      if (field == null) {',
      breaks: 'fields that the user of the bridge may not edit are edited',
    },
    {
      from: '      DescribeFieldResult field = allowedField(name);\n      if (field == null || !field.isCreateable()) {',
      to: '      DescribeFieldResult field = allowedField(name);\n      if (field == null) {',
      breaks: 'fields that the user of the bridge may not fill are filled',
    },
    {
      from: '      DescribeFieldResult field = CoSellSchema.describe(objectType, name);\n      if (field == null || !field.isCreateable()) {',
      to: '      DescribeFieldResult field = CoSellSchema.describe(objectType, name);\n      if (field == null) {',
      breaks: 'fields of customers that nobody may fill make the create fail in the middle',
    },
    {
      from: '        allowed.add(codes.getName().toLowerCase());\n',
      to: '',
      breaks: 'a mapped country of a lead is forbidden where countries have codes',
    },
    {
      from: 'allowed.contains(name.toLowerCase()) ?',
      to: 'allowed.contains(name) ?',
      breaks: 'no field is allowed, because names are kept in small letters',
    },
    {
      from: 'return field != null && field.isUpdateable();',
      to: 'return field != null;',
      breaks: 'a token is cleared by who may not edit it',
    },
    {
      from: '    names.addAll(CoSellFields.WISHES);\n',
      to: '',
      breaks: 'a wish that was fulfilled cannot be cleared',
    },
  ]),
  ...inFile('classes/changes/CoSellAuditInput.cls', [
    {
      from: '.left(field.getLength())',
      to: '.left(field.getLength() + 1)',
      breaks: 'a line that is too long is lost as a whole',
    },
    {
      from: "    sent.text('entryKey');\n",
      to: '',
      breaks: 'an entry without a key arrives as often as it is sent',
    },
  ]),
];
