/**
 * What Microsoft's seller, and the service, can do with a referral. Whether an act is open is asked of the rules that
 * carry it out, so the page offers nothing that they refuse.
 */
import { denied, invalid, notFound } from '../api-error.ts';
import type { ApiError } from '../api-error.ts';
import type { SentMember } from '../create-body.ts';
import { editAsMicrosoft, existing, refusalToMicrosoft } from '../edits.ts';
import type { Edit } from '../edits.ts';
import { expireNow, refusalToExpire } from '../expiry.ts';
import { REASONS } from '../reasons.ts';
import type { Referral } from '../referral.ts';
import type { World } from '../world.ts';

export const ACT_NAMES = [
  'accept',
  'decline',
  'win',
  'lose',
  'edit',
  'team',
  'expire',
  'withdraw',
] as const;
export type ActName = (typeof ACT_NAMES)[number];
/** `refused` says why it is not open now. */
export type OfferedAct = { name: ActName; refused: string | null };

type Details = {
  seller?: SentMember;
  microsoftMsxId?: string;
  reason?: string;
  dealValue?: number;
  closingDate?: string;
  currency?: string;
  notes?: string | null;
  team?: SentMember[];
};
type Act = {
  takes: readonly (keyof Details)[];
  needs?: readonly (keyof Details)[];
  refusal(world: World, referral: Referral): ApiError | undefined;
  carryOut(world: World, referral: Referral, details: Details): Referral;
};

const ACTS: Readonly<Record<ActName, Act>> = {
  accept: editing({
    takes: ['seller', 'microsoftMsxId', 'notes'],
    needs: ['seller'],
    move: { status: 'Active', substatus: 'Accepted' },
    changes: ({ seller, ...rest }) => ({ ...rest, team: named(seller ? [seller] : []) }),
    also: ({ status }) =>
      status === 'New' ? undefined : invalid('The referral has been accepted already.'),
  }),
  decline: editing({
    takes: ['reason', 'notes'],
    needs: ['reason'],
    move: { status: 'Closed', substatus: 'Declined', statusReason: 'Others' },
    changes: withReason,
  }),
  win: editing({
    takes: ['notes'],
    move: { status: 'Closed', substatus: 'Won' },
    changes: (details) => details,
  }),
  lose: editing({
    takes: ['reason', 'notes'],
    needs: ['reason'],
    move: { status: 'Closed', substatus: 'Lost', statusReason: 'Others' },
    changes: withReason,
  }),
  edit: editing({
    takes: ['dealValue', 'currency', 'closingDate', 'notes'],
    move: { notes: null },
    changes: (details) => details,
  }),
  team: editing({
    takes: ['team'],
    needs: ['team'],
    move: { team: [] },
    changes: ({ team }) => ({ team: named(team) }),
    also: ({ status, substatus }) =>
      status === 'New'
        ? invalid(
            `Sellers of Microsoft are named when one of them accepts; nobody has accepted this ${status}/${substatus} referral.`,
          )
        : undefined,
  }),
  expire: {
    takes: [],
    refusal: (_world, referral) => refusalToExpire(referral),
    carryOut: expireNow,
  },
  withdraw: {
    takes: [],
    refusal: () =>
      denied(
        'Partner Center knows no withdrawal: no status says so, and referrals are not deleted.',
      ),
    carryOut: (_world, referral) => referral,
  },
};

/** Every act, each with why it is not open. */
export const actsOn = (world: World, referral: Referral): OfferedAct[] =>
  ACT_NAMES.map((name) => ({
    name,
    refused: ACTS[name].refusal(world, referral)?.message ?? null,
  }));

/** @throws ApiError 404 unknown referral or act; 403 or 400 when it is not open; 400 naming each mistake in the details */
export function actAsMicrosoft(world: World, id: string, name: string, details: unknown): Referral {
  const referral = existing(world, id);
  const act = Object.hasOwn(ACTS, name) ? ACTS[name as ActName] : undefined;
  if (!act) throw notFound(`There is no act ${name}; known: ${ACT_NAMES.join(', ')}.`);
  const refusal = act.refusal(world, referral);
  if (refusal) throw refusal;
  return act.carryOut(world, referral, readDetails(name, act, details ?? {}));
}

function readDetails(name: string, { takes, needs = [] }: Act, details: unknown): Details {
  if (typeof details !== 'object' || details === null || Array.isArray(details)) {
    throw invalid(`What is sent with ${name} must be an object.`);
  }
  const known: readonly string[] = takes;
  const unknown = Object.keys(details).filter((one) => !known.includes(one));
  const missing = needs.filter((one) => !Object.hasOwn(details, one));
  const list = takes.length > 0 ? takes.join(', ') : 'nothing';
  const problems = [
    ...unknown.map((one) => `${name} takes ${list}; not ${one}.`),
    ...missing.map((one) => `${name} needs ${one}.`),
  ];
  if (name === 'edit' && Object.keys(details).length === 0)
    problems.push(`edit needs one of ${list}.`);
  if (problems.length > 0) throw invalid(problems);
  return details;
}

type Editing = Pick<Act, 'takes' | 'needs'> & {
  /** What is always changed; also what is asked for to learn whether the act is open. */
  move: Edit;
  changes(details: Details): Edit;
  also?(referral: Referral): ApiError | undefined;
};

function editing({ takes, needs = [], move, changes, also }: Editing): Act {
  return {
    takes,
    needs,
    refusal: (world, referral) => refusalToMicrosoft(world, referral, move) ?? also?.(referral),
    carryOut: (world, { id }, details) => {
      const { status, substatus } = move;
      const moved = status === undefined || substatus === undefined ? {} : { status, substatus };
      return editAsMicrosoft(world, id, { ...moved, ...changes(details) });
    },
  };
}

/** @throws ApiError 400 unless everybody has a name and an address */
function named(team: SentMember[] | undefined): SentMember[] {
  const isNamed = (one: SentMember | undefined) =>
    [one?.firstName, one?.lastName, one?.email].every(
      (value) => typeof value === 'string' && value.trim() !== '',
    );
  if (Array.isArray(team) && team.length > 0 && team.every(isNamed)) return team;
  throw invalid(
    'Every seller of Microsoft needs firstName, lastName and email; one seller at least.',
  );
}

function withReason({ reason, ...rest }: Details): Edit {
  const known: readonly (string | undefined)[] = REASONS;
  if (!known.includes(reason)) {
    throw invalid(`reason must be one of ${REASONS.join(' | ')}; not ${JSON.stringify(reason)}.`);
  }
  return { ...rest, ...(reason !== undefined && { statusReason: reason }) };
}
