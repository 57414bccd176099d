import { api, LightningElement } from 'lwc';
import { REASONS } from 'c/coSellDeal';
import { labels, reasonLabels } from 'c/coSellLabels';

/** Accept or decline a deal from Microsoft. Both are final, so each asks once more; declining needs a reason. */
export default class CoSellResponse extends LightningElement {
  @api isBusy = false;

  labels = labels;
  step = 'choose';
  reason = null;
  hasLeftOutReason = false;
  wantsFocus = null;

  reasons = REASONS.map((value) => ({ value, label: reasonLabels[value] }));

  get isChoosing() {
    return this.step === 'choose';
  }

  get isAccepting() {
    return this.step === 'accept';
  }

  get isDeclining() {
    return this.step === 'decline';
  }

  renderedCallback() {
    if (!this.wantsFocus) return;
    this.template.querySelector(this.wantsFocus)?.focus();
    this.wantsFocus = null;
  }

  handleAccept() {
    this.open('accept');
  }

  handleDecline() {
    this.open('decline');
  }

  handleCancel() {
    this.wantsFocus = `[data-id="${this.step}"]`;
    this.step = 'choose';
  }

  handleKey(event) {
    if (event.key === 'Escape') this.handleCancel();
  }

  handleReason(event) {
    this.reason = event.detail.value;
    this.hasLeftOutReason = false;
    // Now, not when the field is left: a message that goes away under the mouse moves the button from under the click.
    event.target.reportValidity();
  }

  handleConfirmAccept() {
    this.send({ response: 'Accept' });
  }

  handleConfirmDecline() {
    if (this.reason) {
      this.send({ response: 'Decline', responseReason: this.reason });
      return;
    }
    this.hasLeftOutReason = true;
    this.template.querySelector('lightning-combobox').reportValidity();
  }

  open(step) {
    this.step = step;
    this.wantsFocus = 'h3';
  }

  send(detail) {
    this.dispatchEvent(new CustomEvent('save', { detail }));
  }
}
