/** Describe: global, basic information and object, with the full key sets of salesforce-rest.md section 5. */
import type { Access } from '../access/access.ts';
import type { ObjectDef, Schema } from '../schema/types.ts';
import { ok, type Answer, type RestRequest, type Route } from './answer.ts';
import { describeField } from './describe-field.ts';
import { objectOf } from './rows.ts';

export const describeRoutes: Route[] = [
  { pattern: /^\/sobjects$/, methods: { GET: describeGlobal } },
  { pattern: /^\/sobjects\/(\w+)$/, methods: { GET: basicInformation } },
  { pattern: /^\/sobjects\/(\w+)\/describe$/, methods: { GET: describeObject } },
];

function describeGlobal({ view, session, base }: RestRequest): Answer {
  return ok({
    encoding: 'UTF-8',
    maxBatchSize: 200,
    sobjects: [...view.schema.objects.values()].map((object) =>
      globalEntry(object, base, session.access),
    ),
  });
}

function basicInformation(request: RestRequest): Answer {
  return ok({
    objectDescribe: globalEntry(objectOf(request), request.base, request.session.access),
    recentItems: [],
  });
}

function describeObject(request: RestRequest): Answer {
  const object = objectOf(request);
  const { base, view, session } = request;
  const entry = globalEntry(object, base, session.access);
  const own = `${base}/sobjects/${object.name}`;
  return ok({
    ...entry,
    actionOverrides: [],
    childRelationships: childRelationships(view.schema, object),
    compactLayoutable: true,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: [...object.fields.values()].map(describeField),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [
      {
        active: true,
        available: true,
        defaultRecordTypeMapping: true,
        developerName: 'Master',
        master: true,
        name: 'Master',
        recordTypeId: '012000000000000AAA',
        urls: { layout: `${own}/describe/layouts/012000000000000AAA` },
      },
    ],
    searchLayoutable: !object.isSetup,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [],
    urls: {
      ...entry.urls,
      uiDetailTemplate: `${request.origin}/{ID}`,
      uiEditTemplate: `${request.origin}/{ID}/e`,
      uiNewRecord: `${request.origin}/${object.keyPrefix}/e`,
    },
  });
}

function globalEntry(object: ObjectDef, base: string, access: Access) {
  const own = `${base}/sobjects/${object.name}`;
  const isOpen = !object.isSetup;
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: isOpen && access.may('create', object),
    custom: object.custom,
    customSetting: false,
    deepCloneable: false,
    deletable: isOpen && access.may('delete', object),
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: isOpen,
    mergeable: ['Account', 'Contact', 'Lead'].includes(object.name),
    mruEnabled: isOpen && object.name !== 'OpportunityContactRole',
    name: object.name,
    queryable: true,
    replicateable: isOpen,
    retrieveable: true,
    searchable: isOpen && object.name !== 'OpportunityContactRole',
    triggerable: isOpen,
    undeletable: isOpen && access.may('delete', object),
    updateable: isOpen && access.may('edit', object),
    urls: {
      compactLayouts: `${own}/describe/compactLayouts`,
      rowTemplate: `${own}/{ID}`,
      approvalLayouts: `${own}/describe/approvalLayouts`,
      listviews: `${own}/listviews`,
      describe: `${own}/describe`,
      quickActions: `${own}/quickActions`,
      layouts: `${own}/describe/layouts`,
      sobject: own,
    },
  };
}

function childRelationships(schema: Schema, parent: ObjectDef) {
  return [...schema.objects.values()].flatMap((child) =>
    [...child.fields.values()]
      .filter((field) => field.referenceTo.includes(parent.name))
      .map((field) => ({
        cascadeDelete: field.onParentDelete === 'cascade',
        childSObject: child.name,
        deprecatedAndHidden: false,
        field: field.name,
        junctionIdListNames: [],
        junctionReferenceTo: [],
        relationshipName: field.childRelationship,
        restrictedDelete: false,
      })),
  );
}
