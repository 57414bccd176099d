/** Deal registration: the PATCH paths of their own, for a won deal. */
import { invalid } from './api-error.ts';
import {
  amount,
  currency,
  flag,
  instant,
  listOf,
  oneOf,
  orNull,
  recordOf,
  text,
} from './binding.ts';
import type { Binder } from './binding.ts';
import type { Operation } from './patch.ts';
import { isMicrosofts } from './referral.ts';
import type { Referral, Registration } from './referral.ts';
import type { World } from './world.ts';

const CREATE = '/registrations/-';
const UPDATE = '/registrations/0/';

const contract: Readonly<Record<string, Binder>> = {
  value: amount,
  currency,
  startDateTime: instant,
  endDateTime: instant,
  signDateTime: instant,
  term: oneOf(['Perpetual', 'Finite']),
};
const transaction: Readonly<Record<string, Binder>> = {
  isMarketplaceTransacted: flag,
  marketplaceTransactionDateTime: orNull(instant),
};
const solutionDetail: Readonly<Record<string, Binder>> = {
  value: amount,
  currency,
  isDeployedOnAzure: flag,
  primaryDeploymentOn: oneOf(['Customer', 'Partner']),
  pricingModel: oneOf(['PayAsYouGo', 'Other']),
};

const bindRegistration = recordOf({
  type: oneOf(['AzureIPCoSell']),
  contract: recordOf(contract),
  solutionDetails: listOf(
    recordOf({
      id: text,
      name: text,
      ...solutionDetail,
      marketplaceTransactionDetails: recordOf(transaction),
    }),
  ),
});

/** Published for updates: everything but the contract's currency. */
const UPDATES: Readonly<Record<string, Binder>> = Object.fromEntries([
  ...Object.entries(contract)
    .filter(([name]) => name !== 'currency')
    .map(([name, binder]) => [`${UPDATE}contract/${name}`, binder]),
  ...Object.entries(solutionDetail).map(([name, binder]) => [
    `${UPDATE}solutionDetails/0/${name}`,
    binder,
  ]),
  ...Object.entries(transaction).map(([name, binder]) => [
    `${UPDATE}solutionDetails/0/marketplaceTransactionDetails/${name}`,
    binder,
  ]),
]);

export const isRegistrationPath = (path: string): boolean =>
  path === CREATE || Object.hasOwn(UPDATES, path);

/** @throws ApiError 400 when the deal is not eligible or a value is of the wrong type */
export function register(world: World, before: Referral, operations: Operation[]): Referral {
  requireEligible(world, before);
  const referral = structuredClone(before);
  const problems: string[] = [];
  for (const { path, value } of operations) {
    if (path === CREATE) create(world, referral, value, problems);
    else update(referral, path, value, problems);
  }
  for (const { contract: sent } of referral.registrations) {
    if (String(sent['startDateTime']) < String(sent['signDateTime'])) {
      problems.push('contract.startDateTime may not precede contract.signDateTime.');
    }
  }
  if (problems.length > 0) throw invalid(problems);
  return referral;
}

function requireEligible({ ledger }: World, referral: Referral): void {
  if (referral.substatus !== 'Won') throw invalid('Only a won deal can be registered.');
  const microsofts = ledger.engagement(referral.engagementId).find(isMicrosofts);
  if (microsofts && !['Accepted', 'Won'].includes(microsofts.substatus)) {
    throw invalid('Microsoft has not accepted this co-sell deal; it can not be registered.');
  }
}

function create(world: World, referral: Referral, value: unknown, problems: string[]): void {
  if (referral.registrations.length > 0)
    return void problems.push('The deal is registered already.');
  const bound = bindRegistration(value, CREATE, problems) as Partial<Registration> | undefined;
  if (!bound?.type || !bound.contract || !bound.solutionDetails?.length) {
    return void problems.push('A registration needs type, contract and one solutionDetails entry.');
  }
  const at = world.stamps.time();
  referral.registrationStatus = 'ReviewPending';
  referral.registrations.push({
    id: world.stamps.guid(),
    registrationDateTime: at,
    status: 'ReviewPending',
    statusReason: null,
    type: bound.type,
    contract: bound.contract,
    solutionDetails: bound.solutionDetails,
    statusHistory: {
      reviewPendingDateTime: at,
      actionRequiredDateTime: null,
      passedDateTime: null,
      failedDateTime: null,
      approvedDateTime: null,
    },
  });
}

function update(referral: Referral, path: string, value: unknown, problems: string[]): void {
  const [registration] = referral.registrations;
  if (!registration) return void problems.push(`${path}: the deal has no registration yet.`);
  const bound = UPDATES[path]?.(value, path, problems);
  const names = path.slice(UPDATE.length).split('/');
  const last = names.pop() ?? '';
  let node: unknown = registration;
  for (const name of names) node = (node as Record<string, unknown>)[name];
  (node as Record<string, unknown>)[last] = bound;
}
