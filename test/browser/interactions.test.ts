/** What a seller or an admin does with a mouse or with the keys alone, and what of it reaches the org. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBarriers, findOverflow } from './driver/find-faults.ts';
import { describeInBrowser } from './driver/test-browser.ts';
import { visit, type Size, type Visit } from './driver/visit.ts';
import { loadStates } from './gallery/load-states.ts';
import { openGallery, type OpenGallery } from './gallery/open-gallery.ts';
import type { StateFile } from './gallery/state-file.ts';

const ID = '006Aa00000CoSeLIAX';
const CHANGE_SOLUTIONS = 'Change: Microsoft solutions';
const CHANGE_NOTES = 'Change: Notes shared with Microsoft';
const CARD = 'CoSellCardController';
const OPERATIONS = 'CoSellOperationsController';

const states = loadStates();
const variant = (of: string, name: string, changes: Partial<StateFile>): StateFile => {
  const state = states.find((one) => one.name === of);
  if (!state) throw new Error(`there is no state ${of}`);
  return { ...state, ...changes, name };
};
const VARIANTS = [
  variant('on-hold', 'save-refused', {
    saving: {
      field: 'Referral_Response__c',
      code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message: 'This deal is locked for approval.',
    },
  }),
  variant('accepted', 'sync-unanswered', {
    apex: {
      [`${CARD}.syncNow`]: { throws: { code: 'bridge-unreachable', message: 'Nobody answers.' } },
    },
  }),
];

await describeInBrowser('somebody who', (browser) => {
  let gallery: OpenGallery;
  beforeAll(async () => {
    gallery = await openGallery(0, undefined, [...states, ...VARIANTS]);
  });
  afterAll(() => gallery.stop());

  const open = (state: string, size: Size = 'desktop') => visit(browser, gallery.url, state, size);

  it('shares a deal writes consent, help, visibility, the note and Sync, and nothing before the last click', async () => {
    await using seen = await open('not-shared');
    await press(seen, 'Share this deal');
    await seen.page.getByText(/^The customer agrees/).click();
    await choose(seen, 'How can Microsoft help?', 'Proof of concept or demo');
    await seen.page.getByRole('textbox', { name: 'Note to the Microsoft seller' }).fill('Line 4');
    expect((await seen.journal()).updates).toEqual([]);
    await press(seen, 'Share and ask for help');
    expect((await seen.journal()).updates).toEqual([
      {
        recordId: ID,
        fields: {
          Co_Sell_Customer_Consent__c: true,
          How_can_Microsoft_help__c: 'Proof of concept or demo',
          Referral_Visibility__c: 'Visible to Microsoft',
          Note_to_Microsoft__c: 'Line 4',
          Sync_with_Partner_Center__c: true,
        },
      },
    ]);
    await shows(seen, 'On its way to Partner Center');
    expect((await seen.journal()).apexCalls).toEqual([]);
  });

  it('chooses solutions and shares without saving them first saves them along', async () => {
    await using seen = await open('not-shared');
    await press(seen, 'Share this deal');
    await press(seen, 'Choose solutions');
    await seen.page.getByRole('button', { name: /Fabrikam Edge Gateway/ }).click();
    await press(seen, 'Save and check');
    const { apexCalls } = await seen.journal();
    expect(apexCalls.map(({ methodName }) => methodName)).toContain('saveSolutions');
    expect(apexCalls.at(-1)?.methodName).toBe('checkBeforeSharing');
  });

  it('forgets the consent is told, and nothing is written', async () => {
    await using seen = await open('not-shared', 'phone');
    await press(seen, 'Share this deal');
    await press(seen, 'Put in Partner Center');
    await shows(seen, 'Ask the customer first, then tick this box. Partner Center requires it.');
    expect(await focused(seen.page)).toContain('The customer agrees');
    expect((await seen.journal()).updates).toEqual([]);
  });

  it('has the deal checked saves the choices with Sync still off, and the bridge is asked', async () => {
    await using seen = await open('ready');
    await seen.page.getByRole('textbox', { name: 'Note to the Microsoft seller' }).fill('Line 4');
    await press(seen, 'Save and check');
    const { updates, apexCalls } = await seen.journal();
    expect(updates).toEqual([{ recordId: ID, fields: { Note_to_Microsoft__c: 'Line 4' } }]);
    expect(apexCalls).toEqual([
      { className: CARD, methodName: 'checkBeforeSharing', parameters: { recordId: ID } },
    ]);
  });

  it('changes the solutions searches the catalogue and saves the whole set', async () => {
    await using seen = await open('accepted');
    await press(seen, CHANGE_SOLUTIONS);
    await seen.page.getByRole('searchbox').fill('azure');
    await seen.page.getByText('Add Dynamics 365 Sales').waitFor({ state: 'hidden' });
    await seen.page.getByRole('button', { name: /Azure Virtual Machines/ }).click();
    await seen.page.getByRole('button', { name: /Fabrikam Edge Gateway/ }).click();
    await press(seen, 'Save');
    const { apexCalls, updates } = await seen.journal();
    const terms = apexCalls
      .filter(({ methodName }) => methodName === 'searchCatalogue')
      .map(({ parameters }) => parameters['term']);
    expect(terms).toEqual(['', 'azure']);
    const saved = apexCalls.find(({ methodName }) => methodName === 'saveSolutions');
    expect(saved?.parameters).toMatchObject({
      recordId: ID,
      solutions: [{ solutionId: 'SOL-1042' }, { solutionId: 'AZURE-VM', quantity: null }],
    });
    expect(updates).toEqual([]);
    expect(await focused(seen.page)).toBe(CHANGE_SOLUTIONS);
  });

  it('accepts a deal of Microsoft is asked once more, and sees that the answer is on its way', async () => {
    await using seen = await open('on-hold');
    await press(seen, 'Accept');
    expect((await seen.journal()).updates).toEqual([]);
    await press(seen, 'Accept the deal');
    expect((await seen.journal()).updates).toEqual([
      { recordId: ID, fields: { Referral_Response__c: 'Accept' } },
    ]);
    await shows(seen, 'Your answer is on its way');
  });

  it('declines a deal has to name a reason', async () => {
    await using seen = await open('on-hold', 'phone');
    await press(seen, 'Decline');
    await press(seen, 'Decline the deal');
    await shows(seen, 'Choose a reason; Microsoft wants to know it.');
    expect((await seen.journal()).updates).toEqual([]);
    await choose(seen, 'Reason', 'Customer did not respond');
    await press(seen, 'Decline the deal');
    expect((await seen.journal()).updates).toEqual([
      {
        recordId: ID,
        fields: {
          Referral_Response__c: 'Decline',
          Referral_Response_Reason__c: 'Customer did not respond',
        },
      },
    ]);
  });

  it('settles conflicts writes a choice for each, tied to the values that were shown', async () => {
    await using seen = await open('conflict');
    await seen.page.getByRole('button', { name: /Keep this.*265,000/ }).click();
    await seen.quiet();
    await seen.page.getByRole('button', { name: /Keep this.*Feb 26, 2027/ }).click();
    await seen.quiet();
    const last = (await seen.journal()).updates.at(-1);
    expect(JSON.parse(String(last?.fields['Co_Sell_Conflict_Choices__c']))).toEqual({
      dealValue: 'partnerCenter@a1b2c3d4e5f6',
      closingDate: 'salesforce@0f1e2d3c4b5a',
    });
    expect(await seen.page.getByRole('button', { name: 'Chosen' }).count()).toBe(2);
  });

  it('is refused by the org reads why, and can go on', async () => {
    await using seen = await open('save-refused');
    await press(seen, 'Accept');
    await press(seen, 'Accept the deal');
    await shows(seen, 'This deal is locked for approval.');
    expect(await findBarriers(seen.page)).toEqual([]);
  });

  it('syncs while the bridge is away reads so, and the wish stays on the record', async () => {
    await using seen = await open('sync-unanswered');
    await press(seen, 'Sync now');
    await shows(seen, 'Nobody answers.');
    expect((await seen.journal()).updates).toEqual([
      { recordId: ID, fields: { Co_Sell_Request__c: 'Sync Now' } },
    ]);
  });

  it('uses the keys alone accepts a deal', async () => {
    await using seen = await open('on-hold');
    const { page } = seen;
    await tabTo(page, /^Accept$/);
    await page.keyboard.press('Enter');
    await seen.quiet();
    expect(await focused(page)).toContain('Accept this deal?');
    await page.keyboard.press('Escape');
    await seen.quiet();
    expect(await focused(page)).toBe('Accept');
    await page.keyboard.press('Enter');
    await seen.quiet();
    await tabTo(page, /^Accept the deal$/);
    await page.keyboard.press('Enter');
    await seen.quiet();
    expect((await seen.journal()).updates).toHaveLength(1);
  });

  it('uses the keys alone shares a deal', async () => {
    await using seen = await open('not-shared');
    const { page } = seen;
    await tabTo(page, /^Share this deal$/);
    await page.keyboard.press('Enter');
    await seen.quiet();
    await tabTo(page, /The customer agrees/);
    await page.keyboard.press('Space');
    await tabTo(page, /How can Microsoft help/);
    await page.keyboard.press('Enter');
    await seen.quiet();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await seen.quiet();
    await tabTo(page, /^Share and ask for help$/);
    await page.keyboard.press('Enter');
    await seen.quiet();
    const [update] = (await seen.journal()).updates;
    expect(update?.fields).toMatchObject({
      Co_Sell_Customer_Consent__c: true,
      Sync_with_Partner_Center__c: true,
    });
    expect(update?.fields['How_can_Microsoft_help__c']).not.toBeNull();
  });

  it('is the admin retries all failed deals after being asked, and opens one', async () => {
    await using seen = await open('operations-troubled');
    await press(seen, 'Try all again');
    expect(await called(seen, 'retryAll')).toEqual([]);
    await press(seen, 'Try all again');
    expect(await called(seen, 'retryAll')).toEqual([{}]);
    await seen.page
      .getByRole('button', { name: /Open the record/ })
      .first()
      .click();
    expect((await seen.journal()).navigations).toMatchObject([
      { pageReference: { type: 'standard__recordPage', attributes: { recordId: ID } } },
    ]);
    await press(seen, 'Show more');
    expect(await called(seen, 'getTroubledPairs')).toContainEqual({ after: 'pair-3' });
  });

  async function called(seen: Visit, methodName: string): Promise<object[]> {
    const { apexCalls } = await seen.journal();
    return apexCalls
      .filter((call) => call.className === OPERATIONS && call.methodName === methodName)
      .map(({ parameters }) => parameters);
  }

  it.each([
    ['the form to share', 'not-shared', ['Share this deal']],
    ['the editor of solutions', 'accepted', [CHANGE_SOLUTIONS]],
    ['the editor of notes', 'accepted', [CHANGE_NOTES]],
    ['the history', 'accepted', ['Show the whole history']],
    ['the reasons to decline', 'on-hold', ['Decline']],
    ['the question before accepting', 'on-hold', ['Accept']],
    ['the whole checklist', 'checklist-incomplete', ['Show what is there']],
    ['the menu', 'accepted', ['More co-sell actions']],
    ['the question before all are tried again', 'operations-troubled', ['Try all again']],
  ])(
    'opens %s on a phone meets no barrier and scrolls nothing sideways',
    async (_what, state, names) => {
      await using seen = await open(state, 'phone');
      for (const name of names) await press(seen, name);
      expect(await findBarriers(seen.page)).toEqual([]);
      expect(await findOverflow(seen.page)).toEqual([]);
      expect(seen.problems).toEqual([]);
    },
  );
});

async function press({ page, quiet }: Visit, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await quiet();
}

async function choose({ page, quiet }: Visit, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
  await quiet();
}

async function shows({ page }: Visit, text: string): Promise<void> {
  await page.getByText(text, { exact: false }).first().waitFor({ timeout: 5000 });
}

const MOST_TABS = 40;

/** With the Tab key, as somebody without a mouse has to. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let n = 0; n < MOST_TABS; n += 1) {
    await page.keyboard.press('Tab');
    if (name.test(await focused(page))) return;
  }
  throw new Error(`${MOST_TABS} tabs did not lead to ${name.source}`);
}

/** What has the focus, by its label or the words on it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const labels = [...(element?.labels ?? [])].map((label) => label.innerText);
    return (element?.getAttribute('aria-label') || labels.join(' ') || element?.innerText || '').trim();
  })()`);
