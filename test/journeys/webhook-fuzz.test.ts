/** Ten thousand random webhooks at full speed, half of them correctly signed, while Partner Center does not answer. */
import { execFileSync } from 'node:child_process';
import { Agent, request } from 'undici';
import { expect, it } from 'vitest';
import { createRandom } from '../sandbox/kit/random.ts';
import { deal, makeDeal, referralOf } from './deals.ts';
import { fuzzedCall } from './fuzzed-webhooks.ts';
import { startRig, type Rig } from './rig.ts';
import { pairCounts, type Call } from './webhook-calls.ts';

const CALLS = 10_000;
const AT_ONCE = 32;
const STUB_CAP = 1_000;
/** A door that is blocked stays so until the flood is over; a loaded machine is only slow. */
const LONGEST_HEALTH_MS = 20_000;
/** Against a start that has served nothing yet; garbage of the flood is still in it. */
const MOST_MEMORY_RATIO = 3;
const SEED = Number(process.env['COSELL_TEST_SEED'] ?? 77);

/** What a caller may be told, besides 202. */
const REFUSALS = [400, 401, 404, 405, 413, 415, 431];

type Tally = Record<string, number>;

it(`${CALLS} random webhooks harm nothing (seed ${SEED})`, { timeout: 300_000 }, async () => {
  // Kind otherwise: this is about the door.
  const rig = await startRig({
    seed: SEED,
    unkind: false,
    settings: { RATE_LIMIT_PER_MINUTE: '1000000', LOG_LEVEL: 'error' },
  });
  try {
    const earlier = makeDeal(rig.org);
    await rig.quiet();
    const memoryBefore = residentKilobytes(rig);
    // Nobody can say whether the referrals exist, so whatever stays as a stub is there to be counted.
    rig.partnerCenter.faults.add({ do: 'status', status: 503, times: 0 });

    const { tally, mostStubs, slowestHealthMs } = await flood(rig);

    expect(tally['202'], JSON.stringify(tally)).toBeGreaterThanOrEqual(STUB_CAP);
    expect(tally['503 with Retry-After'], JSON.stringify(tally)).toBeGreaterThan(0);
    const allowed = ['202', '503 with Retry-After', 'cut off', ...REFUSALS.map(String)];
    expect(Object.keys(tally).filter((answer) => !allowed.includes(answer))).toEqual([]);
    expect(mostStubs).toBe(STUB_CAP);
    expect(slowestHealthMs).toBeLessThan(LONGEST_HEALTH_MS);
    expect(rig.bridge.isAlive()).toBe(true);
    expect(residentKilobytes(rig) / memoryBefore).toBeLessThan(MOST_MEMORY_RATIO);
    expect(rig.bridge.log().filter((line) => line.includes('unexpected'))).toEqual([]);

    rig.partnerCenter.faults.clear();
    const shared = makeDeal(rig.org);
    rig.partnerCenter.asPartnerPortal(referralOf(rig, earlier).id, { dealValue: 12_345 });
    await rig.quiet();
    expect(deal(rig, shared)).toMatchObject({
      Referral_Identifier__c: referralOf(rig, shared).id,
      Co_Sell_Sync_Status__c: 'Synced',
    });
    expect(deal(rig, earlier)['Amount']).toBe(12_345);
    expect(await pairCounts(rig)).toEqual({ open: 2, stub: 0, failed: 0, openAttempts: 0 });
  } finally {
    await rig.stop();
  }
});

/** Some callers at once, and one who asks for health all the time. */
async function flood(rig: Rig) {
  const random = createRandom(SEED);
  const agent = new Agent({ connections: AT_ONCE });
  const tally: Tally = {};
  let sent = 0;
  const sign = (body: Buffer) => rig.partnerCenter.signNotification(body);
  const another = await sign(Buffer.from('{"EventName":"referral-updated"}'));
  const caller = async () => {
    while (sent < CALLS) {
      const call = await fuzzedCall(sent++, random, { sign, another });
      const answer = await answerTo(rig, call, agent);
      tally[answer] = (tally[answer] ?? 0) + 1;
    }
  };
  let [mostStubs, slowestHealthMs] = [0, 0];
  const watcher = async () => {
    while (sent < CALLS) {
      const asked = performance.now();
      mostStubs = Math.max(mostStubs, (await pairCounts(rig)).stub);
      slowestHealthMs = Math.max(slowestHealthMs, performance.now() - asked);
    }
  };
  await Promise.all([...Array.from({ length: AT_ONCE }, caller), watcher()]);
  await agent.close();
  return { tally, mostStubs, slowestHealthMs };
}

async function answerTo(rig: Rig, call: Call, dispatcher: Agent): Promise<string> {
  const { body, headers, method = 'POST', path = '/webhooks/partner-center' } = call;
  try {
    const answer = await request(`${rig.bridge.url}${path}`, {
      dispatcher,
      method: method as 'POST',
      headers,
      body: body ?? null,
    });
    await answer.body.dump();
    const mayComeBack = answer.statusCode === 503 && Number(answer.headers['retry-after']) > 0;
    return mayComeBack ? '503 with Retry-After' : String(answer.statusCode);
  } catch (error) {
    // Refused while it was still sending what is too large; anything else fails the test by its name.
    if (isTooLarge(call)) return 'cut off';
    return String((error as { code?: string }).code ?? error);
  }
}

const isTooLarge = ({ body, headers }: Call): boolean =>
  Buffer.byteLength(body ?? '') > 64 * 1024 || JSON.stringify(headers).length > 15_000;

/** `ps` counts in kilobytes on every Unix. */
const residentKilobytes = (rig: Rig): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(rig.bridge.pid)]).toString());
