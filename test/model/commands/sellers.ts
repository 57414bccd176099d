/** What sellers do in Salesforce. */
import {
  addContact,
  addProduct,
  HELP,
  makeDeal,
  OUTSIDER,
  SELLER,
  shareDeal,
} from '../../journeys/deals.ts';
import { hasDeal, type Draw, type Kind, type Model } from '../command.ts';
import { addUniqueSolution, amountOf, chosenRecord, dayOf, edit, rowOf } from '../look.ts';
import type { Stage } from '../stage.ts';

const one = (model: Model) => void (model.deals += 1);

/** A new deal, kept to ourselves or shared in one of the three ways. */
function create(stage: Stage, { way }: Draw): void {
  const kinds = [
    { share: false },
    {},
    { fields: { Referral_Visibility__c: 'Visible to Microsoft' } },
    { contact: true, fields: { How_can_Microsoft_help__c: HELP } },
    { fields: { How_can_Microsoft_help__c: HELP } },
    { solutions: [] },
  ];
  const kind = kinds[way % kinds.length] ?? {};
  const fields = { CloseDate: dayOf(stage), ...('fields' in kind ? kind.fields : {}) };
  stage.records.push(makeDeal(stage.world.org, { ...kind, fields }));
}

const STAGES = ['Qualification', 'Proposal/Price Quote', 'Negotiation/Review'];
const REQUESTS = ['Sync Now', 'Retry', 'Hold Close', 'Send Close Now', 'Send Close Now'];

function answer(stage: Stage, draw: Draw): void {
  edit(
    stage,
    draw,
    draw.way % 3 === 0
      ? { Referral_Response__c: 'Decline', Referral_Response_Reason__c: 'Not a customer' }
      : { Referral_Response__c: 'Accept' },
  );
}

function changeSolution(stage: Stage, draw: Draw): void {
  const id = chosenRecord(stage, draw);
  if (id === undefined) return;
  const rows = stage.world.org.query(
    `SELECT Id FROM Microsoft_Solution__c WHERE Opportunity__c = '${id}'`,
  );
  const row = String(rows[draw.way % Math.max(1, rows.length)]?.['Id'] ?? '');
  const seller = stage.world.org.as(SELLER);
  if (draw.way % 3 === 0 || row === '') return addUniqueSolution(stage, id);
  if (draw.way % 3 === 1) return seller.delete('Microsoft_Solution__c', row);
  seller.update('Microsoft_Solution__c', row, {
    Quantity__c: 1 + (stage.unique() % 50),
    Price__c: amountOf(stage),
    Currency_Code__c: 'USD',
  });
}

/** A tile's question; the hash is the one shown now, or one that was shown some time ago. */
function choose(stage: Stage, draw: Draw): void {
  const id = chosenRecord(stage, draw);
  const shown = id === undefined ? undefined : rowOf(stage, id)?.['Co_Sell_Conflicts__c'];
  const tiles =
    typeof shown === 'string' && shown !== ''
      ? (JSON.parse(shown) as { field: string; hash: string }[])
      : [];
  const tile = tiles[draw.way % Math.max(1, tiles.length)];
  if (tile) stage.shownHashes.push(tile.hash);
  const hash = draw.way % 4 === 3 ? stage.shownHashes[0] : tile?.hash;
  const side = draw.way % 2 === 0 ? 'salesforce' : 'partnerCenter';
  if (hash === undefined) return;
  edit(stage, draw, {
    Co_Sell_Conflict_Choices__c: JSON.stringify({ [tile?.field ?? 'notes']: `${side}@${hash}` }),
  });
}

function undelete(stage: Stage, { deal }: Draw): void {
  const deleted = stage.records.filter((id) => rowOf(stage, id)?.['IsDeleted'] === true);
  const id = deleted[deal % deleted.length];
  if (id !== undefined) stage.world.org.as(SELLER).undelete('Opportunity', id);
}

/** An admin writes the identifier of a referral that no record has into a deal that has none: Microsoft's, or its own one. */
function link(stage: Stage, draw: Draw): void {
  const { org, partnerCenter } = stage.world;
  const taken = new Set(
    ['Opportunity', 'Lead']
      .flatMap((type) =>
        org.query(
          `SELECT Referral_Identifier__c FROM ${type} WHERE Referral_Identifier__c != NULL`,
        ),
      )
      .map((row) => String(row['Referral_Identifier__c'])),
  );
  const record = chosenRecord(stage, draw);
  const free = partnerCenter
    .referrals()
    .filter(
      ({ id, organizationId, externalReferenceId }) =>
        organizationId !== 'msft' &&
        !taken.has(id) &&
        (stage.inbound.includes(id) || externalReferenceId === record),
    );
  const referral = free[draw.way % free.length];
  if (!referral || record === undefined) return;
  if (rowOf(stage, record)?.['Referral_Identifier__c'] != null) return;
  org.as('system').update('Opportunity', record, {
    Referral_Identifier__c: referral.id,
    Sync_with_Partner_Center__c: true,
  });
}

