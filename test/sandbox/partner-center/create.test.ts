import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { invitation, privateDeal, sharedDeal2019, visibleDeal } from './sample-bodies.ts';
import { applySwitches, createSwitches } from './switches.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
afterEach(() => {
  applySwitches(rig.sim.switches, createSwitches(false));
});

const KEY_ORDER = [
  'id engagementId name organizationId organizationName lastModifiedVia lastRunId',
  'externalReferenceId createdDateTime updatedDateTime expirationDateTime status substatus',
  'statusReason qualification type referralSource eTag favorite campaignId salesStage quality',
  'isSpam direction mpnId referralProgram dealSensitivity createdVia tags acceptedDateTime',
  'closedDateTime callToAction registrationStatus target customerProfile consent details team',
  'inviteContext links trackingInfo registrations',
].flatMap((line) => line.split(' '));

/** A copy of a body with one property (dotted) replaced, or left out when undefined. */
function withValue(body: object, path: string, value?: unknown): object {
  const copy = structuredClone(body) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() ?? '';
  const node = names.reduce((at, name) => at[name] as Record<string, unknown>, copy);
  node[last] = value;
  return copy;
}

describe('a create', () => {
  it('answers the whole referral in the order of real payloads, Active and Accepted', async () => {
    const { status, body, headers } = await rig.create(privateDeal);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(KEY_ORDER);
    expect(body).toMatchObject({
      organizationId: rig.sim.organizationId,
      status: 'Active',
      substatus: 'Accepted',
      direction: 'Outgoing',
      expirationDateTime: null,
      externalReferenceId: null,
      details: { dealValue: 50000, closingDateTime: '2027-11-14T00:00:00Z' },
      consent: { consentToToShareInfoWithOthers: true, consentToContact: true },
      inviteContext: {
        assistanceRequestCode: 'Unknown',
        invitedBy: { organizationId: rig.sim.organizationId, organizationName: 'Contoso Company' },
      },
      links: {
        relatedReferrals: {
          uri: `https://api.partner.microsoft.com/v1.0/engagements/referrals?$filter=engagementId eq ${body.engagementId}`,
        },
      },
    });
    expect(body.customerProfile.team[0]).toEqual({
      ...privateDeal.customerProfile.team[0],
      title: null,
      contactPreference: { locale: null, disableNotifications: null },
    });
    expect(body.updatedDateTime).toMatch(/^2026-03-02T09:00:00\.\d{7}Z$/);
    expect([body.acceptedDateTime, body.createdDateTime]).toEqual(
      [body.acceptedDateTime, body.createdDateTime].toSorted(),
    );
    const seconds = Math.floor(rig.clock.now() / 1000).toString(16);
    expect(body.eTag).toMatch(new RegExp(`^"[0-9a-f]{8}-0000-[0-9a-f]{4}-0000-${seconds}0000"$`));
    expect(headers.get('etag')).toBe(body.eTag);
  });

  it('can answer 201', async () => {
    rig.sim.switches.createStatus = 201;
    expect((await rig.create(privateDeal)).status).toBe(201);
  });

  it('is Active and Accepted although New and Pending was asked for', async () => {
    rig.sim.switches.enforceRequired = false;
    const { status, body } = await rig.create(sharedDeal2019);
    expect(status).toBe(200);
    expect([body.status, body.substatus]).toEqual(['Active', 'Accepted']);
    expect(body.inviteContext.invitedBy.organizationId).toBe(rig.sim.organizationId);
  });

  it('of the 2019 sample lacks the marketplace intent of today', async () => {
    const { status, body } = await rig.create(sharedDeal2019);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/^Mandatory attribute CustomerMarketplaceIntent/);
  });

  it.each([
    ['type', 'type'],
    ['customerProfile', 'customerProfile'],
    ['consent', 'consent'],
    ['details', 'details'],
    ['name', 'name'],
    ['customerProfile.name', 'customerProfile.name'],
    ['customerProfile.address.addressLine1', 'addressLine1'],
    ['customerProfile.address.city', 'city'],
    ['customerProfile.address.country', 'country'],
    ['details.dealValue', 'dealValue'],
    ['details.currency', 'currency'],
    ['details.closingDateTime', 'closingDateTime'],
    ['details.requirements.solutions', 'Solution 1 missing'],
    ['team', 'team'],
    ['consent.ConsentToToShareInfoWithOthers', 'consentToToShareInfoWithOthers'],
    ['details.requirements.additionalRequirements.attributes', 'CustomerMarketplaceIntent'],
  ])('without %s is refused in one sentence', async (path, mention) => {
    const before = rig.sim.referrals().length;
    const { status, body } = await rig.create(withValue(privateDeal, path));
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'invalidRequest', target: 'referral' });
    expect(body.error.message).toContain(mention);
    expect(body.error.innerError).toBeUndefined();
    expect(rig.sim.referrals()).toHaveLength(before);
  });

  it('names every missing field, each in an innerError of its own', async () => {
    const { body } = await rig.create({
      type: 'Independent',
      customerProfile: {},
      consent: {},
      details: {},
    });
    const messages: string[] = [];
    for (let at = body.error.innerError; at; at = at.innerError) {
      messages.push(at.message);
    }
    expect(messages).toHaveLength(12);
    expect(body.error.message).toHaveLength(Math.min(1024, messages.join(' ').length));
  });

  it('with the switch off needs only the four documented properties', async () => {
    rig.sim.switches.enforceRequired = false;
    const bare = { type: 'Independent', customerProfile: {}, consent: {}, details: {} };
    expect((await rig.create(bare)).status).toBe(200);
    expect((await rig.create({ ...bare, details: null })).status).toBe(400);
  });

  it.each([
    ['colour', 'red', 'Unknown property colour.'],
    ['details.colour', 'red', 'Unknown property details.colour.'],
    ['id', '0cecbaa3-4de0-4d7c-a221-000000000001', 'id is set by the service'],
    ['eTag', '"x"', 'eTag is set by the service'],
    ['NAME', 'Twice', 'name is given twice'],
    ['name', 5, 'name must be a string, not 5.'],
    ['type', 'shared', 'type must be one of Independent, Shared'],
    ['consent.ConsentToContact', 'true', 'consentToContact must be true or false'],
    ['details.dealValue', '50000', 'dealValue must be a number'],
    ['details.dealValue', -1, 'dealValue must be a number of 0 or more'],
    ['details.currency', 'ZZZ', 'currency must be an ISO 4217'],
    ['details.closingDateTime', '2024-11-14', 'closingDateTime must be a UTC date-time'],
    ['details.closingDateTime', '2024-11-14T00:00:00+01:00', 'must be a UTC date-time'],
    ['customerProfile.address.country', 'USA', 'country must be an ISO 3166'],
    ['customerProfile.address.country', 'ZZ', 'country must be an ISO 3166'],
    ['customerProfile.address.country', 'UK', 'country must be an ISO 3166'],
    ['details.closingDateTime', '2026-03-01T00:00:00Z', 'is in the past'],
    ['team', { email: 'a@b.c' }, 'team must be an array'],
    ['team', [{ email: 'nobody' }], 'team[0].email must be an e-mail address'],
    ['target', [{ type: 'Moon', id: 'x' }], 'target[0].type must be one of'],
    ['inviteContext', { assistanceRequestCode: 'Magic' }, 'assistanceRequestCode must be one of'],
    ['status', 'New', 'status and substatus must be given together'],
    ['engagementId', 'nonsense', 'engagementId must be a GUID'],
    ['engagementId', '00000000-0000-4000-8000-000000000000', 'is no engagement of yours'],
    [
      'details.requirements.solutions',
      Array.from({ length: 51 }, (_, index) => ({ id: `SOL-${String(index)}-ABC` })),
      'at most 50 entries',
    ],
    ['details.requirements.solutions', [{ id: ' ' }, { id: 'SOL-1-ABC' }], 'needs an id'],
  ])('with a wrong %s is refused by name (%#)', async (path, value, sentence) => {
    const { status, body } = await rig.create(withValue(visibleDeal, path, value));
    expect(status).toBe(400);
    expect(body.error.message).toContain(sentence);
  });

  it.each([
    ['a customer contact', 'customerProfile.team', [{ firstName: 'Sue', lastName: 'Smith' }]],
    ['visibility', 'consent.consentToShareReferralWithMicrosoftSellers', false],
    ['type Shared', 'type', 'Independent'],
  ])('that asks for help needs %s', async (_, path, value) => {
    const asking = { ...visibleDeal, inviteContext: { assistanceRequestCode: 'GeneralOrOther' } };
    expect((await rig.create(asking)).status).toBe(200);
    const { status, body } = await rig.create(withValue(asking, path, value));
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/^Asking for help needs/);
  });
});

