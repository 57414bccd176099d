import { inFile } from '../mutant.ts';

/** Inbound records with all that belongs to them. */
export const CREATES = [
  ...inFile('classes/changes/CoSellCreateRun.cls', [
    {
      from: '    } catch (CoSellRowsException failure) {\n      Database.rollback(before);\n',
      to: '    } catch (CoSellRowsException failure) {\n',
      breaks: 'half of a deal stays when its solutions fail',
    },
    {
      from: '    } catch (CoSellChangesException badValue) {\n      Database.rollback(before);\n',
      to: '    } catch (CoSellChangesException badValue) {\n',
      breaks: 'half of a deal stays when a value cannot be read',
    },
    {
      from: '      if (change.isOpen()) {\n        change.failForRows(failure.errors);\n      }\n',
      to: '      change.failForRows(failure.errors);\n',
      breaks: 'a deal that somebody else has just made is a failure',
    },
    {
      from: 'twins.get(change.identifier().toLowerCase())',
      to: 'twins.get(change.identifier())',
      breaks: 'a referral id in capitals is made again',
    },
    {
      from: "if ('written'.equals(change.outcome)) {\n        for (CoSellAuditInput",
      to: "if (!'forbidden'.equals(change.outcome)) {\n        for (CoSellAuditInput",
      breaks: 'what was not made is audited, and fails on it',
    },
    {
      from: '    refuseForbidden();\n    findTwins(',
      to: '    findTwins(',
      breaks: 'any field may be filled in a new record',
    },
    {
      from: '      if (forbidden == null) {\n        forbidden = CoSellAllowList',
      to: '      if (change.contacts.size() > 0) {\n        forbidden = CoSellAllowList',
      breaks: 'only the last person decides whether a create is forbidden',
    },
    {
      from: '      if (change.isOpen()) {\n        make(change, writer);',
      to: "      if (!'forbidden'.equals(change.outcome)) {\n        make(change, writer);",
      breaks: 'what is there already is made again',
    },
  ]),
  ...inFile('classes/changes/CoSellInboundWriter.cls', [
    {
      from: 'customer?.BillingCountry',
      to: 'customer.BillingCountry',
      breaks: 'an inbound record without a customer is an exception of the org',
    },
    {
      from: '    if (ownerId == null) {',
      to: '    if (ownerId != null) {',
      breaks: 'every inbound deal belongs to the user of the bridge',
    },
    {
      from: '      emails.addAll(change.team);\n',
      to: '',
      breaks: 'nobody of the team is ever found',
    },
    {
      from: 'record instanceof Lead\n      ? CoSellAddress.countryOf(record)',
      to: 'record instanceof Lead\n      ? null',
      breaks: 'a lead never belongs to the colleague of its country',
    },
    {
      from: 'CoSellCustomer.addContacts(record.Id, customer?.Id, change.contacts);',
      to: 'CoSellCustomer.addContacts(record.Id, null, change.contacts);',
      breaks: 'people of a customer belong to nobody, and are made again each time',
    },
  ]),
  ...inFile('classes/changes/CoSellAddress.cls', [
    {
      from: 'return isPlace(name) ? CoSellSchema.describe',
      to: 'return !isPlace(name) ? CoSellSchema.describe',
      breaks: 'an org with lists of countries refuses every inbound deal',
    },
    {
      from: 'text.equalsIgnoreCase(entry.getValue())',
      to: 'false',
      breaks: 'a state of three letters is written as a name, and refused',
    },
    {
      from: 'text.length() == CODE_LENGTH ? text.toUpperCase() : null',
      to: 'text.toUpperCase()',
      breaks: 'a country by its name is taken for a code, and refused',
    },
    {
      from: 'text.length() == CODE_LENGTH ? text.toUpperCase() : null',
      to: 'null',
      breaks: 'a country that the lists do not have is refused as a name nobody sent',
    },
  ]),
  ...inFile('classes/changes/CoSellCustomer.cls', [
    {
      from: '    CoSellJson coded = CoSellAddress.coded(Account.SObjectType, match);\n',
      to: '    CoSellJson coded = match;\n',
      breaks:
        'a customer with a country is never found again where countries are chosen from lists',
    },
    {
      from: 'return [SELECT Id, BillingCountry FROM Account WHERE Id = :customerId WITH SYSTEM_MODE];',
      to: 'return new Account(Id = customerId);',
      breaks: 'nobody of the country of a new customer is found where countries have codes',
    },
    {
      from: '      remarks.addAll(refused.errors);\n',
      to: '',
      breaks: 'a state is left out, and nobody is told',
    },
    {
      from: 'if (!found.isEmpty()) {',
      to: 'if (found.size() > 1) {',
      breaks: 'a customer that is there is made again',
    },
    {
      from: "' ORDER BY CreatedDate LIMIT 1'",
      to: "' ORDER BY CreatedDate DESC LIMIT 1'",
      breaks: 'of two customers the copy is taken',
    },
    {
      from: "String.join(conditions, ' AND ')",
      to: "String.join(conditions, ' OR ')",
      breaks: 'a customer in another town is taken',
    },
    {
      from: 'known.put(person.Email.toLowerCase(), person);',
      to: 'known.put(person.Email, person);',
      breaks: 'a person whose address is written in capitals is made again',
    },
    {
      from: '      if (!taken.add(people[i].Id)) {\n        continue;\n      }\n',
      to: '',
      breaks: 'a person named twice has two roles, and the create fails',
    },
    {
      from: 'IsPrimary = i == 0',
      to: 'IsPrimary = i == 1',
      breaks: 'the second person is the first one to call',
    },
    {
      from: '      if (email != null) {\n        known.put(email, person);\n      }\n',
      to: '',
      breaks: 'a person named twice is made twice',
    },
    {
      from: '        person.AccountId = accountId;\n',
      to: '',
      breaks: 'new people belong to no customer',
    },
  ]),
  ...inFile('classes/changes/CoSellOwnerSelector.cls', [
    {
      from: 'Email IN :emails AND IsActive = TRUE',
      to: 'Email IN :emails',
      breaks: 'a deal for a colleague who has left cannot be made',
    },
    {
      from: 'Country = :country AND IsActive = TRUE',
      to: 'Country = :country',
      breaks: 'a deal of a country whose colleague has left cannot be made',
    },
    {
      from: 'ORDER BY Username DESC\n',
      to: 'ORDER BY Username\n',
      breaks: 'of two colleagues with one address the last is taken, unlike elsewhere',
    },
    {
      from: 'byEmail.get(email.toLowerCase())',
      to: 'byEmail.get(email)',
      breaks: 'a colleague whose address is written in capitals is not found',
    },
    {
      from: 'return found == null ? ofSetting() : found;',
      to: 'return found != null ? ofSetting() : found;',
      breaks: 'the default owner replaces the one of the country',
    },
    {
      from: '\n          OR Email = :owner)',
      to: ')',
      breaks: 'a default owner that is named by address is not found',
    },
    {
      from: "Email IN :emails AND IsActive = TRUE AND UserType = 'Standard' AND Id != :BRIDGE",
      to: "Email IN :emails AND IsActive = TRUE AND UserType = 'Standard'",
      breaks: 'a deal of a team with the address of the bridge belongs to the user of the bridge',
    },
  ]),
  ...inFile('classes/changes/CoSellNoteWriter.cls', [
    {
      from: '.escapeHtml4()',
      to: '',
      breaks: 'what Microsoft writes is HTML in the note',
    },
    {
      from: '.left(255)',
      to: '',
      breaks: 'a note with a long title fails the deal',
    },
    {
      from: '    CoSellRecordWriter.add(new List<SObject>{ link });\n',
      to: '',
      breaks: 'the note hangs on no deal',
    },
  ]),
];
