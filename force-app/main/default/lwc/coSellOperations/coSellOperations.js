import { LightningElement } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import getTroubledPairs from '@salesforce/apex/CoSellOperationsController.getTroubledPairs';
import getHealth from '@salesforce/apex/CoSellOperationsController.getHealth';
import retryAll from '@salesforce/apex/CoSellOperationsController.retryAll';
import retryPair from '@salesforce/apex/CoSellOperationsController.retryPair';
import { after } from 'c/coSellClock';
import { format } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';
import { alarmsOf, healthRows, numbersOf } from './healthRows';

/** A retried pair is visited within a second; a few more, and its outcome shows. */
const OUTCOME_MS = 5000;
const MINUTE_S = 60;

/** The bridge for an admin: is it well, and which deals wait for a person. Every answer is the bridge's own. */
export default class CoSellOperations extends NavigationMixin(LightningElement) {
  labels = labels;
  health;
  pairs;
  next = null;
  error;
  isBusy = false;
  isSure = false;
  said = '';
  wantsFocus = null;
  stopWaiting = () => {};

  connectedCallback() {
    return this.load();
  }

  disconnectedCallback() {
    this.stopWaiting();
  }

  renderedCallback() {
    if (!this.wantsFocus) return;
    this.template.querySelector(this.wantsFocus)?.focus();
    this.wantsFocus = null;
  }

  get isLoading() {
    return !this.health && !this.error;
  }

  get rows() {
    return healthRows(this.health);
  }

  get alarms() {
    return alarmsOf(this.health).map((text, key) => ({ key, text }));
  }

  get numbers() {
    return numbersOf(this.health);
  }

  get isHealthy() {
    return this.alarms.length === 0 && this.rows.every(({ isGood }) => isGood) && this.hasNoPairs;
  }

  get headline() {
    return this.isHealthy
      ? {
          icon: 'utility:success',
          variant: 'success',
          title: labels.opsHealthy,
          text: labels.opsHealthyText,
        }
      : {
          icon: 'utility:warning',
          variant: 'warning',
          title: labels.opsTroubled,
          text: labels.opsTroubledText,
        };
  }

  get oldestDue() {
    const seconds = this.health.oldestDueSeconds ?? 0;
    if (seconds === 0) return null;
    if (seconds < 2 * MINUTE_S) return format(labels.opsOldestDue, Math.round(seconds));
    return format(labels.opsOldestDueMinutes, Math.round(seconds / MINUTE_S));
  }

  get hasNoPairs() {
    return this.pairs.length === 0;
  }

  get asksAboutAll() {
    return !this.hasNoPairs && !this.isSure;
  }

  handleReload() {
    return this.load();
  }

  handleRetry({ detail }) {
    return this.retry(() => retryPair({ pairId: detail.id }));
  }

  handleRetryAll() {
    this.isSure = true;
    this.wantsFocus = '[data-id="sure"]';
  }

  handleRetryAllNow() {
    this.isSure = false;
    return this.retry(() => retryAll());
  }

  handleCancel() {
    this.isSure = false;
    this.wantsFocus = '[data-id="retry-all"]';
  }

  handleKey(event) {
    if (event.key === 'Escape') this.handleCancel();
  }

  handleMore() {
    return this.call(async () => {
      const page = await getTroubledPairs({ after: this.next });
      this.pairs = [...this.pairs, ...page.pairs];
      this.next = page.next;
    });
  }

  handleOpen({ detail }) {
    this[NavigationMixin.Navigate]({
      type: 'standard__recordPage',
      attributes: { recordId: detail.recordId, actionName: 'view' },
    });
  }

  load() {
    return this.call(async () => {
      const [health, page] = await Promise.all([getHealth(), getTroubledPairs({ after: null })]);
      this.health = health;
      this.pairs = page.pairs;
      this.next = page.next;
      this.said = labels.opsLoaded;
    });
  }

  retry(ask) {
    return this.call(async () => {
      const count = await ask();
      this.said = format(labels.opsRetried, count);
      this.stopWaiting();
      this.stopWaiting = after(OUTCOME_MS, () => this.load());
    });
  }

  async call(work) {
    this.isBusy = true;
    this.error = undefined;
    try {
      await work();
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }
}
