import { api, LightningElement } from 'lwc';
import { labels } from 'c/coSellLabels';

/** The way on and the way back: a button that does it, and Cancel, which can always be pressed. */
export default class CoSellConfirmRow extends LightningElement {
  /** What the button does; without one there is nothing to confirm yet, and Cancel stands alone. */
  @api label;
  /** `brand` or `destructive`. */
  @api variant = 'brand';
  @api isDisabled = false;

  labels = labels;

  handleConfirm() {
    this.dispatchEvent(new CustomEvent('confirm'));
  }

  handleCancel() {
    this.dispatchEvent(new CustomEvent('cancel'));
  }
}
