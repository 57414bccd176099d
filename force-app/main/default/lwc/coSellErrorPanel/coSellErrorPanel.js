import { api, LightningElement } from 'lwc';
import { format } from 'c/coSellFormat';
import { labels, whoLabels } from 'c/coSellLabels';
import { reduceErrors } from './reduceErrors';

/** Says what went wrong, who can fix it and how, whatever shape the error came in. */
export default class CoSellErrorPanel extends LightningElement {
  /** One error of the platform or of ours, or a list of them. */
  @api errors;

  labels = labels;

  get shown() {
    return reduceErrors(this.errors).map(({ message, who, fix }, key) => ({
      key,
      message,
      fix,
      who: who ? format(labels.whoCanFix, whoLabels[who] ?? who) : null,
    }));
  }
}
