import { api, LightningElement } from 'lwc';
import { labels } from 'c/coSellLabels';

const toBe = (icon, title, text) => ({ icon, title, text });

/** What a deal will be. */
const KINDS = {
  private: toBe('utility:lock', 'kindPrivate', 'kindPrivateText'),
  'partner-led': toBe('utility:preview', 'kindPartnerLed', 'kindPartnerLedText'),
  'co-sell': toBe('utility:groups', 'kindCoSell', 'kindCoSellText'),
};

/** What a shared deal is. */
const SHARED_KINDS = {
  private: toBe('utility:lock', 'sharedPrivate', 'kindPrivateText'),
  'partner-led': toBe('utility:preview', 'sharedPartnerLed', 'kindPartnerLedText'),
  inbound: toBe('utility:download', 'sharedInbound', 'sharedInboundText'),
  asking: toBe('utility:clock', 'sharedAsking', 'sharedAskingText'),
  'co-sell': toBe('utility:groups', 'sharedCoSell', 'sharedCoSellText'),
};

/** What a choice of help and visibility makes of the deal, in words: before anything is sent, and afterwards. */
export default class CoSellDealKind extends LightningElement {
  /** `private`, `partner-led` or `co-sell`; of a shared deal also `inbound`, and `asking` until Microsoft is invited. */
  @api kind;
  @api isShared = false;

  get words() {
    const { icon, title, text } = (this.isShared ? SHARED_KINDS : KINDS)[this.kind];
    return { icon, title: labels[title], text: labels[text] };
  }
}
