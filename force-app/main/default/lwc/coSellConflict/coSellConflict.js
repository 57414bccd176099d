import { api, LightningElement } from 'lwc';
import { format, formatDateTime } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';
import { describeField } from 'c/coSellTrail';
import { showSaved } from './showSaved';
import { showValue } from './showValue';

/** One field that both sides changed: both values side by side, and a button under each. */
export default class CoSellConflict extends LightningElement {
  /** `{field, salesforce, partnerCenter, hash, since, saved: {[side]: {at, by}}, chosen: side | null}` */
  @api conflict;
  @api isBusy = false;

  labels = labels;

  get title() {
    return describeField(this.conflict.field);
  }

  get since() {
    const { since } = this.conflict;
    return since ? format(labels.conflictSince, formatDateTime(since)) : null;
  }

  get sides() {
    return [
      this.side('salesforce', labels.inSalesforce),
      this.side('partnerCenter', labels.inPartnerCenter),
    ];
  }

  get isChosen() {
    return this.conflict.chosen !== null;
  }

  side(name, owner) {
    const value = showValue(this.conflict[name]);
    const isChosen = this.conflict.chosen === name;
    return {
      name,
      owner,
      value,
      saved: showSaved(name, this.conflict.saved?.[name]),
      class: isChosen ? 'side side_chosen' : 'side',
      isChosen,
      // Two buttons of one name tell a screen reader nothing.
      buttonName: format(labels.keepNamed, labels.keepThis, owner, value),
    };
  }

  handleChoose(event) {
    const { field, hash } = this.conflict;
    const detail = { field, hash, side: event.currentTarget.dataset.side };
    this.dispatchEvent(new CustomEvent('choose', { detail }));
  }
}
