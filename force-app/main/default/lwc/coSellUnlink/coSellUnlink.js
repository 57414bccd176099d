import { api, LightningElement } from 'lwc';
import { labels } from 'c/coSellLabels';

/** Says what unlinking does, and asks once more: no click takes it back. */
export default class CoSellUnlink extends LightningElement {
  /** Of the referral; whoever links the two again needs it. */
  @api identifier;
  @api isBusy = false;

  labels = labels;
  isFocused = false;

  renderedCallback() {
    if (this.isFocused) return;
    this.isFocused = true;
    this.template.querySelector('h3').focus();
  }

  handleConfirm() {
    this.dispatchEvent(new CustomEvent('save', { detail: { request: 'Unlink' } }));
  }

  handleCancel() {
    this.dispatchEvent(new CustomEvent('cancel'));
  }

  handleKey(event) {
    if (event.key === 'Escape') this.handleCancel();
  }
}
