import { api, LightningElement } from 'lwc';
import { isInbound, kindOf } from 'c/coSellDeal';
import { labels } from 'c/coSellLabels';

/** What Microsoft sees of a shared deal, and the ways to show or ask more. */
export default class CoSellSharedDeal extends LightningElement {
  @api recordId;
  @api deal;
  @api canUpgrade = false;
  @api canEdit = false;
  @api isBusy = false;

  labels = labels;

  get kind() {
    if (isInbound(this.deal)) return 'inbound';
    const kind = kindOf(this.deal);
    // Asked for on the record; only Microsoft's own referral shows that it was asked.
    return kind === 'co-sell' && !this.deal.microsoftStatus ? 'asking' : kind;
  }

  handleSave({ detail }) {
    this.dispatchEvent(new CustomEvent('save', { detail }));
  }
}
