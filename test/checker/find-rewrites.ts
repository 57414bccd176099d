/** Every change of a mapped value by the bridge: was it owed to somebody, and did it cost somebody's value? */
import { key } from './deals.ts';
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
import { explain } from './explain.ts';
import { isSame } from './fields.ts';
import type { Side } from './fields.ts';
import type { Run } from './timeline.ts';
import type { Finding, Row } from './verdict.ts';
import { wasChosen, wishesOf } from './wishes.ts';

export type Rewrites = { overwritten: Finding[]; echoed: Finding[]; count: number };
/** One change by the bridge, with what it replaced. */
export type Rewrite = { deal: Deal; side: Side; field: string; run: Run; before: Run };

/** A write is reported once: as overwritten if it cost a person's value, else as an echo if nothing explains it. */
export function findRewrites(evidence: Evidence): Rewrites {
  const found: Rewrites = { overwritten: [], echoed: [], count: 0 };
  for (const rewrite of rewritesOf(evidence)) {
    found.count += 1;
    const cost = costOf(evidence, rewrite);
    if (cost) {
      found.overwritten.push(finding(rewrite, cost));
      continue;
    }
    const puzzle = explain(evidence, rewrite);
    if (puzzle) found.echoed.push(finding(rewrite, puzzle));
  }
  return found;
}

function rewritesOf(evidence: Evidence): Rewrite[] {
  return evidence.deals.flatMap((deal) =>
    SIDES.flatMap((side) =>
      fieldsOf(evidence, deal).flatMap((field) =>
        runsOf(evidence, deal, side, field).flatMap((run, index, runs) => {
          const before = runs[index - 1];
          const isFormer = side === 'salesforce' && isOfFormer(evidence, deal, run.entry);
          return before && isRewrite(evidence, deal, run) && !isFormer
            ? [{ deal, side, field, run, before }]
            : [];
        }),
      ),
    ),
  );
}

/** Making a deal rewrites nothing; adding a solution to one that is there does. */
function isRewrite(evidence: Evidence, deal: Deal, run: Run): boolean {
  const { origin, entry } = run;
  if (origin !== 'bridge' || !entry) return false;
  // A change after the end is reported as that.
  if (entry.before?.status === 'Closed') return false;
  if (entry.type === 'Microsoft_Solution__c') return !isFirstRow(evidence, deal, run);
  return entry.kind !== 'create';
}

/** Rows made in the very transaction that made the deal. */
function isFirstRow(evidence: Evidence, deal: Deal, { entry }: Run): boolean {
  const made = evidence.entriesOf(deal.recordId)[0];
  return made?.kind === 'create' && made.actor === 'bridge' && made.at === entry?.at;
}

/** Why the replaced value should have stayed; undefined when it had no claim, or was honoured. */
function costOf(
  evidence: Evidence,
  { deal, side, field, run, before }: Rewrite,
): string | undefined {
  if (!isEdit(before) || !mustTravel(field, before.value)) return undefined;
  if (wasBlankAtFirstContact(evidence, deal, before)) return undefined;
  if (isTakenBack(evidence, { deal, side, field, run, before })) return undefined;
  const time = { from: before.from, to: run.from };
  if (isShownBy(evidence, deal, { side: otherSide(side), field, value: before.value, ...time })) {
    return undefined;
  }
  if (field === 'status' && wasAnswered(evidence, deal, run, before)) return undefined;
  if (field === 'status' && wasEnded(evidence, { deal, side, field, run, before }))
    return undefined;
  const replaced = `the bridge replaced ${describeRun(side, before)} on ${side} with ${describeRun(side, run)}`;
  const about = { recordId: deal.recordId, field, value: before.value, since: before.from };
  if (!evidence.audit.namesLoser(about)) {
    return `${replaced}; the replaced value had not reached the other side and is no loser in the audit trail`;
  }
  const rule = ruleOf(evidence, field);
  const isAllowed = rule === undefined || (rule !== 'ask' && rule !== side);
  if (isAllowed || wasChosen(evidence, deal, { field, since: before.from, until: run.from })) {
    return undefined;
  }
  return `${replaced}; the rule of the field is ${rule} and nobody chose otherwise on the card`;
}

/** Nobody knows who emptied what before a person linked the two: blanks are filled then. */
function wasBlankAtFirstContact(
  { entriesOf }: Evidence,
  { recordId, referral }: Deal,
  { value, entry }: Run,
): boolean {
  if (value !== null || !entry) return false;
  const names = (row: Row | null) => key(row?.Referral_Identifier__c) === key(referral.id);
  const entries = entriesOf(recordId);
  const link = entries.findLast(
    ({ actor, before, after }) => actor !== 'bridge' && !names(before) && names(after),
  );
  const contact = entries.find(({ actor, seq }) => actor === 'bridge' && link && seq > link.seq);
  // Each side counts on its own; at one moment nobody can say who was first.
  return link !== undefined && (contact === undefined || entry.at <= contact.at);
}

/** People came back to what both sides had before they began: nothing of theirs is left to be carried over. */
function isTakenBack(evidence: Evidence, rewrite: Rewrite): boolean {
  const { deal, side, field, before } = rewrite;
  const runs = runsOf(evidence, deal, side, field);
  const moves = runs.slice(0, runs.indexOf(before));
  const start = moves.findLastIndex((one) => !isEdit(one) || wasCarried(evidence, rewrite, one));
  const [agreed] = moves.slice(start < 0 ? moves.length : start);
  if (!agreed || !isSame(field, agreed.value, before.value)) return false;
  const { value, from, to } = agreed;
  return isShownBy(evidence, deal, { side: otherSide(side), field, value, from, to });
}

/** The bridge itself wrote it on the other side while it stood. */
const wasCarried = (
  evidence: Evidence,
  { deal, side, field }: Pick<Rewrite, 'deal' | 'side' | 'field'>,
  { value, from, to }: Run,
): boolean =>
  runsOf(evidence, deal, otherSide(side), field).some(
    (one) =>
      one.origin === 'bridge' &&
      isSame(field, one.value, value) &&
      from <= one.from &&
      one.from <= to,
  );

/** The seller answered after the stage was moved: it is the seller who takes the move back. */
function wasAnswered(evidence: Evidence, deal: Deal, run: Run, before: Run): boolean {
  return wishesOf(evidence, deal).some(
    ({ value, at }) => value === run.value && at >= before.from && at <= run.from,
  );
}

/** The seller had ended the deal: accepting it meanwhile in the portal is a step on that way. */
function wasEnded(evidence: Evidence, { deal, side, field, run, before }: Rewrite): boolean {
  if (side !== 'partnerCenter' || before.value !== 'accepted') return false;
  const isOver = run.value === 'won' || run.value === 'lost';
  const shown = runsOf(evidence, deal, 'salesforce', field).find(
    ({ from, to }) => from <= run.from && run.from <= to,
  );
  return isOver && shown?.origin === 'person' && isSame(field, shown.value, run.value);
}

const finding = ({ deal, side, field, run, before }: Rewrite, says: string): Finding =>
  findingAbout(deal, {
    field,
    says,
    values: [before.value, run.value],
    entries: [entryName(side, before.entry), entryName(side, run.entry)],
  });
