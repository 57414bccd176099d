/** A new org: schema, setup rows and nothing else. It saves nothing before it has its Apex. */
import type { SimClock } from '../kit/clock.ts';
import { createJournal } from '../kit/journal.ts';
import { createRandom } from '../kit/random.ts';
import { readPermissionSets } from './access/read-permission-sets.ts';
import { createAuth, type AuthOptions } from './auth/auth.ts';
import { createIds, normaliseId, toLongId } from './ids.ts';
import { checkRulesAreKnown } from './save/rules.ts';
import { loadMetadata, type MetadataRow } from './schema/load-metadata.ts';
import { buildSchema, compileFormulas } from './schema/schema.ts';
import type { Row } from './schema/types.ts';
import { addSetupRows } from './setup-rows.ts';
import { stageRows } from './standard-objects/stage.ts';
import type { Features } from './standard-objects/index.ts';
import { actorUserId, findUser } from './store/actors.ts';
import { toWireTime } from './store/date-time.ts';
import { emptyRow } from './store/empty-row.ts';
import type { ExecutedApex, Org } from './store/org.ts';
import { createTables } from './store/tables.ts';
import { createSwitches } from './switches.ts';

export type OrgOptions = {
  clock: SimClock;
  seed: number;
  unkind: boolean;
  metadataDir: string;
  orgId: string | undefined;
  features: Features;
  accessToken: string | undefined;
  auth: AuthOptions;
};

/** @throws Error naming metadata the simulator does not understand */
export function createOrg(options: OrgOptions): Org & { accessToken: string } {
  const metadata = loadMetadata(options.metadataDir);
  checkRulesAreKnown(metadata.validationRules);
  const schema = buildSchema(metadata, options.features);
  const random = createRandom(options.seed);
  const orgId = longOrgId(options.orgId ?? '00D000000000001');
  const accessToken = options.accessToken ?? `${orgId.slice(0, 15)}!AQ.${hex(random, 24)}`;
  const newId = createIds(orgId.slice(12, 15));
  const isStatic = options.auth.kind === 'static';
  const permissionSets = readPermissionSets(options.metadataDir, schema);
  const switches = createSwitches({
    unkind: options.unkind,
    ...(isStatic ? { accessToken } : {}),
  });
  const org: Org & { accessToken: string } = {
    orgId,
    clock: options.clock,
    random,
    schema,
    permissionSets,
    tables: createTables(),
    journal: createJournal(),
    switches,
    auth: createAuth({
      options: options.auth,
      clock: options.clock,
      schema,
      sets: permissionSets,
      switches,
      isActive: (username) => findUser(org, username)?.['IsActive'] === true,
    }),
    features: options.features,
    activeRules: metadata.validationRules,
    formulas: new Map([...schema.objects.values()].map((one) => [one.name, compileFormulas(one)])),
    newId,
    newUuid: () => uuid(random),
    lockedByLate: new Set<string>(),
    usage: { calls: 0 },
    autoNumbers: new Map<string, number>(),
    transaction: undefined,
    apex: NO_APEX_YET,
    notifications: [],
    idleChanges: [],
    accessToken,
  };
  addSetupRows(org, options.metadataDir);
  seed(org, metadata.rows);
  return org;
}

const notYet = (): never => {
  throw new Error('The org has no Apex yet: executeApexIn() gives it one');
};
const NO_APEX_YET: ExecutedApex = { inTransaction: notYet, save: notYet, answer: notYet };

function longOrgId(given: string): string {
  const id = normaliseId(given) ?? (given.length === 15 ? toLongId(given) : undefined);
  if (!id?.startsWith('00D'))
    throw new Error(`orgId must be 15 or 18 characters from 00D, ${given} came`);
  return id;
}

function seed(org: Org, rows: MetadataRow[]): void {
  const put = (type: string, fields: Row) => {
    const object = org.schema.object(type);
    const now = toWireTime(org.clock.now());
    const id = typeof fields['Id'] === 'string' ? fields['Id'] : org.newId(object.keyPrefix);
    const stamps = { CreatedDate: now, LastModifiedDate: now, SystemModstamp: now };
    const after = { ...emptyRow(object), ...stamps, ...fields, Id: id };
    org.tables.write({ kind: 'create', type, id, actor: 'system', after });
  };
  put('Organization', {
    Id: org.orgId,
    Name: 'Simulated Org',
    InstanceName: 'SIM1',
    OrganizationType: 'Developer Edition',
    IsSandbox: false,
  });
  for (const stage of stageRows()) put('OpportunityStage', stage);
  for (const row of rows) {
    const type = org.schema.find(row.type);
    if (!type) throw new Error(`customMetadata: there is no type ${row.type}`);
    const unknown = Object.keys(row.values).find((name) => !type.fields.has(name.toLowerCase()));
    if (unknown)
      throw new Error(`customMetadata ${row.type}.${row.developerName}: no field ${unknown}`);
    put(row.type, {
      DeveloperName: row.developerName,
      MasterLabel: row.label,
      Label: row.label,
      QualifiedApiName: row.developerName,
      Language: 'en_US',
      ...row.values,
    });
  }
  actorUserId(org, 'bridge');
  // What an org is born with is nobody's write.
  org.tables.takeLog();
}

const hex = (random: Org['random'], length: number): string =>
  Array.from({ length }, () => random.below(16).toString(16)).join('');

/** A random UUID of version 4, from the seed. */
function uuid(random: Org['random']): string {
  const digits = hex(random, 32);
  const variant = (8 + random.below(4)).toString(16);
  const v4 = `${digits.slice(0, 12)}4${digits.slice(13, 16)}${variant}${digits.slice(17)}`;
  return v4.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
