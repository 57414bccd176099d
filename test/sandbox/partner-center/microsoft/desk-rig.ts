/** For tests: the page's own calls, without a browser. */
import type { Referral } from '../referral.ts';
import { startRig } from '../rig.ts';
import type { Answer, Rig } from '../rig.ts';
import { invitation, visibleDeal } from '../sample-bodies.ts';
import type { PartnerCenterOptions } from '../server.ts';
import { ORDER_HEADER } from './guard.ts';

export type Refusal = { error: string };
export type DeskRig = Rig & {
  desk<T = Refusal>(method: string, path: string, body?: unknown): Promise<Answer<T>>;
  act<T = Referral & Refusal>(id: string, act: string, body?: unknown): Promise<Answer<T>>;
  /** A deal of the partner into which Microsoft is invited. */
  coSell(): Promise<{ own: Referral; theirs: Referral }>;
};

export const SELLER = { firstName: 'Ada', lastName: 'Berg', email: 'ada.berg@microsoft.example' };

export async function startDeskRig(options: Partial<PartnerCenterOptions> = {}): Promise<DeskRig> {
  const rig = await startRig(options);
  const desk: DeskRig['desk'] = (method, path, body) =>
    rig.call(method, `/microsoft/api/${path}`, {
      headers: { Authorization: null, ...(method === 'GET' ? {} : { [ORDER_HEADER]: 'order' }) },
      ...(body === undefined ? {} : { body }),
    });
  return {
    ...rig,
    desk,
    act: (id, act, body) => desk('POST', `referrals/${id}/${act}`, body),
    async coSell() {
      const own = (await rig.create(visibleDeal)).body;
      return { own, theirs: (await rig.create(invitation(own.engagementId))).body };
    },
  };
}
