/** What Microsoft's seller does at their desk, with a mouse or with the keys alone, and what becomes of it. */
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  SELLER,
  startDeskRig,
  type DeskRig,
} from '../sandbox/partner-center/microsoft/desk-rig.ts';
import { startReceiver, type Receiver } from '../sandbox/partner-center/receiver.ts';
import { privateDeal } from '../sandbox/partner-center/sample-bodies.ts';
import { findBarriers, findOverflow } from './driver/find-faults.ts';
import { describeInBrowser } from './driver/test-browser.ts';
import { openPage, SIZES, type Size } from './driver/visit.ts';

const LONG_NAME = 'Wordwithoutend'.repeat(12);
const ONE_SECOND_LOOK = { timeout: 5_000 };

await describeInBrowser('at the desk of Microsoft’s seller, somebody who', (browser) => {
  let rig: DeskRig;
  let receiver: Receiver;
  beforeEach(async () => {
    rig = await startDeskRig();
    receiver = await startReceiver();
    rig.sim.setWebhook(receiver.url);
  });
  afterEach(() => Promise.all([rig.stop(), receiver.stop()]));

  const open = async (path = '', size: Size = 'desktop') => {
    const opened = await openPage(browser, size);
    await opened.page.goto(`${rig.sim.pageUrl}${path}`);
    await opened.quiet();
    return opened;
  };

  it('accepts an invitation names the seller and the CRM id, and the partner is told', async () => {
    const { own, theirs } = await rig.coSell();
    await using seen = await open();
    await seen.page.getByRole('link', { name: own.name ?? '' }).click();
    await press(seen.page, 'Accept');
    await fill(seen.page, {
      'Seller’s first name': 'Ada',
      'Last name': 'Berg',
      'E-mail': 'ada.berg@microsoft.example',
      'Microsoft’s CRM id': '7-MSX',
      'Notes for the partner': 'Glad to help',
    });
    expect(rig.sim.referral(theirs.id)?.status).toBe('New');
    await send(seen.page, 'Accept');
    await shows(seen.page.getByRole('region', { name: 'Microsoft’s referral' }), [
      'Active · Accepted',
      '7-MSX',
      'Ada Berg',
      'Glad to help',
    ]);
    await shows(seen.page.getByRole('region', { name: 'History' }), ['Status: New → Active']);
    await shows(seen.page.getByRole('region', { name: 'Webhooks sent' }), [
      'related-referral-updated',
      'answered 202',
    ]);
    expect(rig.sim.referral(theirs.id)).toMatchObject({
      substatus: 'Accepted',
      team: [SELLER],
      trackingInfo: { microsoftMsxId: '7-MSX' },
    });
    await offers(seen.page, [
      'Mark as won',
      'Mark as lost',
      'Edit value, date, notes',
      'Edit sellers',
    ]);
    expect(seen.problems).toEqual([]);
  });

  it('declines has to choose a published reason, and cannot change anything after that', async () => {
    const { own, theirs } = await rig.coSell();
    await using seen = await open(`#/deals/${own.engagementId}`);
    await press(seen.page, 'Decline');
    await press(panel(seen.page), 'Decline');
    // The browser asks for the reason; nothing is sent.
    expect(await panel(seen.page).isVisible()).toBe(true);
    expect(rig.sim.referral(theirs.id)?.status).toBe('New');
    await panel(seen.page).getByLabel('Reason').selectOption('Customer chose another vendor');
    await send(seen.page, 'Decline');
    await shows(seen.page.getByRole('region', { name: 'Microsoft’s referral' }), [
      'Closed · Declined',
      'Customer chose another vendor',
      'a closed referral cannot be changed any more',
    ]);
    await offers(seen.page, []);
    expect(rig.sim.referral(theirs.id)?.statusReason).toBe('Customer chose another vendor');
    expect(seen.problems).toEqual([]);
  });

  it('wins and loses deals closes them', async () => {
    const [won, lost] = [await rig.coSell(), await rig.coSell()];
    for (const { theirs } of [won, lost]) await rig.act(theirs.id, 'accept', { seller: SELLER });
    await using seen = await open(`#/deals/${won.own.engagementId}`);
    await press(seen.page, 'Mark as won');
    await send(seen.page, 'Mark as won');
    await expect.poll(() => rig.sim.referral(won.theirs.id)?.substatus).toBe('Won');
    await seen.page.goto(`${rig.sim.pageUrl}#/deals/${lost.own.engagementId}`);
    await press(seen.page, 'Mark as lost');
    await panel(seen.page).getByLabel('Reason').selectOption('Others');
    await send(seen.page, 'Mark as lost');
    await expect.poll(() => rig.sim.referral(lost.theirs.id)?.substatus).toBe('Lost');
    expect(seen.problems).toEqual([]);
  });

  it('edits value and date sends these alone; what the partner changed meanwhile stays', async () => {
    const { id, engagementId } = rig.sim.createInbound();
    await using seen = await open(`#/deals/${engagementId}`);
    await press(seen.page, 'Edit value, date, notes');
    await fill(seen.page, { Value: '72000', 'Close date': '2026-12-24' });
    rig.sim.asPartnerPortal(id, { notes: 'Typed by the partner meanwhile' });
    await send(seen.page, 'Save');
    await shows(seen.page.getByRole('region', { name: 'The partner’s referral' }), [
      '72,000 USD',
      '24 Dec 2026',
      'Typed by the partner meanwhile',
    ]);
    expect(rig.sim.journal.entries().at(-1)).toMatchObject({
      actor: 'microsoft',
      changed: ['details.dealValue', 'details.closingDateTime'],
    });
    expect(seen.problems).toEqual([]);
  });

  it('names more sellers with the keys alone, and comes back to where they were', async () => {
    const { own, theirs } = await rig.coSell();
    await rig.act(theirs.id, 'accept', { seller: SELLER });
    await using seen = await open(`#/deals/${own.engagementId}`);
    const edit = seen.page.getByRole('button', { name: 'Edit sellers' });
    await edit.focus();
    await seen.page.keyboard.press('Enter');
    await panel(seen.page).getByRole('button', { name: 'Add a seller' }).focus();
    await seen.page.keyboard.press('Enter');
    for (const text of ['Ines', 'Costa', 'ines.costa@microsoft.example']) {
      await seen.page.keyboard.type(text);
      await seen.page.keyboard.press('Tab');
    }
    await seen.page.keyboard.press('Enter');
    await expect
      .poll(() => rig.sim.referral(theirs.id)?.team.map(({ firstName }) => firstName))
      .toEqual(['Ada', 'Ines']);
    await shows(seen.page.getByRole('region', { name: 'Microsoft’s referral' }), ['Ines Costa']);
    await edit.focus();
    await seen.page.keyboard.press('Enter');
    await seen.page.keyboard.press('Escape');
    expect(await edit.evaluate('document.activeElement.textContent')).toBe('Edit sellers');
    expect(seen.problems).toEqual([]);
  });

  it('is refused reads why in the panel, and keeps what was typed', async () => {
    const { own, theirs } = await rig.coSell();
    await using seen = await open(`#/deals/${own.engagementId}`);
    await press(seen.page, 'Accept');
    await fill(seen.page, { 'Notes for the partner': 'Too late' });
    await rig.act(theirs.id, 'expire');
    await press(panel(seen.page), 'Accept');
    await shows(panel(seen.page).getByRole('alert'), ['The referral is Closed/Expired']);
    expect(await panel(seen.page).getByLabel('Notes for the partner').inputValue()).toBe(
      'Too late',
    );
    // The refused call is the only thing that went wrong.
    expect(seen.problems.filter((one) => !one.includes('400'))).toEqual([]);
  });

  it('sends a deal to the partner sees it waiting for 14 days', async () => {
    await using seen = await open();
    await shows(seen.page.getByRole('main'), ['No deals yet']);
    await press(seen.page.locator('.title-row'), 'Send a deal to the partner');
    await fill(seen.page, {
      Customer: 'Litware',
      'Contact’s first name': 'Liv',
      'Last name': 'Ware',
      'E-mail': 'liv@litware.example',
      Value: '60000',
      'Note to the partner': 'Can you take this one?',
    });
    await panel(seen.page).getByLabel('Contoso Warehouse').check();
    await send(seen.page, 'Send');
    await shows(seen.page.getByRole('main'), [
      'Litware',
      'To partner',
      '60,000 USD',
      '13 d 15 h left',
      'Contoso Warehouse',
      'Can you take this one?',
    ]);
    const [deal] = rig.sim.referrals();
    expect(deal).toMatchObject({
      customerProfile: { name: 'Litware', team: [{ firstName: 'Liv' }] },
      details: { dealValue: 60_000, requirements: { solutions: [{}, {}] } },
      expirationDateTime: '2026-03-16T00:00:00Z',
    });
    await offers(seen.page, ['Edit value, date, notes', 'Expire now']);
    expect(seen.problems).toEqual([]);
  });

  it('finds deals by status and by name, and sees new ones come in', async () => {
    await rig.coSell();
    const won = (await rig.create({ ...privateDeal, name: 'Over and done' })).body;
    rig.sim.asPartnerPortal(won.id, { status: 'Closed', substatus: 'Won' });
    await using seen = await open();
    const rows = () =>
      seen.page
        .getByRole('row')
        .count()
        .then((count) => count - 1);
    expect(await rows()).toBe(2);
    await press(seen.page, /^Closed/);
    await expect.poll(rows).toBe(1);
    await shows(seen.page.getByRole('table'), ['Over and done', 'Closed · Won']);
    await press(seen.page, /^Active/);
    await shows(seen.page.getByRole('main'), ['No deal matches the filter “Active”.']);
    await press(seen.page, 'Show all deals');
    await seen.page.getByRole('searchbox').fill('done');
    await expect.poll(rows).toBe(1);
    rig.sim.createInPortal({ name: 'Done tomorrow' });
    await expect.poll(rows, ONE_SECOND_LOOK).toBe(2);
    expect(await seen.page.getByRole('searchbox').inputValue()).toBe('done');
    expect(seen.problems).toEqual([]);
  });

  it('turns a fault on sees it above every view, and the API has it until it is off', async () => {
    await using seen = await open('#/conditions');
    const throttling = seen.page.getByRole('group', { name: 'Throttling' });
    await press(throttling, 'every call');
    await shows(seen.page.getByRole('main'), ['Not normal now: Throttling: every call.']);
    expect((await rig.list('')).status).toBe(429);
    await seen.page.getByRole('link', { name: 'Deals' }).click();
    await shows(seen.page.getByRole('main'), ['Not normal now: Throttling: every call.']);
    await seen.page.getByRole('link', { name: 'Change' }).click();
    await press(throttling, 'off');
    await expect.poll(() => seen.page.getByText('Not normal now').count()).toBe(0);
    expect((await rig.list('')).status).toBe(200);
    await press(seen.page.getByRole('group', { name: 'Lost webhooks' }), 'always');
    await expect.poll(() => rig.sim.switches.webhooks.dropChance).toBe(1);
    await press(seen.page, 'Back to normal');
    await expect.poll(() => rig.sim.switches.webhooks.dropChance).toBe(0);
    expect(seen.problems).toEqual([]);
  });

  it('moves a clock that stands still sees unanswered deals expire', async () => {
    const { id } = rig.sim.createInbound();
    await using seen = await open('#/conditions');
    await press(seen.page, '+ 14 days');
    await expect.poll(() => rig.sim.referral(id)?.substatus).toBe('Expired');
    await shows(seen.page.getByRole('banner'), ['2026-03-16 09:00 UTC · stands still']);
    expect(seen.problems).toEqual([]);
  });

  it('looks at webhooks sees address, events and answers, tests, and sends again', async () => {
    receiver.answers.splice(0, Infinity, 500, 202);
    rig.sim.createInbound({ customerProfile: { name: 'Tailspin Toys' } });
    await expect.poll(() => receiver.received.length).toBe(1);
    await rig.clock.advance(60_000);
    await using seen = await open('#/webhooks');
    await shows(seen.page.getByRole('region', { name: 'Registration' }), [receiver.url]);
    await shows(seen.page.getByRole('region', { name: 'Events' }), [
      'Tailspin Toys',
      '2 × · answered 202',
    ]);
    await press(seen.page, /^Send again/);
    await expect.poll(() => receiver.received.length).toBe(3);
    await shows(seen.page.getByRole('region', { name: 'Events' }), ['sent again']);
    await press(seen.page, 'Send a test event');
    await expect.poll(() => receiver.received.at(-1)?.body.EventName).toBe('test-created');
    expect(seen.problems).toEqual([]);
  });

  it('has lost the simulator is told so, keeps what was read, and may try again', async () => {
    const { own } = await rig.coSell();
    await using seen = await open();
    await seen.page.route('**/microsoft/api/**', (route) => route.abort());
    await shows(seen.page.locator('#trouble'), [
      'Cannot reach the simulator.',
      'What is shown is from',
    ]);
    await seen.page.getByText(own.name ?? '').waitFor();
    await seen.page.unroute('**/microsoft/api/**');
    await press(seen.page, 'Try again');
    await expect.poll(() => seen.page.locator('#trouble').innerText()).toBe('');
  });

  describe.each(Object.keys(SIZES) as Size[])('works at %s size', (size) => {
    it('sees every view without a barrier, a message, or anything beside the screen', async () => {
      const deals = [await rig.coSell(), await rig.coSell()];
      await rig.act(deals[1]?.theirs.id ?? '', 'accept', {
        seller: SELLER,
        notes: 'Word '.repeat(90),
      });
      rig.sim.asPartnerPortal(deals[1]?.own.id ?? '', {
        dealValue: 1,
        name: LONG_NAME,
      });
      const sent = rig.sim.createInbound();
      rig.sim.faults.add({ do: 'status', status: 418, times: 0, path: '/nowhere' });
      rig.sim.switches.staleGetChance = 0.05;
      await using seen = await open('', size);
      const check = async (where: string) => {
        await seen.quiet();
        const found = [...(await findBarriers(seen.page)), ...(await findOverflow(seen.page))];
        expect([where, ...found, ...seen.problems]).toEqual([where]);
      };
      const look = async (hash: string, heading: string) => {
        await seen.page.goto(`${rig.sim.pageUrl}#/${hash}`);
        await seen.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
      };
      const [invited, accepted] = deals.map(({ own }) => `deals/${own.engagementId}`);
      const name = deals[0]?.own.name ?? '';
      const views: [hash: string, heading: string][] = [
        ['deals', 'Deals'],
        [invited ?? '', name],
        [accepted ?? '', LONG_NAME],
        [`deals/${sent.engagementId}`, 'Fabrikam Customer Inc'],
        ['deals/none', 'There is no such deal'],
        ['webhooks', 'Webhooks'],
        ['conditions', 'Faults and clock'],
      ];
      for (const [hash, heading] of views) {
        await look(hash, heading);
        await check(hash);
      }
      await press(seen.page.getByRole('navigation'), 'Deals', 'link');
      await press(seen.page, 'Send a deal to the partner');
      await check('the panel of a new deal');
      await press(panel(seen.page), 'Cancel');
      await look(invited ?? '', name);
      for (const act of ['Accept', 'Decline', 'Edit value, date, notes', 'Expire now']) {
        await press(seen.page, act);
        await check(`the panel ${act}`);
        await press(panel(seen.page), 'Cancel');
      }
      await look(accepted ?? '', LONG_NAME);
      await press(seen.page, 'Edit sellers');
      await check('the panel of sellers');
    });
  });
});

const panel = (page: Page): Locator => page.getByRole('dialog');

async function press(
  within: Page | Locator,
  name: string | RegExp,
  role: 'button' | 'link' = 'button',
): Promise<void> {
  await within
    .getByRole(role, { name, exact: typeof name === 'string' && role === 'button' })
    .click();
}

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    // A star after the label of what is required is part of its text.
    await panel(page)
      .getByLabel(new RegExp(`^${label}( \\*)?$`))
      .fill(value);
  }
}

/** Sends the panel, and waits until it has closed. */
async function send(page: Page, name: string): Promise<void> {
  await press(panel(page), name);
  await panel(page).waitFor({ state: 'hidden' });
}

async function shows(place: Locator, texts: string[]): Promise<void> {
  for (const text of texts) {
    await expect.poll(() => place.innerText(), ONE_SECOND_LOOK).toContain(text);
  }
}

/** Which acts the deal on the page offers now. */
async function offers(page: Page, names: string[]): Promise<void> {
  await expect
    .poll(() =>
      page
        .getByRole('group', { name: /^Commands for/ })
        .getByRole('button')
        .allInnerTexts(),
    )
    .toEqual(names);
}
