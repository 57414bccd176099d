/** What the outcomes say: a line for each mutant, the share that was noticed, and what must be put right. */
import type { Mutant, Outcome } from './mutant.ts';

export type Tried = { n: number; mutant: Mutant; outcome: Outcome };

const LEAST_SHARE = 0.85;

export function lineOf({ n, mutant, outcome }: Tried): string {
  const place = mutant.file.split('/').at(-1) ?? mutant.file;
  return `${String(n).padStart(3)}  ${place.padEnd(38)} ${mutant.breaks}\n       ${verdictOf(mutant, outcome)}`;
}

/** None when enough was noticed and every survivor is judged. */
export function problemsOf(tried: readonly Tried[]): string[] {
  const share = shareOf(tried);
  return [
    ...tried.flatMap((each) => problemOf(each).map((problem) => `${each.n}: ${problem}`)),
    ...(share < LEAST_SHARE ? [`Only ${percent(share)} noticed, not ${percent(LEAST_SHARE)}`] : []),
  ];
}

export function summaryOf(tried: readonly Tried[]): string {
  const noticed = tried.filter(isNoticed).length;
  return `${noticed} of ${tried.length} mutants noticed (${percent(shareOf(tried))})`;
}

function verdictOf({ judgement }: Mutant, outcome: Outcome): string {
  if (outcome.kind === 'noticed') return `noticed by ${outcome.by}`;
  if (outcome.kind === 'void') return `VOID: ${outcome.why}`;
  return judgement ? `SURVIVED (${judgement.verdict}: ${judgement.why})` : 'SURVIVED';
}

function problemOf({ mutant, outcome }: Tried): string[] {
  if (outcome.kind === 'void') return [outcome.why];
  if (outcome.kind === 'survived' && !mutant.judgement) return ['survived, and nobody judged why'];
  if (outcome.kind === 'noticed' && mutant.judgement) return ['is noticed: take its judgement out'];
  return [];
}

const isNoticed = ({ outcome }: Tried) => outcome.kind === 'noticed';
const shareOf = (tried: readonly Tried[]) => tried.filter(isNoticed).length / tried.length;
const percent = (share: number) => `${Math.floor(share * 100)} %`;
