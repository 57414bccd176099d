/**
 * The race table: at every outside call of a journey a person edits the same field, on either side, just before
 * the call is carried out. Whatever the moment, no edit is swallowed and none is overwritten without a word.
 */
import { describe, expect, it } from 'vitest';
import { deal, makeDeal, referralOf, SELLER } from './deals.ts';
import { SWEEPS, type CrashSide } from './crash-rows.ts';
import { expectSound } from './judge.ts';
import { startRig, type Rig } from './rig.ts';

type Race = {
  title: string;
  first: (rig: Rig, id: string) => void;
  later: (rig: Rig, id: string, value: number) => void;
};

const inSalesforce = (rig: Rig, id: string, Amount: number) =>
  rig.org.as(SELLER).update('Opportunity', id, { Amount });
const inPartnerCenter = (rig: Rig, id: string, dealValue: number) =>
  void rig.partnerCenter.asPartnerPortal(referralOf(rig, id).id, { dealValue });

const RACES: readonly Race[] = [
  {
    title: 'Salesforce, then Salesforce',
    first: (rig, id) => inSalesforce(rig, id, 61_000),
    later: inSalesforce,
  },
  {
    title: 'Salesforce, then Partner Center',
    first: (rig, id) => inSalesforce(rig, id, 62_000),
    later: inPartnerCenter,
  },
  {
    title: 'Partner Center, then Salesforce',
    first: (rig, id) => inPartnerCenter(rig, id, 63_000),
    later: inSalesforce,
  },
  {
    title: 'Partner Center, then Partner Center',
    first: (rig, id) => inPartnerCenter(rig, id, 64_000),
    later: inPartnerCenter,
  },
];

/** The n-th call, the call that writes, or the one after it. More calls than a visit needs, so that its end is raced too. */
type Moment = number | 'the write' | 'after the write';
const MOMENTS: readonly Moment[] = [0, 1, 2, 3, 4, 5, 6, 7, 'the write', 'after the write'];

describe('an edit at every outside call', { concurrent: true }, () => {
  it.for(RACES)('$title', { timeout: 300_000 }, async ({ first, later }) => {
    // Kind: here the moment of the edit is the only thing that varies.
    const rig = await startRig({ unkind: false, switches: { webhooks: { off: false } } });
    try {
      const rows = (['org', 'partnerCenter'] as const).flatMap((side) =>
        MOMENTS.map((moment) => ({ side, moment, id: makeDeal(rig.org) })),
      );
      await rig.quiet();
      let raced = 0;
      for (const [n, { side, moment, id }] of rows.entries()) {
        const value = 70_000 + 100 * n;
        const done = editAt(rig, side, moment, () => later(rig, id, value));
        first(rig, id);
        await rig.quiet();
        if (done()) raced += 1;
        expect(deal(rig, id)['Amount'], `edit at ${side} call: ${moment}`).toBe(
          referralOf(rig, id).details.dealValue,
        );
      }
      expect(raced).toBeGreaterThan(rows.length / 3);
      expectSound(rig);
    } finally {
      await rig.stop();
    }
  });
});

/** Runs the edit once, when the call of that moment arrives at a side; says whether it came to that. */
function editAt(rig: Rig, side: CrashSide, moment: Moment, edit: () => void): () => boolean {
  const isSweep = new RegExp(SWEEPS[side]);
  let seen = -1;
  let written = false;
  let edited = false;
  rig[side].faults.onCall = ({ method, url }) => {
    if (isSweep.test(url)) return;
    seen += 1;
    const isWrite = method === 'PATCH' || url.includes('/cosell/v1/changes');
    const isNow =
      moment === seen ||
      (moment === 'the write' && isWrite) ||
      (moment === 'after the write' && written);
    written ||= isWrite;
    if (!isNow || edited) return;
    edited = true;
    edit();
  };
  return () => {
    rig[side].faults.onCall = undefined;
    return edited;
  };
}
