/**
 * One JSON line per event: ids, codes, durations and correlation ids. No values of records, no names, no
 * addresses, no secrets: what must not be there is redacted even when somebody logs it by mistake.
 */
import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { redact } from './log/redact.ts';
import { scrub } from './log/scrub.ts';

export type Log = Logger;

export function createLog(options: { level: string; destination?: DestinationStream }): Log {
  const settings: LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }), log: redact },
    // Errors are described by `redact`; what stands under `err` by then is fit to be written.
    serializers: { err: (line: unknown) => line },
    hooks: {
      logMethod(args: unknown[], method: (this: Logger, ...args: unknown[]) => void) {
        method.apply(this, lineOf(args));
      },
    },
  };
  return redactChildren(pino(settings, options.destination ?? standardOutput()));
}

/**
 * Each line is written before the next thing happens: none is lost by a kill. And pino's own destination, which writes
 * later, tries for ever at the exit when nobody reads any more; this one gives up at the first broken pipe.
 */
const standardOutput = (): DestinationStream => pino.destination({ dest: 1, sync: true });

/** What is bound to a child passes no formatter of its parent; children of children inherit this. */
function redactChildren(log: Log): Log {
  const bind = log.child;
  const child = function (this: Log, bindings: object, options?: object) {
    return bind.call(this, redact(bindings), options);
  };
  return Object.assign(log, { child });
}

/** Without a message of its own a line would get the error's, which may quote a record or a secret. */
function lineOf([first, second]: unknown[]): unknown[] {
  // Values for placeholders have no names to be judged by, so there are none.
  if (typeof first === 'string') return [scrub(first)];
  const parts = first instanceof Error ? { err: first } : first;
  const error = isObject(parts) ? parts['err'] : undefined;
  const isOwn = typeof second === 'string' && !(error instanceof Error && second === error.message);
  return [parts, isOwn ? scrub(second) : 'failure'];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
