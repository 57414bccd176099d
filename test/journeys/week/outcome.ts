/** What is left after a week: pairs that a person would have to look at, and fields the two sides do not share. */
import { CLASSES } from '../../checker/verdict.ts';
import type { Referral } from '../../sandbox/partner-center/referral.ts';
import { verdictOf } from '../judge.ts';
import { LOSERS, type Cast } from './story.ts';
import type { World } from './world.ts';

export type Outcome = {
  pairs: number;
  /** Sentences; each list must be empty. */
  notOpen: string[];
  counted: string[];
  waiting: string[];
  differences: string[];
  notInAudit: string[];
  /** Findings of the independent checker. */
  findings: string[];
};

export async function outcomeOf(world: World, cast: Cast): Promise<Outcome> {
  const pairs = world.pairs();
  const now = world.clock.now();
  const { due, openAttempts, stub } = (await world.health()).pairs;
  const tokens = world.org.query(
    "SELECT Id FROM Opportunity WHERE Co_Sell_Change_Token__c >= '0'",
  ).length;
  return {
    pairs: pairs.length,
    notOpen: pairs
      .filter(({ state }) => state !== 'open' && state !== 'closed')
      .map(({ record_id, state }) => `${String(record_id)} is ${state}`),
    counted: pairs
      .filter(({ failures }) => failures > 0)
      .map(
        ({ record_id, failures, last_error }) =>
          `${String(record_id)}: ${String(failures)} failures, ${String(last_error)}`,
      ),
    waiting: [
      ...pairs
        .filter(({ due_at }) => due_at !== null && due_at <= now)
        .map((row) => `${row.id} is due`),
      ...pairs
        .filter(({ attempt }) => attempt !== null)
        .map(({ record_id, attempt }) => `${String(record_id)} tries ${String(attempt)}`),
      ...Object.entries({ due, openAttempts, stub, tokens })
        .filter(([, count]) => count > 0)
        .map(([what, count]) => `${String(count)} ${what}`),
    ],
    differences: differencesOf(world),
    notInAudit: LOSERS.filter((loser) => !isInAudit(world, cast, loser)).map(
      ({ field, value }) => `${field} ${value} lost and nobody wrote it down`,
    ),
    findings: findingsOf(world),
  };
}

const FIELDS =
  'Id, Name, Amount, CloseDate, StageName, IsClosed, IsWon, Co_Sell_Notes__c, Referral_Identifier__c, Referral_Status__c, Referral_Substatus__c, Co_Sell_Sync_Status__c';

function differencesOf(world: World): string[] {
  const records = world.org.query(
    `SELECT ${FIELDS} FROM Opportunity WHERE Sync_with_Partner_Center__c = true`,
  );
  const ours = world.partnerCenter
    .referrals()
    .filter((one) => one.organizationId === world.partnerCenter.organizationId);
  const alone = ours
    .filter((one) => records.every((row) => row['Referral_Identifier__c'] !== one.id))
    .map((one) => `referral ${one.id} has no Opportunity`);
  return [
    ...alone,
    ...records.flatMap((row) => {
      const referral = ours.find((one) => one.id === row['Referral_Identifier__c']);
      if (!referral) return [`${String(row['Id'])} has no referral`];
      const theirs = shownByReferral(referral);
      const here = shownByRecord(world, row);
      return Object.keys(theirs)
        .filter((field) => JSON.stringify(here[field]) !== JSON.stringify(theirs[field]))
        .map(
          (field) =>
            `${field} of ${String(row['Id'])}: Salesforce ${JSON.stringify(here[field])}, Partner Center ${JSON.stringify(theirs[field])}`,
        );
    }),
  ];
}

type Shown = Record<string, unknown>;

function shownByReferral(referral: Referral): Shown {
  const { details, status, substatus } = referral;
  return {
    value: details.dealValue,
    date: String(details.closingDateTime).slice(0, 10),
    notes: details.notes ?? '',
    status: `${status}/${substatus}`,
    outcome: status === 'Closed' ? substatus : 'still open',
    solutions: details.requirements.solutions.map(({ id }) => id).sort(),
    syncStatus: 'Synced',
  };
}

function shownByRecord(world: World, row: Shown): Shown {
  const solutions = world.org.query(
    `SELECT Solution_Id__c FROM Microsoft_Solution__c WHERE Opportunity__c = '${String(row['Id'])}'`,
  );
  return {
    value: row['Amount'],
    date: row['CloseDate'],
    notes: row['Co_Sell_Notes__c'] ?? '',
    status: `${String(row['Referral_Status__c'])}/${String(row['Referral_Substatus__c'])}`,
    outcome: row['IsClosed'] ? (row['IsWon'] ? 'Won' : 'Lost') : 'still open',
    solutions: solutions.map((one) => one['Solution_Id__c']).sort(),
    syncStatus: row['Co_Sell_Sync_Status__c'],
  };
}

type Loser = (typeof LOSERS)[number];

const isInAudit = (world: World, { shared }: Cast, loser: Loser): boolean =>
  world.org
    .query(
      `SELECT Field__c, Before__c FROM Co_Sell_Audit_Entry__c WHERE Action__c = 'conflict' AND Record_Id__c = '${shared[loser.deal] ?? ''}'`,
    )
    .some((entry) => entry['Field__c'] === loser.field && entry['Before__c'] === loser.value);

function findingsOf(world: World): string[] {
  const verdict = verdictOf(world);
  return CLASSES.flatMap((name) => verdict[name].map(({ sentence }) => `${name}: ${sentence}`));
}
