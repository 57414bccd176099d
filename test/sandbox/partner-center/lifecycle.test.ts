import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isMicrosofts } from './referral.ts';
import type { Referral } from './referral.ts';
import { replace, startRig, status } from './rig.ts';
import type { Rig } from './rig.ts';
import { invitation, visibleDeal } from './sample-bodies.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());

async function coSell(): Promise<{ own: Referral; theirs: Referral }> {
  const own = (await rig.create(visibleDeal)).body;
  return { own, theirs: (await rig.create(invitation(own.engagementId))).body };
}

const lastEntry = () => rig.sim.journal.entries().at(-1);

describe('an inbound deal', () => {
  it('is ours, New and Pending, without a name, from Microsoft', () => {
    const deal = rig.sim.createInbound({
      details: { dealValue: 7 },
      inviteContext: { notes: 'Can you help?' },
    });
    expect(deal).toMatchObject({
      name: null,
      organizationId: rig.sim.organizationId,
      status: 'New',
      substatus: 'Pending',
      direction: 'Incoming',
      externalReferenceId: null,
      acceptedDateTime: null,
      expirationDateTime: '2026-03-16T00:00:00Z',
      details: { dealValue: 7, currency: 'USD' },
      inviteContext: {
        notes: 'Can you help?',
        invitedBy: { organizationId: 'msft', organizationName: 'Microsoft' },
      },
    });
    expect(lastEntry()).toMatchObject({ actor: 'microsoft', kind: 'create', type: 'referral' });
  });

  it.each([
    [{ colour: 'red' }, 'Unknown property colour'],
    [{ status: 'Active', substatus: 'Accepted' }, 'begins as New'],
    [{ expirationDateTime: 'soon' }, 'expirationDateTime must be a UTC date-time'],
  ])('can not be %j', (partial, sentence) => {
    expect(() => rig.sim.createInbound(partial as object)).toThrow(sentence);
  });

  it('expires by itself after 14 days, and an accepted one does not', async () => {
    const silent = rig.sim.createInbound();
    const accepted = rig.sim.createInbound();
    await rig.patch(accepted.id, status('Active', 'Accepted'));
    await rig.clock.advance(13 * 86_400_000);
    expect(rig.sim.referral(silent.id)?.status).toBe('New');
    await rig.clock.advance(86_400_000);
    expect(rig.sim.referral(silent.id)).toMatchObject({
      status: 'Closed',
      substatus: 'Expired',
      expirationDateTime: null,
    });
    expect(rig.sim.referral(accepted.id)?.status).toBe('Active');
    const entry = rig.sim.journal
      .entries()
      .find(({ id, actor }) => id === silent.id && actor === 'system');
    expect(entry?.changed).toEqual(
      expect.arrayContaining(['status', 'substatus', 'closedDateTime']),
    );
  });
});

describe('Microsoft', () => {
  it('accepts: sellers and the CRM id appear, the expiry goes', async () => {
    const { theirs } = await coSell();
    const seller = { firstName: 'Ann', lastName: 'Seller', email: 'ann@microsoft.example' };
    const after = rig.sim.asMicrosoft(theirs.id, {
      status: 'Active',
      substatus: 'Accepted',
      team: [seller],
      notes: 'Happy to help',
    });
    expect(after).toMatchObject({
      status: 'Active',
      expirationDateTime: null,
      details: { notes: 'Happy to help' },
      team: [{ ...seller, phoneNumber: null }],
    });
    expect(after.trackingInfo.microsoftMsxId).toMatch(/^7-\d{7}$/);
    expect(lastEntry()).toMatchObject({ actor: 'microsoft', id: theirs.id });
    expect(rig.sim.asMicrosoft(theirs.id, { notes: 'x' }).trackingInfo).toEqual(after.trackingInfo);
  });

  it('who does not answer lets the invitation expire', async () => {
    const { own, theirs } = await coSell();
    await rig.clock.advance(14 * 86_400_000);
    expect(rig.sim.referral(theirs.id)?.substatus).toBe('Expired');
    expect(rig.sim.referral(own.id)?.status).toBe('Active');
  });

  it('can not touch our referral, nor move the status of one it sent', async () => {
    const { own } = await coSell();
    expect(() => rig.sim.asMicrosoft(own.id, { notes: 'x' })).toThrow("is the partner's");
    const sent = rig.sim.createInbound();
    expect(rig.sim.asMicrosoft(sent.id, { dealValue: 9 }).details.dealValue).toBe(9);
    const accept = { status: 'Active', substatus: 'Accepted' };
    expect(() => rig.sim.asMicrosoft(sent.id, accept)).toThrow('Only the partner can change');
    expect(rig.sim.referral(sent.id)?.status).toBe('New');
    rig.sim.asPartnerPortal(sent.id, { status: 'Active', substatus: 'Accepted' });
    rig.sim.asMicrosoft(sent.id, { notes: 'thanks' });
    expect(rig.sim.referral(sent.id)?.trackingInfo.microsoftMsxId).toBeNull();
  });
});

