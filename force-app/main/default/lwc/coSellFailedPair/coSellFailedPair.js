import { api, LightningElement } from 'lwc';
import { format, formatDateTime } from 'c/coSellFormat';
import { labels, whoLabels } from 'c/coSellLabels';

/** A deal that could not be synced: what happened, who can fix it, how, and the button to try again. */
export default class CoSellFailedPair extends LightningElement {
  /** A pair of the bridge's list of failed pairs. */
  @api pair;
  @api isBusy = false;

  labels = labels;

  get id() {
    const { recordId, referralId, id } = this.pair;
    return recordId ?? referralId ?? id;
  }

  get retryName() {
    return format(labels.about, labels.opsRetry, this.id);
  }

  get noRecord() {
    return format(labels.opsNoRecord, this.pair.referralId ?? this.pair.id);
  }

  get who() {
    const { who } = this.pair;
    return format(labels.whoCanFix, whoLabels[who] ?? who);
  }

  get tried() {
    return format(labels.opsTried, this.pair.failures, formatDateTime(this.pair.at));
  }

  get nextLook() {
    const { nextLookAt } = this.pair;
    return nextLookAt ? format(labels.opsNextLook, formatDateTime(nextLookAt)) : null;
  }

  get forTheLog() {
    return format(labels.opsForTheLog, this.pair.code, this.pair.correlationId);
  }

  handleRetry() {
    this.dispatchEvent(new CustomEvent('retry', { detail: { id: this.pair.id } }));
  }

  handleOpen() {
    this.dispatchEvent(new CustomEvent('open', { detail: { recordId: this.pair.recordId } }));
  }
}
