/** What Stryker's report says: the score, what was ignored and what survived, each with its reason, and what must be put right. */
import type { Judgement } from './judgement.ts';

/** The part of Stryker's report that is read. Lines and columns count from 1. */
export type MutationReport = { files: Record<string, MutatedFile> };
export type MutatedFile = { source: string; mutants: readonly MutantResult[] };
export type MutantResult = {
  status:
    | 'Killed'
    | 'Timeout'
    | 'Survived'
    | 'NoCoverage'
    | 'Ignored'
    | 'CompileError'
    | 'RuntimeError'
    | 'Pending';
  statusReason?: string;
  replacement?: string;
  location: { start: Position; end: Position };
};
type Position = { line: number; column: number };

export type Survivor = { file: string; line: number; code: string; text: string; becomes: string };

const FOLDERS = ['service/src/domain/', 'service/src/sync/'];
const LEAST_SCORE = 0.8;
const NOTICED: readonly string[] = ['Killed', 'Timeout'];
const ALIVE: readonly string[] = ['Survived', 'NoCoverage'];

/** A line for each file, then for each folder. */
export function scoresOf({ files }: MutationReport): string[] {
  const rows = Object.entries(files).map(([file, { mutants }]) => rowOf(file, mutants));
  return [...rows, ...foldersOf({ files }).map(({ folder, mutants }) => rowOf(folder, mutants))];
}

/** Why mutants were not tried, with how many in which files. */
export function ignoredOf({ files }: MutationReport): string[] {
  const ignored = Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants
      .filter(({ status }) => status === 'Ignored')
      .map(({ statusReason }) => ({ file, reason: statusReason ?? 'no reason given' })),
  );
  return [...Map.groupBy(ignored, ({ reason }) => reason)].map(([reason, all]) => {
    const among = [...new Set(all.map(({ file }) => file))].join(', ');
    return `${String(all.length)} ignored (${reason}) in ${among}`;
  });
}

/** Every one that no test noticed, with the reason why it may live. */
export function survivorsOf(report: MutationReport, judgements: readonly Judgement[]): string[] {
  return aliveIn(report).map((survivor) => {
    const judgement = judgements.find((each) => fits(each, survivor));
    const reason = judgement ? `${judgement.verdict}: ${judgement.why}` : 'NOBODY JUDGED WHY';
    return `${nameOf(survivor)}\n       ${reason}`;
  });
}

/** None when enough was noticed, every survivor is judged, and every judgement has a survivor. */
export function problemsOf(report: MutationReport, judgements: readonly Judgement[]): string[] {
  const alive = aliveIn(report);
  return [
    ...foldersOf(report)
      .filter(({ mutants }) => scoreOf(mutants) < LEAST_SCORE)
      .map(
        ({ folder, mutants }) => `${folder}: only ${percent(scoreOf(mutants))} noticed, not 80 %`,
      ),
    ...alive
      .filter((survivor) => !judgements.some((each) => fits(each, survivor)))
      .map((survivor) => `${nameOf(survivor)}: survived, and nobody judged why`),
    ...judgements
      .filter(({ file }) => report.files[file])
      .filter((judgement) => !alive.some((survivor) => fits(judgement, survivor)))
      .map(
        ({ file, at }) => `${file}: what is judged at "${at}" is noticed: take the judgement out`,
      ),
  ];
}

function aliveIn({ files }: MutationReport): Survivor[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => ALIVE.includes(status))
      .map(({ location: { start, end }, replacement }) => {
        const lines = source.split('\n').slice(start.line - 1, end.line);
        const [code = ''] = lines;
        const text =
          lines.length === 1
            ? code.slice(start.column - 1, end.column - 1)
            : code.slice(start.column - 1);
        return { file, line: start.line, code: code.trim(), text, becomes: replacement ?? '' };
      }),
  );
}

const fits = ({ file, at, becomes }: Judgement, survivor: Survivor) =>
  file === survivor.file &&
  survivor.code.includes(at) &&
  (becomes === undefined || becomes === survivor.becomes);

function foldersOf({ files }: MutationReport) {
  return FOLDERS.map((folder) => ({
    folder,
    mutants: Object.entries(files)
      .filter(([file]) => file.startsWith(folder))
      .flatMap(([, { mutants }]) => mutants),
  })).filter(({ mutants }) => mutants.length > 0);
}

function rowOf(name: string, mutants: readonly MutantResult[]): string {
  const { noticed, judged } = countsOf(mutants);
  return `${name.padEnd(46)} ${percent(scoreOf(mutants)).padStart(6)}  ${String(noticed)} of ${String(judged)}`;
}

function countsOf(mutants: readonly MutantResult[]) {
  const noticed = mutants.filter(({ status }) => NOTICED.includes(status)).length;
  return {
    noticed,
    judged: noticed + mutants.filter(({ status }) => ALIVE.includes(status)).length,
  };
}

function scoreOf(mutants: readonly MutantResult[]): number {
  const { noticed, judged } = countsOf(mutants);
  return judged === 0 ? 1 : noticed / judged;
}

const nameOf = ({ file, line, text, becomes }: Survivor) =>
  `${file}:${String(line)}  ${text}  =>  ${becomes.replaceAll(/\s+/g, ' ')}`;
const percent = (share: number) => `${String(Math.floor(share * 100))} %`;
