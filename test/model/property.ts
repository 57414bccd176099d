/** The property: whatever people, admins, hosts and time do, at rest the checker finds nothing and the invariants hold. */
import fc from 'fast-check';
import { loadService } from '../journeys/week/service-tree.ts';
import type { OrgKind } from '../sandbox/org/server.ts';
import { commandsOf, type Model } from './command.ts';
import { LEADS } from './commands/leads.ts';
import { NATURE } from './commands/nature.ts';
import { PARTNER_CENTER } from './commands/partner-center.ts';
import { SELLERS } from './commands/sellers.ts';
import {
  expectIdempotent,
  expectNothingFound,
  expectRungDurably,
  expectSettled,
} from './invariants.ts';
import { comeToRest } from './quiescence.ts';
import { createStages, type Stage, type Stages } from './stage.ts';

export type RunOptions = {
  runs: number;
  seed: number;
  /** Of a failure that was printed; both or none. */
  path?: string;
  replayPath?: string;
  onRun?: (run: number) => void;
};

/** A failure is told as short as it got in this time. */
const SHRINKS_WITHIN_MS = 90_000;

const MOST_COMMANDS = 60;
const ORGS = ['plain', 'plain', 'plain', 'hostile'] as const satisfies readonly OrgKind[];

/** @throws Error with the shrunk run, what was done and found in it, and the command that runs it again */
export async function checkModel(options: RunOptions): Promise<void> {
  const stages = createStages(await loadService(), { isAlone: options.path !== undefined });
  let lastTold: string[] = [];
  let run = 0;
  let failedAt = Infinity;
  const property = fc.asyncProperty(
    fc.constantFrom(...ORGS),
    fc.noBias(fc.noShrink(fc.integer())),
    commandsFor(options),
    async (kind, seed, commands) => {
      if (performance.now() - failedAt > SHRINKS_WITHIN_MS) return;
      const stage = await stages.enter(kind, seed);
      options.onRun?.((run += 1));
      await playOn(stages, stage, commands).catch((error: unknown) => {
        lastTold = stage.told;
        failedAt = Math.min(failedAt, performance.now());
        throw error;
      });
    },
  );
  const { runs: numRuns, seed, path } = options;
  try {
    const result = await fc.check(property, {
      numRuns,
      seed,
      ...(path === undefined ? {} : { path, endOnFailure: true }),
    });
    if (result.failed) throw new Error(reportOf(result, lastTold), { cause: result.errorInstance });
  } finally {
    await stages.close();
  }
}

function commandsFor({ replayPath }: RunOptions) {
  return fc.commands<Model, Stage, false>(
    commandsOf([...SELLERS, ...LEADS, ...PARTNER_CENTER, ...NATURE]),
    {
      maxCommands: MOST_COMMANDS,
      size: 'max',
      ...(replayPath === undefined ? {} : { replayPath }),
    },
  );
}

async function playOn(
  stages: Stages,
  stage: Stage,
  commands: Iterable<fc.AsyncCommand<Model, Stage>>,
): Promise<void> {
  let isSound = false;
  try {
    const model: Model = { deals: 0, inbound: 0, leads: 0, isBridgeUp: true };
    await fc.asyncModelRun(() => ({ model, real: stage }), commands);
    await comeToRest(stage);
    expectNothingFound(stage);
    expectSettled(stage);
    await expectIdempotent(stage);
    expectRungDurably(stage);
    isSound = true;
  } finally {
    await stages.leave(stage, isSound);
  }
}

type Result = Pick<
  fc.RunDetails<[OrgKind, number, Iterable<unknown>]>,
  'seed' | 'counterexamplePath' | 'counterexample' | 'numRuns' | 'numShrinks' | 'errorInstance'
>;

function reportOf(result: Result, told: readonly string[]): string {
  const { seed, counterexamplePath, counterexample, numRuns, numShrinks, errorInstance } = result;
  const [kind, chance, commands] = counterexample ?? [];
  const text = String(commands);
  const replayPath = /replayPath="([^"]*)"/.exec(text)?.[1] ?? '';
  const message =
    errorInstance instanceof Error ? (errorInstance.stack ?? '') : String(errorInstance);
  return [
    `run ${String(numRuns)} failed in ${String(kind)} org (chances ${String(chance)}), shrunk ${String(numShrinks)} times:`,
    text.replaceAll('s,', 's\n'),
    '',
    'what was done:',
    ...told,
    '',
    message,
    '',
    `alone: npm run test:model -- --seed ${String(seed)} --path "${String(counterexamplePath)}" --replay "${replayPath}"`,
    `with all before it, in the same worlds: npm run test:model -- --seed ${String(seed)} --runs ${String(numRuns)}`,
  ].join('\n');
}
