/** A row of a table of commands as fast-check wants it: drawn, shrunk, and told in one line when a run fails. */
import fc from 'fast-check';
import { isRefusal } from '../journeys/random-edits.ts';
import type { Stage } from './stage.ts';

/** What the commands themselves need to know beforehand; everything else is read from the simulators. */
export type Model = { deals: number; inbound: number; leads: number; isBridgeUp: boolean };

export type Draw = {
  /** Which deal; modulo how many there are. */
  deal: number;
  /** Which of several ways. */
  way: number;
  /** Done when that many calls more have come to the hosts; -1: at once. */
  atCall: number;
  /** Seconds that pass afterwards; 0: the next command comes in the same moment. */
  seconds: number;
};

export type Kind = {
  name: string;
  weight: number;
  /** Left out where there is nothing it could be done to. */
  when?(model: Model): boolean;
  /** What is known after it. */
  then?(model: Model): void;
  /** An edit that the systems themselves refuse simply does not happen. */
  play(stage: Stage, draw: Draw): void | Promise<void>;
  /** Cannot be done in the middle of a call: it waits for something itself. */
  isWaiting?: boolean;
};

export const hasDeal = ({ deals }: Model): boolean => deals > 0;

class Command implements fc.AsyncCommand<Model, Stage> {
  private readonly kind: Kind;
  private readonly draw: Draw;

  constructor(kind: Kind, draw: Draw) {
    this.kind = kind;
    this.draw = draw;
  }

  check(model: Readonly<Model>): boolean {
    return this.kind.when?.(model) ?? true;
  }

  async run(model: Model, stage: Stage): Promise<void> {
    this.kind.then?.(model);
    const { atCall, seconds } = this.draw;
    const line = () => void stage.told.push(`${stage.world.clock.iso()} ${this.toString()}`);
    if (atCall >= 0 && this.kind.isWaiting !== true) {
      stage.schedule.atCall(atCall, () => {
        line();
        void tryTo(() => this.kind.play(stage, this.draw));
      });
    } else {
      line();
      await tryTo(() => this.kind.play(stage, this.draw));
    }
    if (seconds > 0) await stage.world.pass(seconds * 1_000);
  }

  toString(): string {
    const { deal, way, atCall, seconds } = this.draw;
    const moment = atCall >= 0 ? ` at call ${String(atCall)}` : '';
    return `${this.kind.name} #${String(deal)} ~${String(way)}${moment} +${String(seconds)}s`;
  }
}

async function tryTo(act: () => void | Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

const DRAW: fc.Arbitrary<Draw> = fc.record({
  deal: fc.nat(7),
  way: fc.nat(11),
  atCall: fc.oneof({ weight: 3, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat(9) }),
  seconds: fc.constantFrom(0, 0, 3, 40),
});

/** As often as its weight says. */
export const commandsOf = (kinds: readonly Kind[]): fc.Arbitrary<Command>[] =>
  kinds.flatMap((kind) =>
    Array.from({ length: kind.weight }, () => DRAW.map((draw) => new Command(kind, draw))),
  );
