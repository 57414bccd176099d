import { api, LightningElement } from 'lwc';
import { format } from 'c/coSellFormat';
import { labels, whoLabels } from 'c/coSellLabels';

/** One thing the bridge needs: whether it is there, and if not, who can fix it and how. */
export default class CoSellHealthRow extends LightningElement {
  /** `{title, icon, variant, badge: {label, class}, message, detail, who, fix}` */
  @api row;

  get who() {
    const { who } = this.row;
    return who ? format(labels.whoCanFix, whoLabels[who] ?? who) : null;
  }
}
