import { api, LightningElement } from 'lwc';
import { labels } from 'c/coSellLabels';
import { factsOf, sellersOf } from './facts';

/** Microsoft's half of the deal: its answer, its people and its view. */
export default class CoSellMicrosoft extends LightningElement {
  @api deal;

  labels = labels;

  get status() {
    return this.deal.display.microsoftStatus ?? labels.microsoftNotAsked;
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
