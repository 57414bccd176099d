import { api, LightningElement } from 'lwc';
import { format } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';

/** The notes both companies read and write. */
export default class CoSellNotes extends LightningElement {
  @api canEdit = false;
  @api isBusy = false;

  labels = labels;
  isOpen = false;
  draft = null;
  wantsFocus = null;
  shown = null;

  @api
  get notes() {
    return this.shown;
  }
  set notes(notes) {
    this.shown = notes;
    // What was typed has arrived on the record: the editor has done its work.
    if (this.isOpen && this.draft !== null && this.draft === notes) this.close();
  }

  get text() {
    return this.shown || labels.notesNone;
  }

  /** Two buttons of one name tell a screen reader nothing. */
  get about() {
    return format(labels.about, labels.change, labels.notesTitle);
  }

  get typed() {
    return this.draft ?? this.shown;
  }

  renderedCallback() {
    if (!this.wantsFocus) return;
    this.template.querySelector(this.wantsFocus)?.focus();
    this.wantsFocus = null;
  }

  handleOpen() {
    this.isOpen = true;
    this.wantsFocus = 'lightning-textarea';
  }

  handleInput({ detail }) {
    this.draft = detail.value;
  }

  handleKey(event) {
    if (event.key === 'Escape') this.close();
  }

  handleCancel() {
    this.close();
  }

  handleSave() {
    if (this.draft === null || this.draft === this.shown) {
      this.close();
      return;
    }
    this.dispatchEvent(new CustomEvent('save', { detail: { sharedNotes: this.draft } }));
  }

  close() {
    this.isOpen = false;
    this.draft = null;
    this.wantsFocus = '[data-id="open"]';
  }
}
