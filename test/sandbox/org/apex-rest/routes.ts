/** The package's Apex REST resources: `changes` and `org`. */
import { OrgError } from '../errors.ts';
import { normaliseId } from '../ids.ts';
import { ok, type Answer, type RestRequest, type Route } from '../rest/answer.ts';
import { CURRENCIES } from '../standard-objects/index.ts';
import type { Org } from '../store/org.ts';
import { inTransaction, type Transaction } from '../store/transaction.ts';
import { createRecord } from './create-record.ts';
import { readChanges, type CreateInput, type UpdateInput } from './shapes.ts';
import { updateRecord, type ChangeAnswer } from './update-record.ts';

const PACKAGE_VERSION = '0.1.0';

export const changesRoutes: Route[] = [
  { pattern: /^\/services\/apexrest\/cosell\/v1\/changes$/, methods: { POST: changes } },
  { pattern: /^\/services\/apexrest\/cosell\/v1\/org$/, methods: { GET: orgInformation } },
];

/** Held by the permission set of the bridge alone. */
const ACCESS = 'Co_Sell_Bridge_Access';

function changes(request: RestRequest): Answer {
  checkAccess(request);
  const { org, view, session, body } = request;
  const { updates, creates } = readChanges(body);
  throwOnPoison(org, updates);
  if (isLocked(org, updates)) return ok({ results: [...updates, ...creates].map(locked) });
  const results = inTransaction(org, { actor: session.actor, isResource: true }, (tx) => [
    ...updateEach(tx, updates, view),
    ...creates.map((change) => createRecord(tx, change, view)),
  ]);
  return ok({ results });
}

function checkAccess({ session }: RestRequest): void {
  if (session.access.holds(ACCESS)) return;
  throw new OrgError('FORBIDDEN', `You need the custom permission ${ACCESS}`, { httpStatus: 403 });
}

/** One statement cannot hold a record twice, so its second change is locked, as in the executed resource. */
function updateEach(tx: Transaction, updates: UpdateInput[], view: Org): ChangeAnswer[] {
  const taken = new Set<string>();
  return updates.map((change) => {
    const id = normaliseId(change.id) ?? change.id;
    if (taken.has(id)) return locked(change);
    const answer = updateRecord(tx, change, view);
    if (answer.outcome !== 'forbidden') taken.add(id);
    return answer;
  });
}

/** The `FOR UPDATE` query fails as one: a single locked row makes every change of the call `locked`. */
function isLocked(org: Org, updates: UpdateInput[]): boolean {
  const isHeld = updates.some((change) => org.lockedByLate.has(normaliseId(change.id) ?? ''));
  return isHeld || (updates.length > 0 && org.random.chance(org.switches.lockChance));
}

const locked = (change: UpdateInput | CreateInput): ChangeAnswer => ({
  key: change.key,
  outcome: 'locked',
  id: 'id' in change ? change.id : null,
  values: {},
  errors: [
    {
      statusCode: 'UNABLE_TO_LOCK_ROW',
      message: 'unable to obtain exclusive access to this record',
      fields: [],
    },
  ],
});

function throwOnPoison(org: Org, updates: UpdateInput[]): void {
  const poisoned = updates.find((change) => org.switches.poisonedRecords.includes(change.id));
  if (!poisoned) return;
  throw new OrgError(
    'APEX_ERROR',
    'System.LimitException: Apex CPU time limit exceeded\n\nClass.CoSellChangesResource.post: line 1, column 1',
    { httpStatus: 500 },
  );
}

function orgInformation(request: RestRequest): Answer {
  checkAccess(request);
  const { org } = request;
  const organization = org.tables.get('Organization', org.orgId);
  return ok({
    orgId: org.orgId,
    isSandbox: organization?.['IsSandbox'] ?? false,
    isMultiCurrency: org.features.multiCurrency,
    defaultCurrency: CURRENCIES[0],
    features: { ...org.features },
    packageVersion: PACKAGE_VERSION,
  });
}
