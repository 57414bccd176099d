import { api, LightningElement } from 'lwc';
import { format } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';
import { solutionLine } from './solutionLine';

/** The solutions of the deal at a glance; the editor, and with it every call, comes only when it is opened. */
export default class CoSellSolutions extends LightningElement {
  @api recordId;
  @api canEdit = false;
  /** Microsoft has the deal: it keeps at least one solution. */
  @api isShared = false;

  labels = labels;
  isOpen = false;
  wantsFocus = null;
  /** The record's own list follows when the bridge has been there; until then what was saved here is shown. */
  saved;
  summary;

  /** `Products__c`: one solution a line. */
  @api
  get products() {
    return this.summary;
  }

  set products(text) {
    if (text !== this.summary) this.saved = undefined;
    this.summary = text;
  }

  /** An open editor holds what is not saved yet. */
  @api
  get hasUnsaved() {
    return this.editor?.hasUnsaved ?? false;
  }

  /** Saves what an open editor holds; false when it could not, and the editor says why. */
  @api
  save() {
    return this.editor.save();
  }

  get editor() {
    return this.template.querySelector('c-co-sell-solutions-editor');
  }

  get names() {
    const names = this.saved ?? (this.products ?? '').split('\n').filter(Boolean);
    return names.map((name, key) => ({ key, name }));
  }

  get hasNames() {
    return this.names.length > 0;
  }

  /** Two buttons of one name tell a screen reader nothing. */
  get about() {
    return format(labels.about, labels.change, labels.solutionsTitle);
  }

  get canChange() {
    return this.canEdit && this.hasNames && !this.isOpen;
  }

  renderedCallback() {
    if (!this.wantsFocus) return;
    this.template.querySelector(this.wantsFocus)?.focus();
    this.wantsFocus = null;
  }

  handleOpen() {
    this.isOpen = true;
  }

  handleClose({ detail }) {
    this.saved = detail?.saved?.map(solutionLine);
    this.isOpen = false;
    this.wantsFocus = '[data-id="open"]';
  }
}
