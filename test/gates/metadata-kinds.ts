/**
 * The kinds of metadata files there are, where each lies, and what we want in it beyond what Salesforce's types want.
 * A new kind of file needs a row here before it can be added.
 *
 * `package`: an upgrade overwrites it, so no admin edits it. `setup`: deployed once, and then the org's own.
 */
export type Home = 'package' | 'setup';
export type FileKind = {
  /** Root element, and its type in the Metadata API. */
  root: string;
  suffix: string;
  folder: RegExp;
  homes: readonly Home[];
  /** Elements that the platform or we want, although the types leave them open. */
  wanted: readonly string[];
};

const PACKAGE = ['package'] as const;
const SETUP = ['setup'] as const;
const BOTH = ['package', 'setup'] as const;
const FIELD = ['fullName', 'label', 'type', 'description', 'inlineHelpText'];
const RULE = ['fullName', 'active', 'description', 'errorConditionFormula', 'errorMessage'];

export const FILE_KINDS: readonly FileKind[] = [
  kind('CustomField', 'field', /^objects\/[^/]+\/fields\/[^/]+$/, PACKAGE, FIELD),
  kind('CustomObject', 'object', /^objects\/[^/]+\/[^/]+$/, PACKAGE, [
    'label',
    'pluralLabel',
    'description',
    'visibility',
  ]),
  kind(
    'ValidationRule',
    'validationRule',
    /^objects\/[^/]+\/validationRules\/[^/]+$/,
    PACKAGE,
    RULE,
  ),
  kind('ListView', 'listView', /^objects\/[^/]+\/listViews\/[^/]+$/, PACKAGE, ['fullName']),
  kind('CompactLayout', 'compactLayout', /^objects\/[^/]+\/compactLayouts\/[^/]+$/, PACKAGE, [
    'fullName',
  ]),
  kind('Layout', 'layout', /^layouts\/[^/]+$/, PACKAGE),
  kind('CustomMetadata', 'md', /^customMetadata\/[^/]+$/, PACKAGE, [
    'label',
    'protected',
    'values',
  ]),
  kind('ApexClass', 'cls', /^classes\//, PACKAGE),
  kind('ApexTrigger', 'trigger', /^triggers\//, PACKAGE),
  kind('LightningComponentBundle', 'js', /^lwc\/[^/]+\/[^/]+$/, PACKAGE, ['apiVersion']),
  kind('CustomLabels', 'labels', /^labels\/[^/]+$/, PACKAGE),
  kind('StaticResource', 'resource', /^staticresources\/[^/]+$/, PACKAGE),
  kind('CustomPermission', 'customPermission', /^customPermissions\/[^/]+$/, PACKAGE, [
    'description',
  ]),
  kind('CustomNotificationType', 'notiftype', /^notificationtypes\/[^/]+$/, PACKAGE, [
    'description',
  ]),
  kind('CustomTab', 'tab', /^tabs\/[^/]+$/, PACKAGE, ['description', 'motif']),
  kind('CustomApplication', 'app', /^applications\/[^/]+$/, PACKAGE, ['description', 'label']),
  kind('FlexiPage', 'flexipage', /^flexipages\/[^/]+$/, BOTH, ['description']),
  kind('PermissionSet', 'permissionset', /^permissionsets\/[^/]+$/, BOTH, [
    'description',
    'hasActivationRequired',
  ]),
  kind('PermissionSetGroup', 'permissionsetgroup', /^permissionsetgroups\/[^/]+$/, SETUP, [
    'description',
  ]),
  kind('NamedCredential', 'namedCredential', /^namedCredentials\/[^/]+$/, SETUP),
  kind('ExternalCredential', 'externalCredential', /^externalCredentials\/[^/]+$/, SETUP),
  kind('ExternalClientApplication', 'eca', /^externalClientApps\/[^/]+$/, SETUP, ['description']),
  kind(
    'ExtlClntAppGlobalOauthSettings',
    'ecaGlblOauth',
    /^extlClntAppGlobalOauthSets\/[^/]+$/,
    SETUP,
  ),
  kind('ExtlClntAppOauthSettings', 'ecaOauth', /^extlClntAppOauthSettings\/[^/]+$/, SETUP),
  kind(
    'ExtlClntAppOauthConfigurablePolicies',
    'ecaOauthPlcy',
    /^extlClntAppOauthPolicies\/[^/]+$/,
    SETUP,
  ),
  kind('ExtlClntAppConfigurablePolicies', 'ecaPlcy', /^extlClntAppPolicies\/[^/]+$/, SETUP),
  kind('ReportType', 'reportType', /^reportTypes\/[^/]+$/, SETUP, ['description']),
  kind('ReportFolder', 'reportFolder', /^reports\/[^/]+$/, SETUP),
  kind('Report', 'report', /^reports\/[^/]+\/[^/]+$/, SETUP, ['description']),
  kind('CustomObjectTranslation', 'objectTranslation', /^objectTranslations\/[^/]+\//, SETUP),
  kind('CustomFieldTranslation', 'fieldTranslation', /^objectTranslations\/[^/]+\//, SETUP),
  kind('Translations', 'translation', /^translations\/[^/]+$/, SETUP),
];

function kind(
  root: string,
  suffix: string,
  folder: RegExp,
  homes: readonly Home[],
  wanted: readonly string[] = [],
): FileKind {
  return { root, suffix, folder, homes, wanted };
}
