import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeInBrowser } from '../driver/test-browser.ts';
import { orgWithPages } from './org-with-pages.ts';

const TAB = '/lightning/n/Co_Sell_Operations';

type State = { apex: { [method: string]: { returns: unknown } } };
const stateOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`../states/${name}.json`, import.meta.url), 'utf8')) as State;
const answerOf = (method: string, state = 'operations-healthy') =>
  stateOf(state).apex[`CoSellOperationsController.${method}`]?.returns;
const troubledPair = () =>
  (answerOf('getTroubledPairs', 'operations-troubled') as { pairs: object[] }).pairs[0];

await describeInBrowser('the operations page', (browser) => {
  const held = orgWithPages();

  it('shows an administrator what the bridge says', async () => {
    held.answers.set('GET /v1/operations/health', answerOf('getHealth'));
    held.answers.set('GET /v1/operations/pairs', { pairs: [], next: null });
    await using seen = await held.open(browser, 'adam', '/lightning/page/home');
    await seen.page.getByRole('link', { name: 'Co-Sell Operations' }).click();
    await seen.page.getByText('42').first().waitFor();
    expect(new URL(seen.page.url()).pathname).toBe(TAB);
    expect(
      await seen.page
        .getByRole('link', { name: 'Co-Sell Operations' })
        .getAttribute('aria-current'),
    ).toBe('page');
    expect(seen.problems).toEqual([]);
  });

  it('leads to the record of a deal that failed', async () => {
    const recordId = held.createDeal({ Name: 'Failed', customer: 'Fabrikam' });
    const pair = { ...troubledPair(), recordId };
    held.answers.set('GET /v1/operations/health', answerOf('getHealth'));
    held.answers.set('GET /v1/operations/pairs', { pairs: [pair], next: null });
    await using seen = await held.open(browser, 'adam', TAB);
    await seen.page.getByRole('button', { name: /Open the record/ }).click();
    await seen.page.getByRole('heading', { name: 'Opportunity Failed' }).waitFor();
    expect(seen.problems).toEqual([]);
  });

  it('shows an administrator that nobody answers', async () => {
    held.answers.clear();
    await using seen = await held.open(browser, 'adam', TAB);
    await seen.page
      .getByText('Co-Sell Bridge cannot be reached just now.', { exact: false })
      .waitFor();
  });

  it('names the permission set that is missing, and who gives it, where the way to the bridge is closed', async () => {
    const system = held.org.as('system');
    const [row] = held.org.query(
      "SELECT Id, AssigneeId, PermissionSetId FROM PermissionSetAssignment WHERE PermissionSet.Name = 'Co_Sell_Operations_Callout' AND Assignee.Username = 'adam@partner.example'",
    );
    const { Id, AssigneeId, PermissionSetId } = row ?? {};
    system.delete('PermissionSetAssignment', String(Id));
    try {
      await using seen = await held.open(browser, 'adam', TAB);
      const panel = seen.page.locator('c-co-sell-error-panel');
      await panel.getByText('the permission set Co-Sell Operations Callout is missing').waitFor();
      await panel.getByText('Ask your Salesforce admin to add you').waitFor();
      expect(await panel.getByText('cannot be reached').count()).toBe(0);
      expect(seen.problems.filter((problem) => !problem.includes('500'))).toEqual([]);
    } finally {
      system.create('PermissionSetAssignment', { AssigneeId, PermissionSetId });
    }
  });

  it.each(['anna', 'sam'] as const)('is closed for %s', async (who) => {
    await using seen = await held.open(browser, who, TAB);
    await seen.page.getByRole('heading', { name: 'Insufficient Privileges' }).waitFor();
    expect(await seen.page.getByRole('link', { name: 'Co-Sell Operations' }).count()).toBe(0);
    expect(seen.problems).toEqual([]);
  });
});
