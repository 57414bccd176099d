import { api, LightningElement } from 'lwc';
import { labels } from 'c/coSellLabels';

const KINDS = {
  private: ['utility:lock', 'kindPrivate', 'sharedPrivate', 'kindPrivateText'],
  'partner-led': ['utility:preview', 'kindPartnerLed', 'sharedPartnerLed', 'kindPartnerLedText'],
  inbound: ['utility:download', null, 'sharedInbound', 'sharedInboundText'],
  'co-sell': ['utility:groups', 'kindCoSell', 'sharedCoSell', 'kindCoSellText'],
};

/** What a choice of help and visibility makes of the deal, in words: before anything is sent, and afterwards. */
export default class CoSellDealKind extends LightningElement {
  /** `private`, `partner-led` or `co-sell`; of a shared deal also `inbound`. */
  @api kind;
  @api isShared = false;

  get words() {
    const [icon, title, sharedTitle, text] = KINDS[this.kind];
    return { icon, title: labels[this.isShared ? sharedTitle : title], text: labels[text] };
  }
}
