/** Who may what, as setup keeps it; Apex and its tests read and write these. */
import { defineObject, reference, REQUIRED, text } from '../schema/fields.ts';
import type { FieldDef, ObjectDef } from '../schema/types.ts';

export const profile = () => setup('Profile', '00e', [text('Name', 'Name', 255, REQUIRED)]);

export const permissionSet = () =>
  setup('PermissionSet', '0PS', [
    text('Name', 'API Name', 80, REQUIRED),
    text('Label', 'Permission Set Label', 80, REQUIRED),
  ]);

export const permissionSetAssignment = () =>
  setup('PermissionSetAssignment', '0Pa', [
    reference('AssigneeId', 'Assignee ID', ['User'], REQUIRED),
    reference('PermissionSetId', 'Permission Set ID', ['PermissionSet'], REQUIRED),
  ]);

export const customPermission = () =>
  setup('CustomPermission', '0CP', [
    text('DeveloperName', 'Name', 80, REQUIRED),
    text('MasterLabel', 'Label', 80),
  ]);

export const setupEntityAccess = () =>
  setup('SetupEntityAccess', '0J0', [
    reference('ParentId', 'Parent ID', ['PermissionSet'], REQUIRED),
    reference('SetupEntityId', 'Setup Entity ID', ['CustomPermission'], REQUIRED),
  ]);

export const customNotificationType = () =>
  setup('CustomNotificationType', '0ML', [
    text('DeveloperName', 'Custom Notification Name', 80, REQUIRED),
    text('MasterLabel', 'Label', 80),
  ]);

const setup = (name: string, keyPrefix: string, fields: FieldDef[]): ObjectDef =>
  defineObject({ name, label: name, labelPlural: name, keyPrefix, isSetup: true, fields });
