import { LightningElement } from 'lwc';
import importRows from '@salesforce/apex/CoSellCatalogueController.importRows';
import mayImport from '@salesforce/apex/CoSellCatalogueController.mayImport';
import preview from '@salesforce/apex/CoSellCatalogueController.preview';
import { format } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';
import { readCatalogue } from './catalogueRows';
import { countOf, listOf } from './outcomes';

/** Half of what Apex takes: one call stays well below every limit, and below what a page may send. */
const ROWS_A_CALL = 1000;

/** Fills the catalogue that sellers choose from: a CSV file, what it would do, and then does it. Nothing is deleted. */
export default class CoSellCatalogueImport extends LightningElement {
  labels = labels;
  mayImport = false;
  text = '';
  file;
  outcomes;
  isImported = false;
  fileError = '';
  error;
  isBusy = false;
  said = '';
  wantsSummary = false;

  async connectedCallback() {
    try {
      this.mayImport = await mayImport();
    } catch {
      // Whoever may not even ask may not import, and sees nothing of this.
    }
  }

  renderedCallback() {
    if (!this.wantsSummary) return;
    this.wantsSummary = false;
    this.template.querySelector('h3')?.focus();
  }

  get cannotPreview() {
    return this.isBusy || this.text.trim() === '';
  }

  get counts() {
    return countOf(this.outcomes);
  }

  get toSave() {
    const [added, changed] = this.counts;
    return added + changed;
  }

  get canImport() {
    return Boolean(this.outcomes) && !this.isImported && this.toSave > 0;
  }

  get importLabel() {
    return format(labels.importNow, this.toSave);
  }

  get summary() {
    if (!this.outcomes) return '';
    const [, , , bad] = this.counts;
    if (!this.isImported && this.toSave === 0 && bad === 0) return labels.importNothing;
    return format(this.isImported ? labels.importDone : labels.importCounts, ...this.counts);
  }

  get list() {
    return listOf(this.outcomes, [...this.file.rows, ...this.file.bad]);
  }

  get shown() {
    return this.list.shown;
  }

  get more() {
    const { left } = this.list;
    return left > 0 ? format(labels.importMore, left) : '';
  }

  handleText({ detail }) {
    this.begin(detail.value ?? '');
  }

  async handleFile(event) {
    const [file] = event.target.files ?? event.detail.files ?? [];
    if (file) this.begin(await file.text());
  }

  /** A preview of another text must not be imported. */
  begin(text) {
    this.text = text;
    this.outcomes = undefined;
    this.isImported = false;
    this.fileError = '';
  }

  async handlePreview() {
    this.begin(this.text);
    this.file = readCatalogue(this.text);
    this.fileError = this.file.error ?? '';
    if (!this.file.error) await this.ask(preview);
  }

  async handleImport() {
    if (await this.ask(importRows)) this.isImported = true;
    this.said = this.summary;
  }

  /** Chunk by chunk: what one of them did stays done when a later one fails. */
  async ask(method) {
    this.isBusy = true;
    this.error = undefined;
    try {
      const { rows, bad } = this.file;
      // One after the other: they write to one object.
      const outcomes = await chunksOf(rows).reduce(
        async (done, chunk) => [...(await done), ...(await method({ rows: chunk }))],
        Promise.resolve(bad),
      );
      this.outcomes = outcomes;
      this.said = this.summary;
      this.wantsSummary = true;
      return true;
    } catch (error) {
      this.error = error;
      this.said = labels.wentWrong;
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}

function chunksOf(rows) {
  const count = Math.ceil(rows.length / ROWS_A_CALL);
  return Array.from({ length: count }, (_, at) =>
    rows.slice(at * ROWS_A_CALL, (at + 1) * ROWS_A_CALL),
  );
}
