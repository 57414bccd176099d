import { api, LightningElement } from 'lwc';
import { VISIBLE } from 'c/coSellDeal';
import { labels } from 'c/coSellLabels';

/** Makes a shared deal visible to Microsoft, or asks Microsoft for help with it. Neither can be taken back. */
export default class CoSellUpgrade extends LightningElement {
  @api deal;
  @api isBusy = false;

  labels = labels;
  isOpen = false;
  draft = {};
  wantsFocus = null;

  get choice() {
    const { help, visibility, note } = { ...this.deal, ...this.draft };
    return { help, visibility, note };
  }

  get isVisible() {
    return this.deal.visibility === VISIBLE;
  }

  get sendLabel() {
    return this.choice.help || this.isVisible ? labels.upgradeHelp : labels.upgradeVisible;
  }

  get hasNothingToSend() {
    const { help, visibility } = this.choice;
    return this.isBusy || (!help && visibility === this.deal.visibility);
  }

  renderedCallback() {
    if (!this.wantsFocus) return;
    this.template.querySelector(this.wantsFocus)?.focus();
    this.wantsFocus = null;
  }

  handleOpen() {
    this.isOpen = true;
    this.wantsFocus = 'h4';
  }

  handleClose() {
    this.isOpen = false;
    this.draft = {};
    this.wantsFocus = '[data-id="open"]';
  }

  handleKey(event) {
    if (event.key === 'Escape') this.handleClose();
  }

  handleChoice({ detail }) {
    this.draft = detail;
  }

  handleSend() {
    this.dispatchEvent(new CustomEvent('save', { detail: this.choice }));
  }
}