describe('the open questions of a create', () => {
  const services = (...types: string[]) => [
    { type: 'CustomerMarketplaceIntent', id: 'Yes' },
    ...types.map((type) => ({ type, id: 'x' })),
  ];
  const ATTRIBUTES = 'details.requirements.additionalRequirements.attributes';

  it('lets a deal close today, and yesterday with the switch off', async () => {
    const today = withValue(privateDeal, 'details.closingDateTime', '2026-03-02T00:00:00Z');
    expect((await rig.create(today)).status).toBe(200);
    rig.sim.switches.refusePastCloseDate = false;
    const over = withValue(privateDeal, 'details.closingDateTime', '2026-03-01T00:00:00Z');
    expect((await rig.create(over)).status).toBe(200);
  });

  it('wants all three properties of a services deal, unless the switch is off', async () => {
    const some = withValue(privateDeal, ATTRIBUTES, services('SolutionArea', 'SolutionPlay'));
    const { status, body } = await rig.create(some);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/^Mandatory attribute PartnerRole is missing/);
    const all = services('PartnerRole', 'SolutionArea', 'SolutionPlay');
    expect((await rig.create(withValue(privateDeal, ATTRIBUTES, all))).status).toBe(200);
    rig.sim.switches.servicesNeedAll = false;
    expect((await rig.create(some)).status).toBe(200);
  });

  it('can want a location', async () => {
    rig.sim.switches.locationNeeded = true;
    const { status, body } = await rig.create(privateDeal);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/mpnId/);
    expect((await rig.create({ ...privateDeal, mpnId: '1234567' })).status).toBe(200);
  });
});

