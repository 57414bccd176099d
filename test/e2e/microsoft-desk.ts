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
    await this.fillIn(name, values);
    await this.send(send);
  }

  async fillIn(name: string, values: Record<string, string>): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).first().click();
    for (const [label, value] of Object.entries(values)) {
      await this.#form.getByLabel(label).fill(value);
    }
  }

  async send(button: string): Promise<void> {
    await this.#form.getByRole('button', { name: button, exact: true }).click();
    await this.#form.waitFor({ state: 'hidden' });
  }

  get #form(): Locator {
    return this.page.getByRole('dialog');
  }
}
