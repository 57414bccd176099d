import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replace, REFERRALS, REPRESENTATION, startRig, status } from './rig.ts';
import type { Referral } from './referral.ts';
import type { Rig } from './rig.ts';
import { invitation, visibleDeal } from './sample-bodies.ts';
import { applySwitches, createSwitches } from './switches.ts';

let rig: Rig;
let own: Referral;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
beforeEach(async () => {
  own = (await rig.create(visibleDeal)).body;
});
afterEach(() => {
  applySwitches(rig.sim.switches, createSwitches(false));
});

const refused = async (operations: unknown, sentence: string, id = own.id) => {
  const before = rig.sim.referral(id);
  const answer = await rig.patch(id, operations, REPRESENTATION);
  expect(answer.body.error.message).toContain(sentence);
  expect(rig.sim.referral(id)).toEqual(before);
  return answer.status;
};

describe('PATCH', () => {
  it('answers 204 and nothing else, or the whole referral when asked', async () => {
    const update = [
      replace('/details/dealValue', '10000'),
      {
        op: 'add',
        path: '/team/-',
        value: {
          email: 'jane.doe@contoso.com',
          firstName: 'Jane',
          lastName: 'Doe',
          phoneNumber: '0000000001',
        },
      },
    ];
    const silent = await rig.patch(own.id, update);
    expect([silent.status, silent.body]).toEqual([204, null]);
    expect(silent.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const stored = rig.sim.referral(own.id);
    expect(stored?.details.dealValue).toBe(10000);
    expect(stored?.team.map(({ firstName }) => firstName)).toEqual(['John', 'Jane']);
    const full = await rig.patch(own.id, [replace('/details/notes', 'b')], REPRESENTATION);
    expect(full.status).toBe(200);
    expect(full.body).toEqual(rig.sim.referral(own.id));
    expect(full.headers.get('etag')).toBe(full.body.eTag);
    const minimal = await rig.patch(own.id, [replace('/details/notes', 'c')], {
      Prefer: 'return=minimal',
    });
    expect(minimal.status).toBe(204);
  });

  it.each([
    ['/campaignId', 'C1', (r: Referral) => r.campaignId],
    ['/customerProfile/team', [], (r: Referral) => r.customerProfile.team],
    [
      '/details/closingDateTime',
      '2026-05-01T00:00:00Z',
      (r: Referral) => r.details.closingDateTime,
    ],
    ['/details/currency', 'EUR', (r: Referral) => r.details.currency],
    ['/details/dealValue', 12.5, (r: Referral) => r.details.dealValue],
    ['/details/notes', null, (r: Referral) => r.details.notes],
    ['/externalReferenceId', '006X', (r: Referral) => r.externalReferenceId],
    ['/referralProgram', 'P', (r: Referral) => r.referralProgram],
    ['/salesStage', '40', (r: Referral) => r.salesStage],
    ['/statusReason', 'why', (r: Referral) => r.statusReason],
    ['/team', [], (r: Referral) => r.team],
  ])('changes %s', async (path, value, read) => {
    const { status: code, body } = await rig.patch(own.id, [replace(path, value)], REPRESENTATION);
    expect(code).toBe(200);
    expect(read(body)).toEqual(value);
  });

  it('appends to all three arrays and fills what was not sent with nulls', async () => {
    const { body } = await rig.patch(
      own.id,
      [
        { op: 'add', path: '/customerProfile/team/-', value: { email: 'a@b.example' } },
        { op: 'add', path: '/details/requirements/solutions/-', value: { id: 'SOL-2-ABC' } },
        { op: 'add', path: '/details/notes', value: 'added' },
      ],
      REPRESENTATION,
    );
    expect(body.customerProfile.team.at(-1)).toMatchObject({ email: 'a@b.example', title: null });
    expect(body.details.requirements.solutions.at(-1)).toEqual({
      id: 'SOL-2-ABC',
      name: null,
      type: null,
      price: null,
      quantity: null,
      currency: null,
      publisherName: null,
      solutionType: null,
      closingDateTime: null,
    });
    expect(body.details.notes).toBe('added');
  });

  it('gives every write a later time and another eTag although the clock stands still', async () => {
    const seen: Referral[] = [own];
    for (const notes of ['1', '2', '3']) {
      const answer = await rig.patch(own.id, [replace('/details/notes', notes)], REPRESENTATION);
      seen.push(answer.body);
    }
    const times = seen.map(({ updatedDateTime }) => updatedDateTime);
    expect([...times].sort()).toEqual(times);
    expect(new Set(times).size).toBe(4);
    expect(new Set(seen.map(({ eTag }) => eTag)).size).toBe(4);
  });

  it.each([
    ['not an array', { op: 'replace' }, 'must be a JSON Patch'],
    ['empty', [], 'is empty'],
    ['remove', [{ op: 'remove', path: '/details/notes' }], 'op must be add or replace'],
    ['test', [{ op: 'test', path: '/status', value: 'New' }], 'op must be add or replace'],
    ['without a value', [{ op: 'replace', path: '/details/notes' }], 'has no value'],
    ['with a strange member', [{ ...replace('/details/notes', 'x'), from: '/' }], 'member from'],
    ['of /name', [replace('/name', 'x')], 'path "/name" can not be patched'],
    ['of /target', [replace('/target', [])], 'path "/target"'],
    ['of /details', [replace('/details', {})], 'path "/details"'],
    ['of a prototype name', [replace('/constructor', 1)], 'path "/constructor"'],
    ['of an array index', [replace('/team/0', {})], 'path "/team/0"'],
    ['replacing the end', [replace('/team/-', {})], 'takes op add only'],
    ['with a date only', [replace('/details/closingDateTime', '2026-05-01')], 'UTC date-time'],
    [
      'with a day that no month has',
      [replace('/details/closingDateTime', '2026-02-31T00:00:00Z')],
      'UTC date-time',
    ],
    ['with a null value', [replace('/details/dealValue', null)], 'dealValue must be a number'],
    ['with words as value', [replace('/details/dealValue', '10,000')], 'dealValue must be'],
    [
      'with a text flag',
      [replace('/consent/consentToShareReferralWithMicrosoftSellers', 'true')],
      'true or false',
    ],
    [
      'with an unknown property',
      [replace('/team', [{ shoe: 1 }])],
      'Unknown property /team[0].shoe',
    ],
    [
      'with a solution without id',
      [replace('/details/requirements/solutions', [{}])],
      'needs an id',
    ],
    [
      'with 51 members',
      [
        replace(
          '/team',
          Array.from({ length: 51 }, () => ({})),
        ),
      ],
      'at most 50',
    ],
    ['of status alone', [replace('/status', 'Closed')], 'given together'],
    ['of substatus alone', [replace('/substatus', 'Won')], 'given together'],
    ['of a wrong pair', status('Active', 'Won'), 'not an allowed pair'],
    ['going back', status('New', 'Pending'), 'can not go from Active/Accepted to New/Pending'],
  ])('%s is refused and changes nothing', async (_, operations, sentence) => {
    expect(await refused(operations, sentence)).toBe(400);
  });

  it('refuses the whole document when one of its operations is wrong', async () => {
    await refused(
      [replace('/details/notes', 'x'), replace('/details/currency', 'usd')],
      'currency',
    );
  });

  it('honours If-Match', async () => {
    const { eTag } = own;
    const match = { ...REPRESENTATION, 'If-Match': eTag };
    const first = await rig.patch(own.id, [replace('/details/notes', 'mine')], match);
    expect(first.status).toBe(200);
    const second = await rig.patch(own.id, [replace('/details/notes', 'late')], match);
    expect(second.status).toBe(412);
    expect(second.body.error).toMatchObject({
      code: 'preconditionFailed',
      innerError: { code: 'resourceModified' },
    });
    expect(rig.sim.referral(own.id)?.details.notes).toBe('mine');
    expect((await rig.patch(own.id, [replace('/details/notes', 'any')])).status).toBe(204);
  });

  it('never takes visibility back', async () => {
    const path = '/consent/consentToShareReferralWithMicrosoftSellers';
    expect((await rig.patch(own.id, [replace(path, true)])).status).toBe(204);
    await refused([replace(path, false)], 'can not go back');
  });

  it("of Microsoft's referral is forbidden", async () => {
    const theirs = (await rig.create(invitation(own.engagementId))).body;
    expect(await refused([replace('/details/notes', 'x')], 'belongs to Microsoft', theirs.id)).toBe(
      403,
    );
  });

  it('takes only plain JSON, and one or two slashes at the end', async () => {
    const body = [replace('/details/notes', 'x')];
    const typed = await rig.patch(own.id, body, { 'Content-Type': 'application/json-patch+json' });
    expect([typed.status, typed.body.error.code]).toEqual([415, 'invalidRequest']);
    for (const end of ['/', '//']) {
      const answer = await rig.call('PATCH', `${REFERRALS}/${own.id}${end}`, { body });
      expect(answer.status).toBe(204);
    }
  });
});

describe('a status', () => {
  const inbound = () => rig.sim.createInbound();
  const CASES = [
    ['New', 'Active', 'Accepted', true],
    ['New', 'New', 'Received', true],
    ['New', 'Closed', 'Declined', true],
    ['New', 'Closed', 'Won', false],
    ['New', 'Closed', 'Lost', false],
    ['New', 'Closed', 'Expired', false],
    ['Active', 'Active', 'Accepted', true],
    ['Active', 'Closed', 'Won', true],
    ['Active', 'Closed', 'Lost', true],
    ['Active', 'Closed', 'Declined', false],
    ['Active', 'Closed', 'Expired', false],
    ['Active', 'New', 'Pending', false],
  ] as const;
  it.each(CASES)('%s → %s/%s: allowed %s', async (from, to, substatus, allowed) => {
    const id = from === 'New' ? inbound().id : own.id;
    const answer = await rig.patch(id, status(to, substatus), REPRESENTATION);
    expect(answer.status).toBe(allowed ? 200 : 400);
    if (allowed) expect(answer.body).toMatchObject({ status: to, substatus });
  });

  it('may take the doubtful moves when their switches are on', async () => {
    rig.sim.switches.newToWon = true;
    rig.sim.switches.activeToDeclined = true;
    expect((await rig.patch(inbound().id, status('Closed', 'Won'))).status).toBe(204);
    expect((await rig.patch(own.id, status('Closed', 'Declined'))).status).toBe(204);
  });

  it('accepted ends the expiry and sets the accepted time', async () => {
    const deal = inbound();
    const { body } = await rig.patch(deal.id, status('Active', 'Accepted'), REPRESENTATION);
    expect(deal.expirationDateTime).toBe('2026-03-16T00:00:00Z');
    expect(body.expirationDateTime).toBeNull();
    expect(body.acceptedDateTime).toMatch(/^2026-03-02T/);
  });

  it('declined carries its reason; won sets the closed time and stage 100', async () => {
    const reason = replace('/statusReason', 'Customer requirement not met');
    const operations = [...status('Closed', 'Declined'), reason];
    const declined = await rig.patch(inbound().id, operations, REPRESENTATION);
    expect(declined.body).toMatchObject({
      substatus: 'Declined',
      statusReason: 'Customer requirement not met',
    });
    const won = await rig.patch(own.id, status('Closed', 'Won'), REPRESENTATION);
    expect(won.body).toMatchObject({ salesStage: '100', substatus: 'Won' });
    expect(won.body.closedDateTime).toMatch(/^2026-03-02T/);
  });

  it('lost without a reason is refused when the switch asks for one', async () => {
    rig.sim.switches.reasonRequired = true;
    await refused(status('Closed', 'Lost'), 'needs a statusReason');
    const reason = replace('/statusReason', 'Customer chose another vendor');
    expect((await rig.patch(own.id, [...status('Closed', 'Lost'), reason])).status).toBe(204);
  });

  it.each([400, 409] as const)('that is final takes no more edits (%s)', async (code) => {
    rig.sim.switches.terminalStatus = code;
    await rig.patch(own.id, [...status('Closed', 'Lost'), replace('/details/notes', 'last')]);
    expect(rig.sim.referral(own.id)?.details.notes).toBe('last');
    expect(await refused([replace('/details/notes', 'x')], 'Closed/Lost')).toBe(code);
    expect(await refused(status('Closed', 'Lost'), 'Closed/Lost')).toBe(code);
    expect(await refused(status('Active', 'Accepted'), 'Closed/Lost')).toBe(code);
  });
});

describe('a deal registration', () => {
  const value = {
    type: 'AzureIPCoSell',
    solutionDetails: [
      {
        id: 'SOL-12345-ABC',
        currency: 'USD',
        value: 50000,
        isDeployedOnAzure: true,
        primaryDeploymentOn: 'Customer',
        pricingModel: 'Other',
        marketplaceTransactionDetails: {
          isMarketplaceTransacted: false,
          marketplaceTransactionDateTime: null,
        },
      },
    ],
    contract: {
      currency: 'USD',
      value: 50000,
      signDateTime: '2022-03-01T00:00:00Z',
      startDateTime: '2022-03-01T00:00:00Z',
      endDateTime: '2023-03-01T00:00:00Z',
      term: 'Finite',
    },
  };
  const add = [{ op: 'add', path: '/registrations/-', value }];

  it('is taken for a won deal, once, and can be updated on its own paths', async () => {
    await refused(add, 'Only a won deal');
    await rig.patch(own.id, status('Closed', 'Won'));
    const made = await rig.patch(own.id, add, REPRESENTATION);
    expect(made.body.registrationStatus).toBe('ReviewPending');
    expect(made.body.registrations[0]).toMatchObject({ status: 'ReviewPending', type: value.type });
    await refused(add, 'registered already');
    const path = '/registrations/0/contract/startDateTime';
    const later = replace(path, '2022-04-01T00:00:00Z');
    const updated = await rig.patch(own.id, [later], REPRESENTATION);
    expect(updated.body.registrations[0]?.contract['startDateTime']).toBe('2022-04-01T00:00:00Z');
    await refused([replace(path, '2022-02-01T00:00:00Z')], 'may not precede');
    await refused([later, replace('/details/notes', 'x')], 'can not be mixed');
  });

  it('of a co-sell deal waits for Microsoft', async () => {
    const theirs = (await rig.create(invitation(own.engagementId))).body;
    await rig.patch(own.id, status('Closed', 'Won'));
    await refused(add, 'Microsoft has not accepted');
    rig.sim.asMicrosoft(theirs.id, { status: 'Active', substatus: 'Accepted' });
    expect((await rig.patch(own.id, add)).status).toBe(204);
  });
});

describe('the solutions of a deal', () => {
  const none = [replace('/details/requirements/solutions', [])];

  it('are never none once there was one, unless the switch is off', async () => {
    const { id } = own;
    const { status, body } = await rig.patch(id, none);
    expect(status).toBe(400);
    expect(body.error.message).toBe('A deal needs at least one solution.');
    rig.sim.switches.enforceRequired = false;
    expect((await rig.patch(id, none)).status).toBe(204);
    expect(rig.sim.referral(id)?.details.requirements.solutions).toEqual([]);
  });
});
