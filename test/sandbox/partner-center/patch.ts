/** JSON Patch as far as the referrals API speaks it. */
import { invalid } from './api-error.ts';
import { FIELDS, STATUS_FIELDS } from './patch-paths.ts';
import { MAX_SOLUTIONS, MAX_TEAM } from './create-body.ts';
import type { Referral } from './referral.ts';
import { isRegistrationPath, register } from './registrations.ts';
import { moveTo, requireOpen } from './transitions.ts';
import type { World } from './world.ts';

export type Operation = { op: 'add' | 'replace'; path: string; value: unknown };

/** Reads a PATCH body. @throws ApiError 400 naming every operation, path and key that is not published */
export function readOperations(body: unknown): Operation[] {
  if (!Array.isArray(body)) throw invalid('The body must be a JSON Patch: an array of operations.');
  if (body.length === 0) throw invalid('The JSON Patch is empty.');
  const problems = body.flatMap(operationProblems);
  if (problems.length > 0) throw invalid(problems);
  return body as Operation[];
}

/** A changed copy of the referral. @throws ApiError 400 (409) with one sentence per problem; then nothing is changed */
export function applyPatch(world: World, before: Referral, operations: Operation[]): Referral {
  const registrations = operations.filter(({ path }) => isRegistrationPath(path));
  if (registrations.length === operations.length) return register(world, before, operations);
  if (registrations.length > 0) {
    throw invalid('Deal registration paths can not be mixed with others in one JSON Patch.');
  }
  requireOpen(before, world.switches);
  const referral = structuredClone(before);
  const problems: string[] = [];
  for (const { path, value } of operations) {
    const field = FIELDS[path];
    if (!field) continue;
    const known = problems.length;
    const bound = field.binder(value, path, problems);
    if (problems.length === known) field.set(referral, bound as never);
  }
  problems.push(...contentProblems(before, referral));
  if (world.switches.enforceRequired && hasSolutions(before) && !hasSolutions(referral)) {
    problems.push('A deal needs at least one solution.');
  }
  const status = wantedStatus(operations, problems);
  if (problems.length > 0) throw invalid(problems);
  if (status) {
    moveTo(referral, status, { switches: world.switches, time: world.stamps.time });
    requireReason(world, referral);
  }
  return referral;
}

const hasSolutions = ({ details }: Referral): boolean => details.requirements.solutions.length > 0;

/** Rules every change must keep, from wherever it comes: one-way consent, limits, ids of solutions. */
export function contentProblems(before: Referral, after: Referral): string[] {
  const problems: string[] = [];
  const { solutions } = after.details.requirements;
  const isShared = (one: Referral) => one.consent.consentToShareReferralWithMicrosoftSellers;
  if (isShared(before) && !isShared(after)) {
    problems.push('consentToShareReferralWithMicrosoftSellers can not go back from true to false.');
  }
  if (after.team.length > MAX_TEAM || after.customerProfile.team.length > MAX_TEAM) {
    problems.push(`A team may have at most ${String(MAX_TEAM)} members.`);
  }
  if (solutions.length > MAX_SOLUTIONS) {
    problems.push(`A deal may have at most ${String(MAX_SOLUTIONS)} solutions.`);
  }
  if (solutions.some(({ id }) => !id.trim())) problems.push('Every solution needs an id.');
  return problems;
}

/** @throws ApiError 400 when the switch asks for a reason and none is there */
export function requireReason({ switches }: World, referral: Referral): void {
  const needsReason = referral.substatus === 'Declined' || referral.substatus === 'Lost';
  if (!switches.reasonRequired || !needsReason || referral.statusReason?.trim()) return;
  throw invalid(`${referral.substatus} needs a statusReason.`);
}

function wantedStatus(
  operations: Operation[],
  problems: string[],
): { status: string; substatus: string } | undefined {
  const sent = operations.filter(({ path }) => path in STATUS_FIELDS);
  if (sent.length === 0) return undefined;
  if (sent.length !== 2 || sent[0]?.path === sent[1]?.path) {
    problems.push('/status and /substatus must be given together, each once.');
    return undefined;
  }
  const valueOf = (path: string): string =>
    String(STATUS_FIELDS[path]?.(sent.find((one) => one.path === path)?.value, path, problems));
  return { status: valueOf('/status'), substatus: valueOf('/substatus') };
}

function operationProblems(operation: unknown, index: number): string[] {
  const name = `Operation ${String(index)}`;
  if (typeof operation !== 'object' || operation === null || Array.isArray(operation)) {
    return [`${name} must be an object with op, path and value.`];
  }
  const { op, path } = operation as Record<string, unknown>;
  const extra = Object.keys(operation).filter((key) => !['op', 'path', 'value'].includes(key));
  const problems = extra.map((key) => `${name} has an unknown member ${key}.`);
  if (op !== 'add' && op !== 'replace') {
    problems.push(`${name}: op must be add or replace, not ${JSON.stringify(op)}.`);
  }
  if (typeof path !== 'string' || !isPublished(path)) {
    problems.push(`${name}: path ${JSON.stringify(path)} can not be patched.`);
  } else if (path.endsWith('/-') && op === 'replace') {
    problems.push(`${name}: ${path} takes op add only.`);
  }
  if (!('value' in operation)) problems.push(`${name} has no value.`);
  return problems;
}

const isPublished = (path: string): boolean =>
  Object.hasOwn(FIELDS, path) || Object.hasOwn(STATUS_FIELDS, path) || isRegistrationPath(path);
