/** What the Microsoft seller does at their desk, by what they see. */
import type { Locator, Page } from 'playwright-core';

export class MicrosoftDesk {
  readonly page: Page;
  readonly #address: string;

  constructor(page: Page, address: string) {
    this.page = page;
    this.#address = address;
  }

  async open(deal: string): Promise<void> {
    await this.page.goto(this.#address);
    await this.page.getByRole('link', { name: deal }).first().click();
    await this.page.getByRole('heading', { name: deal }).waitFor();
  }

  part(name: string): Locator {
    return this.page.getByRole('region', { name });
  }

  async shows(part: string, text: string | RegExp): Promise<void> {
    await this.part(part).getByText(text).first().waitFor();
  }

  /** Opens an act's form, fills it in, and sends it. */
  async act(name: string, values: Record<string, string> = {}, send = name): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).first().click();
    const form = this.page.getByRole('dialog');
    for (const [label, value] of Object.entries(values)) await form.getByLabel(label).fill(value);
    await form.getByRole('button', { name: send, exact: true }).click();
    await form.waitFor({ state: 'hidden' });
  }
}
