/** Every change of a mapped value by the bridge: was it owed to somebody, and did it cost somebody's value? */
import type { Deal } from './deals.ts';
import {
  describeRun,
  entryName,
  fieldsOf,
  findingAbout,
  isEdit,
  isShownBy,
  mustTravel,
  otherSide,
  runsOf,
  SIDES,
} from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { explain } from './explain.ts';
import { isSolution } from './fields.ts';
import type { Side } from './fields.ts';
import type { Run } from './timeline.ts';
import type { Finding, Rule } from './verdict.ts';
import { wasChosen } from './wishes.ts';

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
          return before && isRewrite(evidence, deal, run)
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
  const time = { from: before.from, to: run.from };
  if (isShownBy(evidence, deal, { side: otherSide(side), field, value: before.value, ...time })) {
    return undefined;
  }
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

function ruleOf({ input }: Evidence, field: string): Rule | undefined {
  const { rules } = input.options;
  return rules[field] ?? (isSolution(field) ? rules.solutions : undefined);
}

const finding = ({ deal, side, field, run, before }: Rewrite, says: string): Finding =>
  findingAbout(deal, {
    field,
    says,
    values: [before.value, run.value],
    entries: [entryName(side, before.entry), entryName(side, run.entry)],
  });
