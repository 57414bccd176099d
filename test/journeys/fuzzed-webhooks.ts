/** Random webhooks from a seed: bodies nobody would send, headers nobody would set, and correct ones about nothing. */
import type { Random } from '../sandbox/kit/random.ts';
import { noticeOf, type Call } from './webhook-calls.ts';

export type Sign = (body: Buffer) => Promise<Record<string, string>>;

/** The n-th call: every second one is correctly signed; the others carry the headers of `another` call, spoiled. */
export async function fuzzedCall(
  n: number,
  random: Random,
  { sign, another }: { sign: Sign; another: Record<string, string> },
): Promise<Call> {
  if (n % 2 === 1) return { body: fuzzedBody(random), ...fuzzedHeaders(random, another) };
  const body = random.chance(0.6) ? plainBody(random) : fuzzedBody(random);
  return { body, headers: await sign(body) };
}

const plainBody = (random: Random): Buffer =>
  Buffer.from(JSON.stringify(noticeOf(guid(random), { EventName: pick(random, EVENTS) })));

const EVENTS = [
  'referral-created',
  'referral-updated',
  'related-referral-created',
  'related-referral-updated',
];

const NAMES = ['EventName', 'ResourceUri', 'ResourceName', 'AuditUri', 'ResourceChangeUtcDate'];

const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  '\u202Eevil\u202C',
  '👩‍👩‍👧‍👦'.repeat(20),
  'İıſK'.repeat(10),
  '../../etc/passwd',
  "'; DROP TABLE pairs; --",
  '${jndi:ldap://host.example/a}',
  '<script>alert(1)</script>',
  'https://host.example/',
  'file:///etc/passwd',
  '2026-13-45T99:99:99Z',
  '9999-12-31T23:59:59.9999999Z',
  '-271821-04-20T00:00:00Z',
  'x'.repeat(5_000),
];

type Mutation = (text: string, random: Random) => string;

/** JSON by hand where `JSON.stringify` would not write it. */
const MUTATIONS: readonly Mutation[] = [
  (text, random) => changed(text, pick(random, NAMES), oddValue(random)),
  (text, random) => changed(text, pick(random, NAMES), undefined),
  (text, random) => changed(text, pick(random, ODD_TEXTS), oddValue(random)),
  (text, random) => text.slice(0, random.below(text.length)),
  (text, random) => text + text.slice(0, random.below(text.length)),
  (_text, random) => '['.repeat(1 + random.below(40_000)),
  (_text, random) => nested(1 + random.below(8_000)),
  (_text, random) => JSON.stringify(oddValue(random)) ?? '',
  (text) => `{"__proto__":{"EventName":"referral-updated"},${text.slice(1)}`,
  (text) => text.replace('}', ',"EventName":"referral-created","constructor":{"prototype":1}}'),
  (text) => text.replace('"referral"', '"\\ud800"'),
  (text) => text.replace('null', '1e99999'),
  (_text, random) => `{"EventName":"${'a'.repeat(random.below(60_000))}"}`,
  (_text, random) => JSON.stringify({ padding: 'x'.repeat(64_000 + random.below(4_000)) }),
];

function fuzzedBody(random: Random): Buffer {
  const mutated = pick(random, MUTATIONS)(JSON.stringify(noticeOf(guid(random))), random);
  const bytes = Buffer.from(mutated === '' ? ' ' : mutated);
  // Broken UTF-8, and bits that fell over on the way.
  if (random.chance(0.2)) bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
}

const changed = (text: string, name: string, value: unknown): string =>
  JSON.stringify({ ...(JSON.parse(text) as object), [name]: value });

const nested = (depth: number): string =>
  `{"EventName":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`;

function oddValue(random: Random): unknown {
  return pick<unknown>(random, [
    null,
    true,
    0,
    -1,
    1.5,
    Number.MAX_SAFE_INTEGER,
    [],
    {},
    [[[]]],
    { toString: 'x' },
    pick(random, ODD_TEXTS),
    `https://host.example/${guid(random)}`,
    guid(random).toUpperCase(),
  ]);
}

type Headers = Record<string, string>;

function fuzzedHeaders(random: Random, good: Headers): Omit<Call, 'body'> {
  const headers: Headers = { ...good };
  const name = pick(random, Object.keys(good));
  const fates: (() => void)[] = [
    () => void Reflect.deleteProperty(headers, name),
    () => void (headers[name] = pick(random, HEADER_VALUES)),
    () => void (headers['Authorization'] = `Signature ${noise(random, 256).toString('base64')}`),
    () =>
      void (headers['Authorization'] =
        `Signature ${noise(random, 10 + random.below(3_000)).toString('base64')}`),
    () =>
      void (headers['X-MS-Certificate-Url'] = `https://${String(random.below(1e9))}.example/a.cer`),
    () => void (headers['X-MS-Certificate-Url'] += `?${String(random.below(1e9))}`),
    () => void (headers['X-Forwarded-For'] = `10.0.0.${String(random.below(256))}`),
    () => void (headers['X-Correlation-Id'] = pick(random, HEADER_VALUES)),
    () => void (headers['X-Padding'] = 'x'.repeat(random.below(20_000))),
    () => void (headers['Content-Encoding'] = pick(random, ['gzip', 'br', 'x'])),
  ];
  pick(random, fates)();
  const method = random.chance(0.05) ? pick(random, ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) : 'POST';
  const path = random.chance(0.05) ? pick(random, PATHS) : undefined;
  return { headers, method, ...(path === undefined ? {} : { path }) };
}

const PATHS = [
  '/webhooks/partner-center/%E0%A4%A',
  '/webhooks/partner-center/..%2f..%2fetc',
  '/webhooks//partner-center',
  '/WEBHOOKS/PARTNER-CENTER',
  `/webhooks/${'a'.repeat(3_000)}`,
];

const HEADER_VALUES = [
  '',
  ' ',
  'null',
  'Signature',
  'é',
  '\u00ff\u00fe',
  'a, b',
  '{}',
  '0'.repeat(4_000),
];

const noise = (random: Random, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => random.below(256)));

function guid(random: Random): string {
  const hex = noise(random, 16).toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

function pick<T>(random: Random, from: readonly T[]): T {
  const one = from[random.below(from.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}