describe('inviting Microsoft', () => {
  it('makes a second referral in the engagement, owned by msft, pending for 14 days', async () => {
    const own = (await rig.create(visibleDeal)).body;
    const { status, body } = await rig.create(invitation(own.engagementId));
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(KEY_ORDER);
    expect(body).toMatchObject({
      engagementId: own.engagementId,
      organizationId: 'msft',
      organizationName: 'Microsoft',
      status: 'New',
      substatus: 'Pending',
      expirationDateTime: '2026-03-16T00:00:00Z',
      acceptedDateTime: null,
      mpnId: null,
      team: [],
      target: [{ type: 'BusinessProfileLocation', id: 'msft' }],
      inviteContext: {
        notes: 'Need help with a POC',
        assistanceRequestCode: 'ProofOfConceptOrDemo',
        invitedMpnId: null,
        invitedBy: { organizationId: rig.sim.organizationId },
      },
      trackingInfo: { microsoftMsxId: null },
    });
    expect(rig.sim.referral(own.id)?.status).toBe('Active');
  });

  it('a second time is refused with 409', async () => {
    const own = (await rig.create(visibleDeal)).body;
    await rig.create(invitation(own.engagementId));
    const { status, body } = await rig.create(invitation(own.engagementId));
    expect(status).toBe(409);
    expect(body.error.message).toContain('invited to engagement');
  });

  it('into a private deal is refused until it is visible, unless the switch says otherwise', async () => {
    const own = (await rig.create(privateDeal)).body;
    const refused = await rig.create(invitation(own.engagementId));
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain('private');
    rig.sim.switches.inviteNeedsVisibleDeal = false;
    expect((await rig.create(invitation(own.engagementId))).status).toBe(200);
  });

  it('into a closed deal or an inbound deal is refused', async () => {
    const closed = rig.sim.createInPortal();
    rig.sim.asPartnerPortal(closed.id, { status: 'Closed', substatus: 'Lost' });
    const late = await rig.create(invitation(closed.engagementId));
    expect([late.status, late.body.error.message]).toEqual([
      400,
      expect.stringContaining('closed'),
    ]);
    const inbound = rig.sim.createInbound();
    const foreign = await rig.create(invitation(inbound.engagementId));
    expect([foreign.status, foreign.body.error.message]).toEqual([
      400,
      expect.stringContaining('inbound'),
    ]);
  });

  it.each([
    ['no engagement', { engagementId: null }, 'needs the engagementId'],
    ['no help code', { inviteContext: null }, 'needs inviteContext.assistanceRequestCode'],
    [
      'another partner',
      { target: [{ type: 'BusinessProfileLocation', id: '1234' }] },
      'not supported by the simulator',
    ],
    [
      'two targets',
      {
        target: [
          { type: 'BusinessProfileLocation', id: 'msft' },
          { type: 'SolutionProfile', id: 'SOL-1-ABC' },
        ],
      },
      'must be alone',
    ],
  ])('with %s is refused', async (_, over, sentence) => {
    const own = (await rig.create(visibleDeal)).body;
    const { status, body } = await rig.create({ ...invitation(own.engagementId), ...over });
    expect(status).toBe(400);
    expect(body.error.message).toContain(sentence);
  });

  it('can happen by itself with the first POST, in the same instant', async () => {
    rig.sim.switches.autoCreateMicrosoftReferral = true;
    const asking = {
      ...visibleDeal,
      inviteContext: { notes: 'Help', assistanceRequestCode: 'GeneralOrOther' },
    };
    const own = (await rig.create(asking)).body;
    const list = await rig.list(`$filter=engagementId eq '${own.engagementId}'`);
    expect(list.body.value.map((one) => one.organizationId).sort()).toEqual(
      [rig.sim.organizationId, 'msft'].sort(),
    );
    expect((await rig.create(invitation(own.engagementId))).status).toBe(409);
  });
});