export const SELLERS: readonly Kind[] = [
  { name: 'new deal', weight: 5, play: create, then: one },
  {
    name: 'share',
    weight: 2,
    when: hasDeal,
    play(stage, draw) {
      const id = chosenRecord(stage, draw);
      if (id !== undefined) shareDeal(stage.world.org, id);
    },
  },
  {
    name: 'make visible',
    weight: 1,
    when: hasDeal,
    play: (stage, draw) => edit(stage, draw, { Referral_Visibility__c: 'Visible to Microsoft' }),
  },
  {
    name: 'ask for help',
    weight: 2,
    when: hasDeal,
    play(stage, draw) {
      const id = chosenRecord(stage, draw);
      if (id === undefined) return;
      if (draw.way % 2 === 0)
        addContact(stage.world.org, id, String(rowOf(stage, id)?.['AccountId']));
      edit(stage, draw, { How_can_Microsoft_help__c: HELP });
    },
  },
  {
    name: 'amount',
    weight: 6,
    when: hasDeal,
    play: (stage, draw) =>
      edit(stage, draw, { Amount: amountOf(stage) }, draw.way % 2 === 0 ? SELLER : OUTSIDER),
  },
  {
    name: 'close date',
    weight: 4,
    when: hasDeal,
    play: (stage, draw) =>
      edit(stage, draw, { CloseDate: dayOf(stage) }, draw.way % 2 === 0 ? SELLER : OUTSIDER),
  },
  {
    name: 'notes',
    weight: 3,
    when: hasDeal,
    play: (stage, draw) =>
      edit(stage, draw, {
        Co_Sell_Notes__c: draw.way === 0 ? null : `seller wrote ${String(stage.unique())}`,
      }),
  },
  { name: 'solution', weight: 3, when: hasDeal, play: changeSolution },
  {
    name: 'product',
    weight: 1,
    when: hasDeal,
    play(stage, draw) {
      const id = chosenRecord(stage, draw);
      if (id !== undefined) addProduct(stage.world.org, id, amountOf(stage));
    },
  },
  { name: 'answer', weight: 4, when: hasDeal, play: answer },
  {
    name: 'stage',
    weight: 3,
    when: hasDeal,
    play: (stage, draw) => edit(stage, draw, { StageName: STAGES[draw.way % STAGES.length] }),
  },
  {
    name: 'close',
    weight: 3,
    when: hasDeal,
    play: (stage, draw) =>
      edit(stage, draw, { StageName: draw.way % 2 === 0 ? 'Closed Won' : 'Closed Lost' }),
  },
  {
    name: 'request',
    weight: 3,
    when: hasDeal,
    play: (stage, draw) =>
      edit(stage, draw, { Co_Sell_Request__c: REQUESTS[draw.way % REQUESTS.length] }),
  },
  {
    name: 'unlink',
    weight: 1,
    when: hasDeal,
    play: (stage, draw) => edit(stage, draw, { Co_Sell_Request__c: 'Unlink' }),
  },
  { name: 'link', weight: 1, when: hasDeal, play: link },
  { name: 'choose', weight: 3, when: hasDeal, play: choose },
  {
    name: 'sync off or on',
    weight: 2,
    when: hasDeal,
    play: (stage, draw) => edit(stage, draw, { Sync_with_Partner_Center__c: draw.way % 2 === 1 }),
  },
  {
    name: 'delete',
    weight: 1,
    when: hasDeal,
    play(stage, draw) {
      const id = chosenRecord(stage, draw);
      if (id !== undefined) stage.world.org.as(SELLER).delete('Opportunity', id);
    },
  },
  { name: 'undelete', weight: 1, when: hasDeal, play: undelete },
  {
    name: 'clone',
    weight: 1,
    when: hasDeal,
    then: one,
    play(stage, draw) {
      const id = chosenRecord(stage, draw);
      if (id !== undefined)
        stage.records.push(
          stage.world.org.as(SELLER).clone(id, { Name: `Copy ${String(stage.unique())}` }),
        );
    },
  },
];
