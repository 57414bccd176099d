/** Whether somebody's write on the other side explains a change by the bridge. */
import { describeRun, otherSide, runsOf } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { isSame } from './fields.ts';
import type { Value } from './fields.ts';
import type { Rewrite } from './find-rewrites.ts';
import type { Run } from './timeline.ts';
import { wasHelpAsked, wishesOf } from './wishes.ts';

/** Why nothing explains it; undefined when something does. */
export function explain(evidence: Evidence, rewrite: Rewrite): string | undefined {
  const { deal, side, run } = rewrite;
  const wrote = `the bridge wrote ${describeRun(side, run)} on ${side}`;
  const source = newestSource(sourceRuns(evidence, rewrite), run.from);
  if (!source) {
    return isExplainedOtherwise(evidence, rewrite)
      ? undefined
      : `${wrote}, but nobody had written that on the other side`;
  }
  const earlier = bridgeRunsBefore(evidence, rewrite);
  const newer = earlier.find((one) =>
    isFromNewerSource(evidence, { ...rewrite, run: one }, source),
  );
  if (newer) {
    return `${wrote}, which is older than ${describeRun(side, newer)} that had arrived before`;
  }
  const twin = earlier.find((one) => isSame(rewrite.field, one.value, run.value));
  if (twin && !hasNewsBetween(evidence, rewrite, twin.from)) {
    return `${wrote} a second time after ${describeRun(side, twin)}, and nobody had touched the field in between (deal ${deal.recordId})`;
  }
  return undefined;
}

/** Runs of the other side that a person or the system began and that mean the value written. */
function sourceRuns(evidence: Evidence, { deal, side, field, run }: Rewrite): Run[] {
  return runsOf(evidence, deal, otherSide(side), field).filter(
    (one) =>
      one.origin !== 'bridge' &&
      (isSame(field, one.value, run.value) || leadsTo(field, one.value, run.value)),
  );
}

/** A stage that was closed before the deal was accepted takes two steps: accepted, then won. */
const leadsTo = (field: string, wanted: Value, written: Value): boolean =>
  field === 'status' && written === 'accepted' && (wanted === 'won' || wanted === 'lost');

const newestSource = (runs: Run[], until: number): Run | undefined =>
  runs.filter((one) => one.from <= until).at(-1);

const bridgeRunsBefore = (evidence: Evidence, { deal, side, field, run }: Rewrite): Run[] =>
  runsOf(evidence, deal, side, field)
    .filter((one) => one.origin === 'bridge' && (one.entry?.seq ?? 0) < (run.entry?.seq ?? 0))
    .reverse();

/** What began in the very moment of the earlier write can have come after it: then the same source explains both. */
function isFromNewerSource(evidence: Evidence, earlier: Rewrite, source: Run): boolean {
  const sources = sourceRuns(evidence, earlier);
  const theirs = newestSource(sources, earlier.run.from);
  if (theirs?.from === earlier.run.from && sources.includes(source)) return false;
  return theirs !== undefined && theirs.from > source.from;
}

function hasNewsBetween(evidence: Evidence, rewrite: Rewrite, since: number): boolean {
  const { deal, field, run } = rewrite;
  const isBetween = (time: number) => time >= since && time <= run.from;
  const runs = [
    ...runsOf(evidence, deal, 'salesforce', field),
    ...runsOf(evidence, deal, 'partnerCenter', field),
  ];
  return (
    runs.some((one) => one.origin !== 'bridge' && isBetween(one.from)) ||
    (field === 'status' && wishesOf(evidence, deal).some(({ at }) => isBetween(at)))
  );
}

/** Writes that copy nobody's value of this field, and are owed all the same. */
function isExplainedOtherwise(evidence: Evidence, rewrite: Rewrite): boolean {
  const { deal, side, field, run, before } = rewrite;
  const about = { recordId: deal.recordId, field, value: run.value, since: before.from };
  if (field === 'status' && isAskedFor(evidence, rewrite)) return true;
  if (field === 'visibility' && run.value === true) {
    if (wasHelpAsked(evidence, deal, run.from)) return true;
  }
  // A blank is filled with what the other side shows, whoever wrote it there.
  if (before.value === null) {
    const shown = runsOf(evidence, deal, otherSide(side), field);
    if (
      shown.some(
        (one) => one.from <= run.from && one.to >= run.from && isSame(field, one.value, run.value),
      )
    )
      return true;
  }
  // A conflict's outcome; or a value that somebody's trigger changed on arrival, which is shown as refused.
  return evidence.audit.namesWinner(about) || evidence.audit.namesRefused(about);
}

function isAskedFor(evidence: Evidence, { deal, run }: Rewrite): boolean {
  return wishesOf(evidence, deal).some(({ value, at }) => value === run.value && at <= run.from);
}
