/** Reads what an org tells about itself: two calls, for an Apex resource cannot be part of a composite one. */
import type { OrgProfile, RecordType, Stage } from '../domain/org.ts';
import { HostFault, PairFault } from '../errors.ts';
import {
  MAPPING_FIELDS,
  mergeMapping,
  mergeSettings,
  mergeValueMapping,
  SETTING_FIELDS,
  VALUE_FIELDS,
} from './profile-rules.ts';
import {
  bodyOf,
  pageOf,
  queryPages,
  queryPath,
  readTogether,
  type CompositeAnswer,
} from './query.ts';
import { toEighteen } from './record-id.ts';
import type { Rest } from './rest.ts';
import { malformed, objectOf, textOf, textOrNull, type WireObject } from './wire.ts';

const QUERIES = {
  settings: `SELECT DeveloperName, ${SETTING_FIELDS.join(', ')} FROM Co_Sell_Setting__mdt`,
  mapping: `SELECT DeveloperName, ${MAPPING_FIELDS.join(', ')} FROM Co_Sell_Field_Mapping__mdt`,
  valueMapping: `SELECT DeveloperName, ${VALUE_FIELDS.join(', ')} FROM Co_Sell_Value_Mapping__mdt`,
  recordTypes:
    "SELECT Id, DeveloperName, SobjectType, IsActive FROM RecordType WHERE SobjectType IN ('Opportunity', 'Lead')",
  stages:
    'SELECT ApiName, MasterLabel, IsActive, IsClosed, IsWon, SortOrder FROM OpportunityStage ORDER BY SortOrder',
} as const;

/** The package, or the right to use it, is missing: somebody has to do something, waiting does not help. */
const NEEDS_AN_ADMIN = new Set(['salesforce-no-access', 'salesforce-package-missing']);

/** True for a fault during which the profile read before is as good as any. */
export const isOutage = (failure: unknown): failure is HostFault =>
  failure instanceof HostFault && !NEEDS_AN_ADMIN.has(failure.code);

/** @throws HostFault; `salesforce-package-missing` when objects or fields of the package are not there */
export async function readProfile(rest: Rest, now: number): Promise<OrgProfile> {
  const [about, metadata] = await Promise.all([
    rest.send({ method: 'GET', path: '/services/apexrest/cosell/v1/org' }),
    readMetadata(rest, now),
  ]);
  const org = objectOf(about, 'the description of the org');
  const orgId = toEighteen(textOf(org, 'orgId'));
  if (!orgId) throw malformed('an org id');
  return {
    orgId,
    isSandbox: flagOf(org, 'isSandbox'),
    isMultiCurrency: flagOf(org, 'isMultiCurrency'),
    defaultCurrency: textOf(org, 'defaultCurrency'),
    packageVersion: textOrNull(org, 'packageVersion') ?? '',
    // A package that does not say so yet is believed.
    hasDefaultOwner: org.hasDefaultOwner !== false,
    stages: metadata.stages.map(stageOf),
    settings: mergeSettings(metadata.settings),
    mapping: mergeMapping(metadata.mapping),
    valueMapping: mergeValueMapping(metadata.valueMapping),
    recordTypes: metadata.recordTypes.map(recordTypeOf),
  };
}

async function readMetadata(rest: Rest, now: number) {
  // Five queries are all that one composite call takes.
  const path = (query: keyof typeof QUERIES) => queryPath(rest, 'query', QUERIES[query]);
  const answers = await readTogether(
    rest,
    {
      settings: path('settings'),
      mapping: path('mapping'),
      valueMapping: path('valueMapping'),
      recordTypes: path('recordTypes'),
      stages: path('stages'),
    },
    now,
  );
  return {
    settings: await rowsOf(rest, answers.settings),
    mapping: await rowsOf(rest, answers.mapping),
    valueMapping: await rowsOf(rest, answers.valueMapping),
    recordTypes: await rowsOf(rest, answers.recordTypes),
    stages: await rowsOf(rest, answers.stages),
  };
}

async function rowsOf(rest: Rest, answer: CompositeAnswer): Promise<WireObject[]> {
  if (answer.fault instanceof PairFault)
    throw new HostFault('salesforce', 'salesforce-package-missing', {
      detail: `The settings of the package cannot be read (${answer.fault.message})`,
      cause: answer.fault,
    });
  const { rows, next } = pageOf(bodyOf(answer), rest);
  for await (const more of queryPages(rest, next)) rows.push(...more);
  return rows;
}

/** `StageName` of a record holds the API name, which differs from the label once an admin renamed the stage. */
function stageOf(row: WireObject): Stage {
  return {
    name: textOrNull(row, 'ApiName') ?? textOf(row, 'MasterLabel'),
    isClosed: row.IsClosed === true,
    isWon: row.IsWon === true,
    isActive: row.IsActive === true,
  };
}

function recordTypeOf(row: WireObject): RecordType {
  return {
    object: textOf(row, 'SobjectType'),
    developerName: textOf(row, 'DeveloperName'),
    id: textOf(row, 'Id'),
    isActive: row.IsActive === true,
  };
}

function flagOf(row: WireObject, key: string): boolean {
  const value = row[key];
  if (typeof value !== 'boolean') throw malformed(`true or false in ${key}`);
  return value;
}
