import { api, LightningElement } from 'lwc';
import { labels } from 'c/coSellLabels';
import { auditLines } from './auditLines';

/** Enough to see what happened last; the rest is one click away. */
const NEWEST = 3;

/** What happened lately, from the record itself; the whole history is loaded when it is opened. */
export default class CoSellHistory extends LightningElement {
  @api recordId;
  /** `Audit__c`; not given for a record that has no such field: then all there is, is the whole history. */
  @api audit;

  labels = labels;
  isOpen = false;

  get lines() {
    return auditLines(this.audit).slice(0, NEWEST);
  }

  get hasNoLines() {
    return this.audit !== undefined && !this.hasLines;
  }

  get hasLines() {
    return this.lines.length > 0;
  }

  get toggleLabel() {
    return this.isOpen ? labels.historyHide : labels.historyShow;
  }

  handleToggle() {
    this.isOpen = !this.isOpen;
  }
}
