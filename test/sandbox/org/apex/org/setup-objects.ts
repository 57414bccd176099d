/** Objects that only Apex meets here: permissions, profiles, price books. The REST side of the org does not have them. */
import {
  defineObject,
  flag,
  money,
  picklist,
  reference,
  REQUIRED,
  text,
} from '../../schema/fields.ts';
import type { FieldDef, ObjectDef } from '../../schema/types.ts';

type Extra = { objects: ObjectDef[]; extensions: Map<string, FieldDef[]> };

export const apexOnlyObjects = (): Extra => ({
  objects: [
    setup('Profile', '00e', [text('Name', 'Name', 255, REQUIRED)]),
    setup('PermissionSet', '0PS', [
      text('Name', 'API Name', 80, REQUIRED),
      text('Label', 'Permission Set Label', 80, REQUIRED),
    ]),
    setup('PermissionSetAssignment', '0Pa', [
      reference('AssigneeId', 'Assignee ID', ['User'], REQUIRED),
      reference('PermissionSetId', 'Permission Set ID', ['PermissionSet'], REQUIRED),
    ]),
    setup('CustomPermission', '0CP', [
      text('DeveloperName', 'Name', 80, REQUIRED),
      text('MasterLabel', 'Label', 80),
    ]),
    setup('SetupEntityAccess', '0J0', [
      reference('ParentId', 'Parent ID', ['PermissionSet'], REQUIRED),
      reference('SetupEntityId', 'Setup Entity ID', ['CustomPermission'], REQUIRED),
    ]),
    setup('CustomNotificationType', '0ML', [
      text('DeveloperName', 'Custom Notification Name', 80, REQUIRED),
      text('MasterLabel', 'Label', 80),
    ]),
    business('Product2', 'Product', '01t', [
      text('Name', 'Product Name', 255, REQUIRED),
      text('ProductCode', 'Product Code', 255),
      flag('IsActive', 'Active'),
    ]),
    business('Pricebook2', 'Price Book', '01s', [
      text('Name', 'Price Book Name', 255, REQUIRED),
      flag('IsActive', 'Active'),
      flag('IsStandard', 'Is Standard Price Book', { createable: false, updateable: false }),
    ]),
    business('PricebookEntry', 'Price Book Entry', '01u', [
      reference('Pricebook2Id', 'Price Book ID', ['Pricebook2'], {
        ...REQUIRED,
        updateable: false,
      }),
      reference('Product2Id', 'Product ID', ['Product2'], { ...REQUIRED, updateable: false }),
      money('UnitPrice', 'List Price', 2, REQUIRED),
      flag('IsActive', 'Active'),
    ]),
  ],
  extensions: new Map([
    [
      'User',
      [
        text('Alias', 'Alias', 8, REQUIRED),
        reference('ProfileId', 'Profile ID', ['Profile'], REQUIRED),
        picklist('TimeZoneSidKey', 'Time Zone', [], REQUIRED),
        picklist('LocaleSidKey', 'Locale', [], REQUIRED),
        picklist('EmailEncodingKey', 'Email Encoding', [], REQUIRED),
      ],
    ],
    ['Opportunity', [reference('Pricebook2Id', 'Price Book ID', ['Pricebook2'])]],
    [
      'OpportunityLineItem',
      [reference('PricebookEntryId', 'Price Book Entry ID', ['PricebookEntry'])],
    ],
  ]),
});

const setup = (name: string, keyPrefix: string, fields: FieldDef[]): ObjectDef =>
  defineObject({ name, label: name, labelPlural: name, keyPrefix, isSetup: true, fields });

const business = (name: string, label: string, keyPrefix: string, fields: FieldDef[]): ObjectDef =>
  defineObject({ name, label, labelPlural: `${label}s`, keyPrefix, fields });
