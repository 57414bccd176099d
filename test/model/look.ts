/** Short ways to what a command is about. */
import { addSolution, microsoftReferrals, SELLER } from '../journeys/deals.ts';
import type { Referral } from '../sandbox/partner-center/referral.ts';
import type { Draw } from './command.ts';
import type { Stage } from './stage.ts';

/** Records of this run, those made for its inbound referrals among them. */
export function recordsOf(stage: Stage): string[] {
  for (const referralId of stage.inbound) {
    const rows = stage.world.org.query(
      `SELECT Id FROM Opportunity WHERE Referral_Identifier__c = '${referralId}'`,
    );
    for (const row of rows) {
      const id = String(row['Id']);
      if (!stage.records.includes(id)) stage.records.push(id);
    }
  }
  return stage.records;
}

/** Leads of this run, the deleted and the converted ones too. */
export function leadsOf({ world, inbound }: Stage): Record<string, unknown>[] {
  const wanted = new Set(inbound);
  return world.org
    .query('SELECT Id, Referral_Identifier__c, IsConverted, IsDeleted FROM Lead', { all: true })
    .filter((row) => wanted.has(String(row['Referral_Identifier__c'])));
}

/** Undefined where there is no record yet, or only a deleted one. */
export function chosenRecord(stage: Stage, { deal }: Draw): string | undefined {
  const ids = recordsOf(stage).filter((id) => rowOf(stage, id)?.['IsDeleted'] !== true);
  return ids[deal % ids.length];
}

export const rowOf = (stage: Stage, id: string) =>
  stage.world.org.as(SELLER).get('Opportunity', id);

export function edit(
  stage: Stage,
  draw: Draw,
  fields: Record<string, unknown>,
  actor = SELLER,
): void {
  const id = chosenRecord(stage, draw);
  if (id !== undefined) stage.world.org.as(actor).update('Opportunity', id, fields);
}

/** Our referral of a deal that is there, or one nobody has a record of yet. */
export function chosenReferral(stage: Stage, draw: Draw): Referral | undefined {
  const { partnerCenter } = stage.world;
  const ours = new Set([
    ...stage.inbound,
    ...recordsOf(stage).flatMap((id) =>
      partnerCenter
        .referrals()
        .filter((one) => one.externalReferenceId === id && one.organizationId !== 'msft')
        .map((one) => one.id),
    ),
  ]);
  const ids = [...ours];
  const id = ids[draw.deal % ids.length];
  return id === undefined ? undefined : partnerCenter.referral(id);
}

export function chosenMicrosoftReferral(stage: Stage, draw: Draw): Referral | undefined {
  const own = chosenReferral(stage, draw);
  return own && microsoftReferrals(stage.world, own.engagementId)[0];
}

/** Whole hundreds, so that no trigger of a customer rounds two of them to one. */
export const amountOf = (stage: Stage): number => 10_000 + 100 * stage.unique();

export const dayOf = (stage: Stage): string => stage.day(60 + (stage.unique() % 300));

export function addUniqueSolution(stage: Stage, recordId: string): void {
  const n = stage.unique();
  addSolution(stage.world.org, recordId, {
    id: `SOL-${String(10_000 + n)}-MDL`,
    name: `Solution ${String(n)}`,
  });
}
