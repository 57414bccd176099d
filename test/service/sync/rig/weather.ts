/** What may happen to a call of a host: it is refused, its answer is lost, or somebody acts while it is under way. */

export type Call = { name: string; args: readonly unknown[] };

/**
 * `instead`: not carried out, this is thrown. `afterwards`: carried out, and this is thrown all the same.
 * `before`: runs first, for edits between a read and a write.
 */
export type Event = { before?: () => unknown; instead?: Error; afterwards?: Error };

export type Weather = {
  /** Every call so far, those that were not carried out too. */
  calls: Call[];
  /** Names of the calls of the kinds that change something. */
  writes(): string[];
  /** The next call of this name meets this; several wait in line. */
  next(name: string, event: Event): void;
  /** Every call of this name from now on; undefined ends it. */
  always(name: string, event: Event | undefined): void;
  /** Meets every call of a write, whatever its name: undefined lets it pass. */
  onWrite: (call: Call) => Event | undefined;
  meet<T>(name: string, args: readonly unknown[], act: () => T): Promise<T>;
};

const WRITES = new Set(['create', 'patch', 'change', 'forgetAudit']);

export function createWeather(): Weather {
  const calls: Call[] = [];
  const waiting = new Map<string, Event[]>();
  const lasting = new Map<string, Event>();
  const weather: Weather = {
    calls,
    writes: () => calls.filter(({ name }) => WRITES.has(name)).map(({ name }) => name),
    next: (name, event) => void waiting.set(name, [...(waiting.get(name) ?? []), event]),
    always: (name, event) => void (event ? lasting.set(name, event) : lasting.delete(name)),
    onWrite: () => undefined,
    async meet(name, args, act) {
      const call = { name, args: structuredClone(args) };
      calls.push(call);
      const event =
        waiting.get(name)?.shift() ??
        lasting.get(name) ??
        (WRITES.has(name) ? weather.onWrite(call) : undefined);
      await event?.before?.();
      if (event?.instead) throw event.instead;
      const answer = structuredClone(act());
      if (event?.afterwards) throw event.afterwards;
      return answer;
    },
  };
  return weather;
}
