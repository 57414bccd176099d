/**
 * What may stand in each kind of metadata file that the package has: a small table of our own, from the
 * Metadata API guide at version 65.0. A new kind of file needs a row here before it can be added.
 */
export type Shape = 'text' | 'boolean' | 'whole' | readonly string[] | ElementShape;
export type ElementShape = {
  required: readonly string[];
  /** Names that may come more than once. */
  repeated?: readonly string[];
  elements: { readonly [name: string]: Shape };
};

const PICKLIST_VALUE: ElementShape = {
  required: ['fullName', 'default', 'label'],
  elements: {
    fullName: 'text',
    default: 'boolean',
    label: 'text',
    description: 'text',
    isActive: 'boolean',
  },
};

const VALUE_SET: ElementShape = {
  required: ['restricted', 'valueSetDefinition'],
  elements: {
    restricted: 'boolean',
    valueSetDefinition: {
      required: ['sorted', 'value'],
      repeated: ['value'],
      elements: { sorted: 'boolean', value: PICKLIST_VALUE },
    },
  },
};

const CUSTOM_FIELD: ElementShape = {
  required: ['fullName', 'label', 'type', 'description', 'inlineHelpText'],
  elements: {
    fullName: 'text',
    caseSensitive: 'boolean',
    defaultValue: 'text',
    deleteConstraint: ['Cascade', 'Restrict', 'SetNull'],
    description: 'text',
    externalId: 'boolean',
    fieldManageability: ['DeveloperControlled', 'SubscriberControlled', 'Locked'],
    formula: 'text',
    formulaTreatBlanksAs: ['BlankAsBlank', 'BlankAsZero'],
    inlineHelpText: 'text',
    label: 'text',
    length: 'whole',
    precision: 'whole',
    referenceTo: 'text',
    relationshipLabel: 'text',
    relationshipName: 'text',
    relationshipOrder: 'whole',
    reparentableMasterDetail: 'boolean',
    required: 'boolean',
    scale: 'whole',
    trackHistory: 'boolean',
    type: [
      'Checkbox',
      'Date',
      'DateTime',
      'LongTextArea',
      'Lookup',
      'MasterDetail',
      'Number',
      'Picklist',
      'Text',
      'Url',
    ],
    unique: 'boolean',
    valueSet: VALUE_SET,
    visibleLines: 'whole',
    writeRequiresMasterRead: 'boolean',
  },
};

const CUSTOM_OBJECT: ElementShape = {
  required: ['label', 'pluralLabel', 'description', 'visibility'],
  elements: {
    deploymentStatus: ['Deployed', 'InDevelopment'],
    description: 'text',
    enableActivities: 'boolean',
    enableBulkApi: 'boolean',
    enableFeeds: 'boolean',
    enableHistory: 'boolean',
    enableReports: 'boolean',
    enableSearch: 'boolean',
    enableSharing: 'boolean',
    enableStreamingApi: 'boolean',
    label: 'text',
    nameField: {
      required: ['label', 'type'],
      elements: { displayFormat: 'text', label: 'text', type: ['AutoNumber', 'Text'] },
    },
    pluralLabel: 'text',
    sharingModel: ['ControlledByParent', 'Private', 'Read', 'ReadWrite'],
    visibility: ['Public', 'Protected', 'PackageProtected'],
  },
};

const CUSTOM_METADATA: ElementShape = {
  required: ['label', 'protected', 'values'],
  repeated: ['values'],
  elements: {
    label: 'text',
    protected: 'boolean',
    values: { required: ['field', 'value'], elements: { field: 'text', value: 'text' } },
  },
};

const VALIDATION_RULE: ElementShape = {
  required: ['fullName', 'active', 'description', 'errorConditionFormula', 'errorMessage'],
  elements: {
    fullName: 'text',
    active: 'boolean',
    description: 'text',
    errorConditionFormula: 'text',
    errorDisplayField: 'text',
    errorMessage: 'text',
  },
};

const APEX_FILE: ElementShape = {
  required: ['apiVersion', 'status'],
  elements: { apiVersion: 'text', status: ['Active', 'Inactive'] },
};

const CUSTOM_PERMISSION: ElementShape = {
  required: ['label', 'description'],
  elements: { description: 'text', isLicensed: 'boolean', label: 'text' },
};

const ENABLED: ElementShape = {
  required: ['enabled', 'name'],
  elements: { enabled: 'boolean', name: 'text' },
};

const FIELD_PERMISSION: ElementShape = {
  required: ['editable', 'field', 'readable'],
  elements: { editable: 'boolean', field: 'text', readable: 'boolean' },
};

/** Without `viewAllFields`: it would open every field there is, also those of others. */
const OBJECT_PERMISSION: ElementShape = {
  required: [
    'allowCreate',
    'allowDelete',
    'allowEdit',
    'allowRead',
    'modifyAllRecords',
    'object',
    'viewAllRecords',
  ],
  elements: {
    allowCreate: 'boolean',
    allowDelete: 'boolean',
    allowEdit: 'boolean',
    allowRead: 'boolean',
    modifyAllRecords: 'boolean',
    object: 'text',
    viewAllRecords: 'boolean',
  },
};

const PERMISSION_SET: ElementShape = {
  required: ['description', 'hasActivationRequired', 'label'],
  repeated: [
    'classAccesses',
    'customMetadataTypeAccesses',
    'customPermissions',
    'fieldPermissions',
    'objectPermissions',
    'userPermissions',
  ],
  elements: {
    classAccesses: {
      required: ['apexClass', 'enabled'],
      elements: { apexClass: 'text', enabled: 'boolean' },
    },
    customMetadataTypeAccesses: ENABLED,
    customPermissions: ENABLED,
    description: 'text',
    fieldPermissions: FIELD_PERMISSION,
    hasActivationRequired: 'boolean',
    label: 'text',
    objectPermissions: OBJECT_PERMISSION,
    userPermissions: ENABLED,
  },
};

/** Root element, the suffix its files have, the folder they lie in, and what may stand in them. */
export const FILE_KINDS: readonly {
  root: string;
  suffix: string;
  folder: RegExp;
  shape: ElementShape;
}[] = [
  kind('CustomField', 'field', /^objects\/[^/]+\/fields\/[^/]+$/, CUSTOM_FIELD),
  kind('CustomObject', 'object', /^objects\/[^/]+\/[^/]+$/, CUSTOM_OBJECT),
  kind(
    'ValidationRule',
    'validationRule',
    /^objects\/[^/]+\/validationRules\/[^/]+$/,
    VALIDATION_RULE,
  ),
  kind('CustomMetadata', 'md', /^customMetadata\/[^/]+$/, CUSTOM_METADATA),
  kind('ApexClass', 'cls', /^classes\//, APEX_FILE),
  kind('ApexTrigger', 'trigger', /^triggers\//, APEX_FILE),
  kind('CustomPermission', 'customPermission', /^customPermissions\/[^/]+$/, CUSTOM_PERMISSION),
  kind('PermissionSet', 'permissionset', /^permissionsets\/[^/]+$/, PERMISSION_SET),
];

function kind(root: string, suffix: string, folder: RegExp, shape: ElementShape) {
  return { root, suffix, folder, shape };
}
