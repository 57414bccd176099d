/** How much of the org's daily API calls is used, from the header of every answer or from the limits resource. */
import { isObject } from './wire.ts';

/**
 * `api-usage=10018/100000; api-bursts=1/750`, or `api-usage=25/5000; per-app-api-usage=17/250(appName=…)`: an admin may
 * give this app a limit of its own, and whichever is nearer to its end counts. 0–1; undefined when nothing can be read.
 */
export function shareOfHeader(header: string | null): number | undefined {
  const shares = (header ?? '').split(';').flatMap((part) => {
    const [, used, most] = /^\s*(?:per-app-)?api-usage=(\d+)\/(\d+)/.exec(part) ?? [];
    return shareOf(Number(used), Number(most));
  });
  return shares.length === 0 ? undefined : Math.max(...shares);
}

/** `GET …/limits`: an object of `{Max, Remaining}`. */
export function shareOfLimits(body: unknown): number | undefined {
  const daily = isObject(body) ? body.DailyApiRequests : undefined;
  if (!isObject(daily)) return undefined;
  const [max, left] = [Number(daily.Max), Number(daily.Remaining)];
  return shareOf(max - left, max)[0];
}

const shareOf = (used: number, most: number): number[] =>
  most > 0 && used >= 0 ? [Math.min(used / most, 1)] : [];
