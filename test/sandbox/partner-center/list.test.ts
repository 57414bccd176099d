import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Referral } from './referral.ts';
import { startRig, REFERRALS } from './rig.ts';
import type { Answer, Rig } from './rig.ts';
import { invitation, privateDeal, visibleDeal } from './sample-bodies.ts';
import { applySwitches, createSwitches } from './switches.ts';

let rig: Rig;
let own: Referral;
let theirs: Referral;
let inbound: Referral;
beforeAll(async () => {
  rig = await startRig();
  own = (await rig.create(visibleDeal)).body;
  await rig.clock.advance(60_000);
  theirs = (await rig.create(invitation(own.engagementId))).body;
  await rig.clock.advance(60_000);
  inbound = rig.sim.createInbound({
    customerProfile: { address: { country: 'DE' } },
    team: [{ email: 'r2d2@contoso.com' }],
  });
});
afterAll(() => rig.stop());
afterEach(() => {
  applySwitches(rig.sim.switches, createSwitches(false));
});

const ids = ({ body }: Answer): string[] => body.value.map(({ id }) => id);

describe('the list', () => {
  it('shows our referrals and Microsoft’s, in the documented frame', async () => {
    const answer = await rig.call('GET', REFERRALS);
    expect(answer.status).toBe(200);
    expect(answer.body['@odata.context']).toBe(
      'http://api.partner.microsoft.com/v1.0/$metadata#Referrals',
    );
    expect(answer.body['@odata.count']).toBe(3);
    expect(answer.body).not.toHaveProperty('@odata.nextLink');
    expect(ids(answer).sort()).toEqual([own.id, theirs.id, inbound.id].sort());
    expect(answer.body.value.find(({ id }) => id === own.id)).toEqual(own);
  });

  it.each<[string, () => string, () => string[]]>([
    [
      'a quoted engagement',
      () => `engagementId eq '${own.engagementId}'`,
      () => [own.id, theirs.id],
    ],
    ['a bare engagement', () => `engagementId eq ${own.engagementId}`, () => [own.id, theirs.id]],
    [
      'upper case',
      () => `engagementId eq '${own.engagementId.toUpperCase()}'`,
      () => [own.id, theirs.id],
    ],
    [
      'status and qualification',
      () => "status eq 'New' and qualification eq 'SalesQualified'",
      () => [theirs.id, inbound.id],
    ],
    [
      'country and direction',
      () => "customerProfile/address/country eq 'DE' and direction eq 'Incoming'",
      () => [inbound.id],
    ],
    ['parentheses', () => "(type eq 'Shared' and (direction eq 'Outgoing'))", () => [own.id]],
    [
      'substatus',
      () => "(direction eq 'Incoming' and substatus eq 'Pending')",
      () => [theirs.id, inbound.id],
    ],
    [
      'a team member',
      () => "status eq 'New' and team/any(t:t/email eq 'R2D2@contoso.com')",
      () => [inbound.id],
    ],
    ['a bare time', () => `updatedDateTime ge ${inbound.updatedDateTime}`, () => [inbound.id]],
    [
      'a quoted time',
      () => `updatedDateTime ge '${theirs.updatedDateTime}'`,
      () => [theirs.id, inbound.id],
    ],
    ['a short time', () => 'updatedDateTime ge 2026-03-02T09:02:00Z', () => [inbound.id]],
    ['nothing that matches', () => "status eq 'Closed'", () => []],
  ])('filters by %s', async (_, filter, expected) => {
    const answer = await rig.list(new URLSearchParams({ $filter: filter() }).toString());
    expect(answer.status).toBe(200);
    expect(ids(answer).sort()).toEqual(expected().sort());
  });

  it.each([
    ["status eq 'New' or status eq 'Active'", '"or"'],
    ["not status eq 'New'", 'not'],
    ["status ne 'New'", 'operator ne'],
    ["status eq 'Nwe'", 'expected one of None, New'],
    ['status eq New', 'expected a quoted string'],
    ["name eq 'x'", 'name is not a documented filter field'],
    ["externalReferenceId eq 'x'", 'externalReferenceId is not a documented filter field'],
    ['createdDateTime ge 2026-03-02T09:02:00Z', 'createdDateTime is not a documented'],
    ['updatedDateTime gt 2026-03-02T09:02:00Z', 'updatedDateTime takes ge only'],
    ['updatedDateTime ge 2026-03-02', 'expected a UTC date-time'],
    ["engagementId eq 'x'", 'expected a GUID'],
    ["contains(name,'x')", 'contains'],
    ["team/any(t:t/lastName eq 'x')", 't:t/lastName'],
    ["(status eq 'New'", ') is missing'],
    ["status eq 'New')", '")"'],
    ["status eq 'New", "'New"],
    ["status eq 'New' and", '(nothing)'],
    ['', '(nothing)'],
  ])('refuses the filter %s by name', async (filter, mention) => {
    const answer = await rig.list(new URLSearchParams({ $filter: filter }).toString());
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: 'invalidRequest' });
    expect(answer.body.error.message).toContain(mention);
  });

  it.each([
    ['$skip=1', '$skip'],
    ['$count=true', '$count'],
    ['$expand=team', '$expand'],
    ['$search=x', '$search'],
    ['filter=x', 'filter'],
    ['$top=0', '$top must be'],
    ['$top=ten', '$top must be'],
    ['$top=1&$top=2', 'given twice'],
    ['$orderby=name', '$orderby must be'],
    ['$orderby=createdDateTime%20down', '$orderby must be'],
    ['$select=id,colour', 'colour is no property'],
    ['$skiptoken=abc', '$skiptoken is unknown'],
    ['$skiptoken=abc&$top=1', '$skiptoken can not be combined'],
  ])('refuses ?%s by name', async (query, mention) => {
    const answer = await rig.list(query);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(mention);
  });

  it('orders, limits and selects', async () => {
    const order = [own.id, theirs.id, inbound.id];
    expect(ids(await rig.list('$orderby=createdDateTime'))).toEqual(order);
    expect(ids(await rig.list('$orderby=updatedDateTime asc'))).toEqual(order);
    expect(ids(await rig.list('$orderby=updatedDateTime desc'))).toEqual(order.toReversed());
    const picked = await rig.list('$top=2&$orderby=createdDateTime desc&$select=status,id');
    expect(picked.body.value).toEqual([
      { id: inbound.id, status: 'New' },
      { id: theirs.id, status: 'New' },
    ]);
  });

  it('can lag: one past moment for the whole answer', async () => {
    rig.sim.switches.listLagMs = [5_000, 5_000];
    const before = rig.sim.createInbound({ details: { notes: 'old' } });
    expect(ids(await rig.list('$top=900'))).not.toContain(before.id);
    await rig.clock.advance(5_000);
    rig.sim.asPartnerPortal(before.id, { notes: 'new' });
    const seen = await rig.list('$top=900');
    expect(seen.body.value.find(({ id }) => id === before.id)?.details.notes).toBe('old');
    await rig.clock.advance(5_000);
    const later = await rig.list('$top=900');
    expect(later.body.value.find(({ id }) => id === before.id)?.details.notes).toBe('new');
  });
});

