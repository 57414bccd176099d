import { api, LightningElement, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import getTimeline from '@salesforce/apex/CoSellCardController.getTimeline';
import { labels } from 'c/coSellLabels';
import { timelineEntries } from './timelineEntries';

/** The whole history of a deal. Made only when it is opened: its wire is a call. */
export default class CoSellTimeline extends LightningElement {
  @api recordId;

  labels = labels;
  entries;
  error;
  wired;

  @wire(getTimeline, { recordId: '$recordId' })
  showEntries(result) {
    this.wired = result;
    if (result.data) this.entries = timelineEntries(result.data);
    this.error = result.error;
  }

  get isLoading() {
    return !this.entries && !this.error;
  }

  get isEmpty() {
    return this.entries?.length === 0;
  }

  /** What was loaded before is kept by the platform until it is asked for anew. */
  handleReload() {
    return refreshApex(this.wired);
  }
}
