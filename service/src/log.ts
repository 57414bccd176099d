/**
 * One JSON line per event: ids, codes, durations and correlation ids. No values of records, no names, no
 * addresses, no secrets: what must not be there is redacted even when somebody logs it by mistake.
 */
import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';

export type Log = Logger;

export function createLog(options: { level: string; destination?: DestinationStream }): Log {
  const settings: LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: REDACTED, censor: '[redacted]' },
    serializers: { err: describeError, req: () => undefined, res: () => undefined },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

const SECRET_NAMES = [
  'authorization',
  'Authorization',
  'token',
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'key',
  'keys',
  'orgKeys',
  'operationsKeys',
  'secret',
  'password',
  'body',
  'rawBody',
  'headers',
];

/** A record's or a referral's own; at the top of a line the same words name fields, not their content. */
const RECORD_PARTS = ['fields', 'values'];

/** A redaction path names one depth, so each name is listed for three. */
const REDACTED = [
  ...SECRET_NAMES,
  ...[...SECRET_NAMES, ...RECORD_PARTS].flatMap((name) => [`*.${name}`, `*.*.${name}`]),
];

/** Their messages are Node's or a library's own words; any other message may quote a record. */
const SAFE_MESSAGES = new Set([
  'TypeError',
  'ReferenceError',
  'RangeError',
  'SqliteError',
  'CannotStart',
]);

export type ErrorLine = {
  type: string;
  code?: string;
  message?: string;
  frames: string[];
  cause?: ErrorLine;
};

/** Class, code and where; the message only where it cannot hold somebody's data. */
export function describeError(error: unknown, depth = 0): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error, frames: [] };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    ...(SAFE_MESSAGES.has(error.name) ? { message: error.message } : {}),
    frames: framesOf(error),
    ...(error.cause === undefined || depth >= 3
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}

const framesOf = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