describe('pages', () => {
  let many: Rig;
  beforeAll(async () => {
    many = await startRig();
    const deals = Array.from({ length: 250 }, () => many.sim.createInPortal());
    expect(deals).toHaveLength(250);
  });
  afterAll(() => many.stop());

  async function readAll(first: Answer, between: () => unknown = () => undefined) {
    const pages = [first];
    for (let next = first.body['@odata.nextLink']; next;) {
      await between();
      const page = await many.call('GET', next);
      expect(page.status).toBe(200);
      pages.push(page);
      next = page.body['@odata.nextLink'];
    }
    return pages;
  }

  it('hold 100 rows and together everything once', async () => {
    const pages = await readAll(await many.list('$orderby=updatedDateTime desc'));
    expect(pages.map(({ body }) => body['@odata.count'])).toEqual([100, 100, 50]);
    expect(new Set(pages.flatMap(ids)).size).toBe(250);
    const limited = await readAll(await many.list('$top=120'));
    expect(limited.map(({ body }) => body.value.length)).toEqual([100, 20]);
  });

  it('are one snapshot: what happens in between does not shift them', async () => {
    const before = many.sim.referrals().map(({ id }) => id);
    const pages = await readAll(await many.list('$orderby=updatedDateTime desc'), () => {
      many.sim.createInPortal();
      const [oldest] = before;
      if (oldest) many.sim.asPartnerPortal(oldest, { notes: 'moved to the top' });
    });
    expect(pages.flatMap(ids).sort()).toEqual(before.sort());
  });

  it('can be read again by the same link', async () => {
    const first = await many.list('$top=150');
    const link = first.body['@odata.nextLink'];
    expect(ids(await many.call('GET', link))).toEqual(ids(await many.call('GET', link)));
  });

  it('may be linked as in the documentation’s sample, a path that is not served', async () => {
    many.sim.switches.nextLink = 'as-in-samples';
    const link = new URL((await many.list('$top=150')).body['@odata.nextLink']);
    expect(link.pathname).toBe('/v1.0/referrals');
    expect((await many.call('GET', link.href)).status).toBe(404);
    expect((await many.call('GET', `${REFERRALS}${link.search}`)).body.value).toHaveLength(50);
  });
});

it('a private deal stays ours alone: it is listed with its flag false', async () => {
  const deal = (await rig.create(privateDeal)).body;
  const answer = await rig.list(`$filter=engagementId eq '${deal.engagementId}'`);
  expect(answer.body.value[0]?.consent.consentToShareReferralWithMicrosoftSellers).toBe(false);
});
