import { api, LightningElement } from 'lwc';
import { format } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';

/** Where the deal stands: one headline, Partner Center's own words and the way of the deal. */
export default class CoSellStatusHeader extends LightningElement {
  /** `{icon, variant, title, text, badge, path, words, reason, registration, link, lastSynced, expires}` */
  @api header;

  labels = labels;

  /** For whoever worked in a tile that is gone: the next thing to read. */
  @api
  focusTitle() {
    this.template.querySelector('h3').focus();
  }

  get words() {
    return this.header.words && format(labels.partnerCenterSays, this.header.words);
  }

  get reason() {
    return this.header.reason && format(labels.reasonGiven, this.header.reason);
  }

  get registration() {
    return this.header.registration && format(labels.registrationIs, this.header.registration);
  }
}
