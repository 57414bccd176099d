import { api, LightningElement } from 'lwc';
import { isInbound } from 'c/coSellDeal';
import { labels } from 'c/coSellLabels';
import { factsOf, sellersOf } from './facts';

/** Microsoft's half of the deal: its answer, its people and its view. */
export default class CoSellMicrosoft extends LightningElement {
  @api deal;

  labels = labels;

  get status() {
    const unanswered = isInbound(this.deal) ? labels.microsoftInvited : labels.microsoftNotAsked;
    return this.deal.display.microsoftStatus ?? unanswered;
  }

  get facts() {
    return factsOf(this.deal);
  }

  get sellers() {
    return sellersOf(this.deal);
  }

  get hasSellers() {
    return this.sellers.length > 0;
  }
}
