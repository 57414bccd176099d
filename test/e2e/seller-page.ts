/** What a seller does in the org, by what they see. */
import type { Locator, Page } from 'playwright-core';

const RUNG_WITHIN_MS = 60_000;

export class SellerPage {
  readonly page: Page;
  readonly #address: string;

  constructor(page: Page, address: string) {
    this.page = page;
    this.#address = address;
  }

  async signIn(name: string): Promise<void> {
    await this.page.goto(this.#address);
    await this.page.getByRole('button', { name }).click();
    await this.page.getByRole('heading', { name: 'All Opportunities' }).waitFor();
  }

  /** From the list, as a person comes to it. */
  async open(deal: string): Promise<void> {
    await this.page.goto(`${this.#address}/lightning/o/Opportunity/list`);
    await this.page.getByRole('link', { name: deal, exact: true }).click();
    await this.card.getByRole('heading', { name: 'Co-sell with Microsoft' }).waitFor();
  }

  async openRecord(id: string): Promise<void> {
    await this.page.goto(`${this.#address}/lightning/r/Opportunity/${id}/view`);
    await this.card.getByRole('heading', { name: 'Co-sell with Microsoft' }).waitFor();
  }

  /** A notification in the open bell, however long it takes to come. @throws Error when it does not */
  async inBell(title: string, about: string): Promise<Locator> {
    const bell = this.page.getByRole('dialog', { name: 'Notifications' });
    const entry = bell.getByRole('link', { name: new RegExp(`^${title}[\\s\\S]*${about}`) });
    const until = Date.now() + RUNG_WITHIN_MS;
    while (Date.now() < until) {
      await this.page.reload();
      await this.page.getByRole('button', { name: /^Notifications/ }).click();
      await bell.waitFor();
      if ((await entry.count()) > 0) return entry.first();
      await this.page.waitForTimeout(1000);
    }
    throw new Error(
      `Expected "${title}" about ${about} in the bell; it says ${await bell.innerText()}`,
    );
  }

  /** The card of the record that is open: an Opportunity's or a Lead's. */
  get card(): Locator {
    return this.page.locator('[data-part="coSellCard"], [data-part="coSellLeadCard"]');
  }

  async shows(text: string | RegExp): Promise<void> {
    await this.card.getByText(text).first().waitFor();
  }

  async press(name: string): Promise<void> {
    await this.card.getByRole('button', { name, exact: true }).click();
  }

  async choose(label: string, option: string): Promise<void> {
    await this.card.getByRole('combobox', { name: label }).click();
    await this.card.getByRole('option', { name: option }).click();
  }

  /** On the path, as a seller closes a deal. */
  async close(stage: string): Promise<void> {
    await this.page.getByRole('option', { name: 'Closed', exact: true }).click();
    await this.page.getByRole('button', { name: 'Select Closed Stage' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Close This Opportunity' });
    await dialog.getByLabel('Stage').selectOption(stage);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await this.page.getByText('Stage changed successfully.').waitFor();
  }

  /** In the details of the record, each by its pencil's field. */
  async edit(values: Record<string, string>): Promise<void> {
    const [first = ''] = Object.keys(values);
    await this.page.getByRole('button', { name: `Edit ${first}` }).click();
    for (const [label, value] of Object.entries(values)) {
      await this.#field(label).fill(value);
    }
    await this.page.getByRole('button', { name: 'Save', exact: true }).first().click();
    await this.page.getByText(/^Opportunity ".*" was saved\.$/).waitFor();
  }

  /** The field of the details panel, not a control of the card. */
  #field(label: string): Locator {
    const details = this.page.locator('.org-details');
    return details
      .getByRole('spinbutton', { name: label })
      .or(details.getByRole('textbox', { name: label }))
      .first();
  }

  /** What the highlights panel says, in its order. */
  highlights(): Promise<string> {
    return this.page.locator('[data-part="force:highlightsPanel"]').innerText();
  }
}
