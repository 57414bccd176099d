/**
 * Order of two timestamps as the two systems send them. Partner Center writes up to seven fraction digits,
 * which a Date would cut; Salesforce writes `+0000`. Comparing strings alone would misorder both.
 */
export function compareVersions(a: string, b: string): number {
  const [millisA, restA] = parts(a);
  const [millisB, restB] = parts(b);
  return millisA === millisB ? Math.sign(restA - restB) : Math.sign(millisA - millisB);
}

/** Milliseconds of an ISO timestamp of either system; NaN when it is none. */
export function millisOf(timestamp: string): number {
  return parts(timestamp)[0];
}

function parts(timestamp: string): [millis: number, rest: number] {
  const match = /^(.*?T\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?$/.exec(timestamp);
  if (!match) return [Date.parse(timestamp), 0];
  const [, seconds, fraction = '', zone = 'Z'] = match;
  const digits = fraction.padEnd(7, '0').slice(0, 7);
  const offset = zone.replace(/(\d\d):?(\d\d)$/, '$1:$2');
  return [Date.parse(`${seconds}.${digits.slice(0, 3)}${offset}`), Number(digits.slice(3))];
}
