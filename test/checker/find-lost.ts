/** Values that people wrote, that still stand on their side, and that nobody carried over or kept for them. */
import type { Deal } from './deals.ts';
import {
  describeRun,
  entryName,
  fieldsOf,
  findingAbout,
  isEdit,
  isOfFormer,
  isShownBy,
  mustTravel,
  otherSide,
  ruleOf,
  runsOf,
  SIDES,
} from './evidence.ts';
import type { Evidence } from './evidence.ts';
import type { Side } from './fields.ts';
import { isBeforeUndoDeadline, isHeldVisibly } from './holds.ts';
import type { Run } from './timeline.ts';
import type { Finding } from './verdict.ts';
import { wishesOf } from './wishes.ts';
import type { Wish } from './wishes.ts';

export type Losses = { lost: Finding[]; edits: number; notJudged: number };
type Edit = { deal: Deal; side: Side; field: string; run: Run };

export function findLost(evidence: Evidence): Losses {
  const found: Losses = { lost: [], edits: 0, notJudged: 0 };
  for (const deal of evidence.deals) {
    const edits = editsOf(evidence, deal);
    const wishes = wishesOf(evidence, deal);
    found.edits += edits.length + wishes.length;
    if (!deal.isLive) {
      found.notJudged += edits.length + wishes.length;
      continue;
    }
    // A record with a token is still in its outbox: that is unsettled, not lost.
    const isQueued = Boolean(deal.record.Co_Sell_Change_Token__c);
    const standing = edits.filter(
      ({ run, side }) => run.to === Infinity && !(isQueued && side === 'salesforce'),
    );
    found.lost.push(
      ...standing.filter((edit) => !isKept(evidence, edit)).map(lostEdit),
      ...wishes
        .filter((wish) => !isAnswered(evidence, deal, wish))
        .map((wish) => lostWish(deal, wish)),
    );
  }
  return found;
}

const editsOf = (evidence: Evidence, deal: Deal): Edit[] =>
  SIDES.flatMap((side) =>
    fieldsOf(evidence, deal).flatMap((field) =>
      runsOf(evidence, deal, side, field)
        .filter(isEdit)
        .map((run) => ({ deal, side, field, run })),
    ),
  );

function isKept(evidence: Evidence, edit: Edit): boolean {
  const { deal, side, field, run } = edit;
  const { value, from } = run;
  if (!mustTravel(field, value)) return true;
  if (isShownBy(evidence, deal, { side: otherSide(side), field, value, from, to: Infinity }))
    return true;
  const about = { recordId: deal.recordId, field, value, since: from };
  if (evidence.audit.namesLoser(about) || evidence.audit.namesHeld(about)) return true;
  return isHeldVisibly(deal.record, { field, values: [value] }) || isExcused(evidence, edit);
}

/** Moves that wait without a word on the record, because the specification says so. */
function isExcused(evidence: Evidence, { deal, side, field, run }: Edit): boolean {
  const { record } = deal;
  if (side === 'salesforce') {
    if (run.from >= deal.closedAt) return true;
    if (field === 'status') {
      return isBeforeUndoDeadline(record, evidence.now) || isWaitingForAnswer(record, run);
    }
    return !wasEverAccepted(evidence, deal);
  }
  return (
    (field === 'status' && run.value === 'accepted' && isEndHeldBack(evidence, deal)) ||
    (field === 'dealValue' && record.HasOpportunityLineItem === true) ||
    isBehindUnanswered(evidence, { deal, field })
  );
}

/** The seller has ended the deal and holds that back: accepting it in the portal is a step on that way. */
function isEndHeldBack(evidence: Evidence, deal: Deal): boolean {
  const shown = runsOf(evidence, deal, 'salesforce', 'status').at(-1);
  const isEnd = shown?.value === 'won' || shown?.value === 'lost';
  return isEnd && shown.origin === 'person' && isBeforeUndoDeadline(deal.record, evidence.now);
}

/** A seller's own value wins by the rule, but waits for the deal to be accepted: until then nobody has lost. */
function isBehindUnanswered(
  evidence: Evidence,
  { deal, field }: Pick<Edit, 'deal' | 'field'>,
): boolean {
  if (ruleOf(evidence, field) !== 'salesforce' || wasEverAccepted(evidence, deal)) return false;
  return runsOf(evidence, deal, 'salesforce', field).at(-1)?.origin === 'person';
}

/** What was typed while the deal waited for an answer is owed only once it is accepted. */
const wasEverAccepted = (evidence: Evidence, deal: Deal): boolean =>
  runsOf(evidence, deal, 'partnerCenter', 'status').some(({ value }) => value === 'accepted');

/** A final status waits for open questions. */
const isWaitingForAnswer = (record: Deal['record'], { value }: Run): boolean =>
  (value === 'won' || value === 'lost') && record.Co_Sell_Sync_Status__c === 'Conflict';

/** Carried out, withdrawn by a person, refused with a word about it, or still standing (`unsettled`). */
function isAnswered(evidence: Evidence, deal: Deal, { value, at, cleared }: Wish): boolean {
  if (!cleared || cleared.actor !== 'bridge' || isOfFormer(evidence, deal, cleared)) return true;
  const status = { side: 'partnerCenter', field: 'status', value } as const;
  if (isShownBy(evidence, deal, { ...status, from: at, to: Infinity })) return true;
  const about = { recordId: deal.recordId, field: 'status', value, since: at };
  return (
    evidence.audit.namesRefused(about) || deal.record.Co_Sell_Sync_Status__c === 'Needs Attention'
  );
}

const lostEdit = ({ deal, side, field, run }: Edit): Finding =>
  findingAbout(deal, {
    field,
    says: `${describeRun(side, run)} on ${side} never reached the other side, is not in the audit trail and is held nowhere`,
    values: [run.value],
    entries: [entryName(side, run.entry)],
  });

const lostWish = (deal: Deal, { value, entry, cleared }: Wish): Finding =>
  findingAbout(deal, {
    field: 'status',
    says: `${entry.actor} answered "${String(entry.after?.Referral_Response__c)}" (${entryName('salesforce', entry) ?? ''}); the bridge cleared it (${entryName('salesforce', cleared) ?? ''}) but Partner Center never showed ${String(value)} and no refusal was told`,
    values: [value],
    entries: [entryName('salesforce', entry), entryName('salesforce', cleared)],
  });
