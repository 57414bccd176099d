import { LightningElement } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import checkHistory from '@salesforce/apex/CoSellOperationsController.checkHistory';
import { format } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';

/** Asks the bridge, some deals at a time, whether anything in the history of the deals is not as it was written. */
export default class CoSellHistoryCheck extends NavigationMixin(LightningElement) {
  labels = labels;
  isBusy = false;
  said = '';
  findings = [];
  isOrgAway = false;
  error;

  async handleCheck() {
    this.isBusy = true;
    this.error = undefined;
    this.findings = [];
    this.isOrgAway = false;
    this.said = labels.loading;
    try {
      await this.checkAll();
    } catch (error) {
      this.error = error;
      this.said = '';
    } finally {
      this.isBusy = false;
    }
  }

  async checkAll() {
    const sum = await this.checkFrom(null, { entries: 0, pairs: 0 });
    const found = this.findings.length;
    this.said =
      found > 0
        ? format(labels.auditFound, sum.entries, sum.pairs, found)
        : format(labels.auditFine, sum.entries, sum.pairs);
  }

  /** What is counted up to the last page. Each page says where the next one begins. */
  async checkFrom(after, before) {
    const page = await checkHistory({ after });
    const sum = { entries: before.entries + page.entries, pairs: before.pairs + page.pairs };
    this.isOrgAway = this.isOrgAway || !page.isOrgChecked;
    this.findings = [...this.findings, ...page.findings.map(shown)];
    this.said = format(labels.auditRunning, sum.entries, sum.pairs);
    return page.next && this.isConnected ? this.checkFrom(page.next, sum) : sum;
  }

  handleOpen(event) {
    this[NavigationMixin.Navigate]({
      type: 'standard__recordPage',
      attributes: { recordId: event.currentTarget.dataset.id, actionName: 'view' },
    });
  }
}

function shown({ recordId, entryKey, message, pairId }, key) {
  return {
    key: `${pairId}-${entryKey}-${key}`,
    message,
    recordId,
    entry: format(labels.auditEntry, entryKey ?? pairId),
  };
}
