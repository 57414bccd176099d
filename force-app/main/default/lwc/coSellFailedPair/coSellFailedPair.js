import { api, LightningElement } from 'lwc';
import { format, formatDateTime } from 'c/coSellFormat';
import { labels, troubleLabels, whoLabels } from 'c/coSellLabels';

/** A deal that needs somebody's eye: what happened, who can fix it, how, and the button to try again. */
export default class CoSellFailedPair extends LightningElement {
  /** A pair of the bridge's list of pairs in trouble. */
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

  get trouble() {
    return troubleLabels[this.pair.trouble] ?? this.pair.trouble;
  }

  get tried() {
    const { failures, at } = this.pair;
    return failures > 0
      ? format(labels.opsTried, failures, formatDateTime(at))
      : format(labels.opsSince, formatDateTime(at));
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
