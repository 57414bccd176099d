/** Setup data of an org: read through the API, changed by its administrators only. */
import {
  defineObject,
  field,
  flag,
  longText,
  picklist,
  READ_ONLY,
  reference,
  REQUIRED,
  text,
} from '../schema/fields.ts';

export const user = () =>
  defineObject({
    name: 'User',
    label: 'User',
    labelPlural: 'Users',
    keyPrefix: '005',
    isSetup: true,
    fields: [
      text('Username', 'Username', 80, REQUIRED),
      text('LastName', 'Last Name', 80, REQUIRED),
      text('FirstName', 'First Name', 40),
      text('Name', 'Full Name', 121, READ_ONLY),
      field('Email', 'Email', 'email', { length: 128, ...REQUIRED }),
      field('Phone', 'Phone', 'phone', { length: 40 }),
      text('Country', 'Country', 80),
      text('Title', 'Title', 80),
      flag('IsActive', 'Active'),
      picklist('UserType', 'User Type', ['Standard'], { restricted: true }),
      picklist('LanguageLocaleKey', 'Language', ['en_US', 'fr']),
      text('Alias', 'Alias', 8, REQUIRED),
      reference('ProfileId', 'Profile ID', ['Profile'], REQUIRED),
      picklist('TimeZoneSidKey', 'Time Zone', [], REQUIRED),
      picklist('LocaleSidKey', 'Locale', [], REQUIRED),
      picklist('EmailEncodingKey', 'Email Encoding', [], REQUIRED),
    ],
  });

export const organization = () =>
  defineObject({
    name: 'Organization',
    label: 'Organization',
    labelPlural: 'Organizations',
    keyPrefix: '00D',
    isSetup: true,
    fields: [
      text('Name', 'Name', 80),
      text('InstanceName', 'Instance Name', 5),
      flag('IsSandbox', 'Is Sandbox'),
      text('OrganizationType', 'Edition', 40),
      text('NamespacePrefix', 'Namespace Prefix', 15),
      field('TrialExpirationDate', 'Trial Expiration Date', 'datetime'),
      text('Country', 'Country', 80),
    ],
  });

export const recordType = () =>
  defineObject({
    name: 'RecordType',
    label: 'Record Type',
    labelPlural: 'Record Types',
    keyPrefix: '012',
    isSetup: true,
    fields: [
      text('Name', 'Name', 80, REQUIRED),
      text('DeveloperName', 'Record Type Name', 80, REQUIRED),
      text('SobjectType', 'SObject Type Name', 40, REQUIRED),
      flag('IsActive', 'Active'),
      text('Description', 'Description', 255),
    ],
  });

/** Needs Notes (`features.notes`). Content is base64 text. */
export const contentNote = () =>
  defineObject({
    name: 'ContentNote',
    label: 'Note',
    labelPlural: 'Notes',
    keyPrefix: '069',
    fields: [
      text('Title', 'Title', 255, REQUIRED),
      longText('Content', 'Content', 131072),
      text('TextPreview', 'Text Preview', 255, READ_ONLY),
    ],
  });

export const contentDocumentLink = () =>
  defineObject({
    name: 'ContentDocumentLink',
    label: 'Content Document Link',
    labelPlural: 'Content Document Links',
    keyPrefix: '06A',
    fields: [
      reference('ContentDocumentId', 'ContentDocument ID', ['ContentNote'], {
        ...REQUIRED,
        updateable: false,
        relationshipName: 'ContentDocument',
        childRelationship: 'ContentDocumentLinks',
        onParentDelete: 'cascade',
      }),
      reference(
        'LinkedEntityId',
        'Linked Entity ID',
        ['Opportunity', 'Lead', 'Account', 'Contact'],
        {
          ...REQUIRED,
          updateable: false,
          childRelationship: 'ContentDocumentLinks',
        },
      ),
      picklist('ShareType', 'Share Type', ['V', 'C', 'I'], { ...REQUIRED, restricted: true }),
      picklist('Visibility', 'Visibility', ['AllUsers', 'InternalUsers', 'SharedUsers'], {
        restricted: true,
        defaultValue: 'AllUsers',
        defaultedOnCreate: true,
      }),
    ],
  });