describe('the portal', () => {
  it('edits what the partner may edit there, the name too', async () => {
    const { own } = await coSell();
    const after = rig.sim.asPartnerPortal(own.id, {
      name: 'Renamed',
      dealValue: 1,
      currency: 'EUR',
      closingDate: '2026-12-24',
      notes: null,
      externalReferenceId: '006typed',
      solutions: [{ id: 'SOL-9-ABC' }],
    });
    expect(after).toMatchObject({
      name: 'Renamed',
      externalReferenceId: '006typed',
      details: {
        dealValue: 1,
        currency: 'EUR',
        closingDateTime: '2026-12-24T00:00:00Z',
        notes: null,
        requirements: { solutions: [{ id: 'SOL-9-ABC', name: null }] },
      },
    });
    expect(lastEntry()?.changed.sort()).toEqual([
      'details.closingDateTime',
      'details.currency',
      'details.dealValue',
      'details.notes',
      'details.requirements.solutions',
      'externalReferenceId',
      'name',
    ]);
  });

  it.each([
    [{ colour: 'red' }, 'Unknown change colour'],
    [{ dealValue: '1' }, 'dealValue must be a number'],
    [{ closingDate: 'tomorrow' }, 'closingDate must be a UTC date-time'],
    [{ status: 'Closed' }, 'given together'],
    [{ status: 'New', substatus: 'Pending' }, 'can not go from'],
    [{ visibleToMicrosoft: false }, 'can not go back'],
    [{ microsoftMsxId: '7-1' }, 'set by Microsoft'],
  ])('refuses %j and changes nothing', async (changes, sentence) => {
    const { own } = await coSell();
    const before = rig.sim.referral(own.id);
    expect(() => rig.sim.asPartnerPortal(own.id, changes as object)).toThrow(sentence);
    expect(rig.sim.referral(own.id)).toEqual(before);
  });

  it("shows Microsoft's referral but does not edit it, nor a closed or unknown one", async () => {
    const { own, theirs } = await coSell();
    expect(() => rig.sim.asPartnerPortal(theirs.id, { notes: 'x' })).toThrow(
      'belongs to Microsoft',
    );
    rig.sim.asPartnerPortal(own.id, { status: 'Closed', substatus: 'Won' });
    expect(() => rig.sim.asPartnerPortal(own.id, { notes: 'x' })).toThrow('Closed/Won');
    expect(() => rig.sim.asPartnerPortal('nobody', { notes: 'x' })).toThrow('no referral nobody');
  });

  it('makes deals of its own; asking for help there invites Microsoft at once', () => {
    const plain = rig.sim.createInPortal({ name: 'By hand' });
    expect(plain).toMatchObject({ name: 'By hand', status: 'Active', direction: 'Outgoing' });
    expect(lastEntry()).toMatchObject({ actor: 'partner-portal', kind: 'create' });
    const asking = rig.sim.createInPortal({
      inviteContext: { assistanceRequestCode: 'QuotesOrLicensing' },
    });
    const related = rig.sim
      .referrals()
      .filter(({ engagementId }) => engagementId === asking.engagementId);
    expect(related.filter(isMicrosofts)).toHaveLength(1);
    expect(() => rig.sim.createInPortal({ name: '' })).toThrow('Mandatory field name');
  });
});

describe('the journal', () => {
  it('holds every write with who, before, after and what changed; refused ones leave no trace', async () => {
    const own = (await rig.create(visibleDeal)).body;
    const { seq } = lastEntry() ?? { seq: 0 };
    await rig.patch(own.id, [replace('/details/notes', 'new')]);
    await rig.patch(own.id, [replace('/name', 'no')]);
    await rig.patch(own.id, [replace('/details/notes', 'new')]);
    const entries = rig.sim.journal.entries(seq);
    expect(entries.map(({ actor, kind, changed }) => [actor, kind, changed])).toEqual([
      ['bridge', 'update', ['details.notes']],
      ['bridge', 'update', []],
    ]);
    expect(entries[0]).toMatchObject({
      type: 'referral',
      id: own.id,
      before: { details: { notes: 'Free text' } },
      after: { details: { notes: 'new' } },
    });
  });
});
