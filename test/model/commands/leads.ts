/** Leads that Microsoft sends, and what sellers make of them. */
import { requiredBy, SELLER } from '../../journeys/deals.ts';
import type { Draw, Kind, Model } from '../command.ts';
import { leadsOf } from '../look.ts';
import type { Stage } from '../stage.ts';

const hasLead = ({ leads }: Model): boolean => leads > 0;

/** Undefined where there is no Lead yet, or only a deleted or a converted one. */
function chosenLead(stage: Stage, { deal }: Draw): string | undefined {
  const open = leadsOf(stage).filter(
    (row) => row['IsDeleted'] !== true && row['IsConverted'] !== true,
  );
  const row = open[deal % open.length];
  return row && String(row['Id']);
}

function edit(stage: Stage, draw: Draw, fields: Record<string, unknown>): void {
  const id = chosenLead(stage, draw);
  if (id !== undefined) stage.world.org.as(SELLER).update('Lead', id, fields);
}

const STATUSES = ['Working - Contacted', 'Closed - Not Converted', 'Open - Not Contacted'];
const REQUESTS = ['Sync Now', 'Hold Close', 'Send Close Now', 'Send Close Now', 'Unlink'];

function convert(stage: Stage, draw: Draw): void {
  const id = chosenLead(stage, draw);
  if (id === undefined) return;
  const { org } = stage.world;
  org.switches.convertRunsLeadTriggers = draw.way % 2 === 0;
  const wish = draw.way % 5 === 4 ? { createsOpportunity: false } : {};
  const { opportunityId } = org
    .as(SELLER)
    .convertLead(id, { ...wish, opportunity: requiredBy(org) });
  if (opportunityId !== null) stage.records.push(opportunityId);
}

function undelete(stage: Stage, { deal }: Draw): void {
  const deleted = leadsOf(stage).filter((row) => row['IsDeleted'] === true);
  const row = deleted[deal % deleted.length];
  if (row) stage.world.org.as(SELLER).undelete('Lead', String(row['Id']));
}

export const LEADS: readonly Kind[] = [
  {
    name: 'lead arrives',
    weight: 2,
    then: (model) => void ((model.deals += 1), (model.leads += 1)),
    play(stage) {
      const { id } = stage.world.partnerCenter.createInbound({ type: 'Independent', target: [] });
      stage.inbound.push(id);
    },
  },
  {
    name: 'answer a lead',
    weight: 2,
    when: hasLead,
    play: (stage, draw) =>
      edit(
        stage,
        draw,
        draw.way % 3 === 0
          ? { Referral_Response__c: 'Decline', Referral_Response_Reason__c: 'Not a customer' }
          : { Referral_Response__c: 'Accept' },
      ),
  },
  {
    name: 'lead status',
    weight: 1,
    when: hasLead,
    play: (stage, draw) => edit(stage, draw, { Status: STATUSES[draw.way % STATUSES.length] }),
  },
  {
    name: 'request for a lead',
    weight: 1,
    when: hasLead,
    play: (stage, draw) =>
      edit(stage, draw, { Co_Sell_Request__c: REQUESTS[draw.way % REQUESTS.length] }),
  },
  { name: 'convert', weight: 2, when: hasLead, play: convert },
  {
    name: 'delete a lead',
    weight: 1,
    when: hasLead,
    play(stage, draw) {
      const id = chosenLead(stage, draw);
      if (id !== undefined) stage.world.org.as(SELLER).delete('Lead', id);
    },
  },
  { name: 'undelete a lead', weight: 1, when: hasLead, play: undelete },
];
