import { api, LightningElement, wire } from 'lwc';
import { getRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import syncNow from '@salesforce/apex/CoSellCardController.syncNow';
import { createFollower, planOf } from 'c/coSellClock';
import { labels } from 'c/coSellLabels';
import { OPTIONAL_FIELDS, readLead, toFields } from './leadFields';
import { viewOf } from './leadView';

/** Shows a lead of Microsoft's from the fields of its record alone, and answers it. Only a click on Sync Now calls the bridge. */
export default class CoSellLeadCard extends LightningElement {
  labels = labels;
  shownId;
  lead;
  view;
  loadError;
  problem;
  isBusy = false;
  said = '';
  follower = createFollower(() => this.refresh());

  @api
  get recordId() {
    return this.shownId;
  }

  /** Lightning may keep the card and give it another record: nothing of the one before may be shown or saved there. */
  set recordId(id) {
    if (id === this.shownId) return;
    this.shownId = id;
    this.lead = undefined;
    this.view = undefined;
    this.problem = undefined;
  }

  @wire(getRecord, { recordId: '$recordId', optionalFields: OPTIONAL_FIELDS })
  showRecord({ data, error }) {
    if (!data && !error) return;
    this.loadError = error;
    this.lead = data ? readLead(data) : undefined;
    this.draw();
    this.followLead();
  }

  connectedCallback() {
    this.followLead();
  }

  disconnectedCallback() {
    this.follower.end();
  }

  get isLoading() {
    return !this.lead && !this.loadError;
  }

  handleSave({ detail }) {
    return this.save(detail);
  }

  handleAct({ detail }) {
    return this.save(ACTS[detail.name]);
  }

  async handleSync() {
    const isAnswered = await this.call(async () => {
      const answer = await syncNow({ recordId: this.recordId });
      this.said = answer.error?.message ?? (answer.settled ? labels.syncDone : labels.syncGoesOn);
      // What the record says already is not said twice.
      if (answer.error && answer.error.message !== this.lead.syncMessage)
        this.problem = answer.error;
    });
    // Also a wish on the record: it is carried out once the bridge can be reached again.
    if (!isAnswered) await this.save({ request: 'Sync Now' }, { keepsProblem: true });
    await this.refresh();
  }

  save(values, { keepsProblem = false } = {}) {
    return this.call(async () => {
      await updateRecord({ fields: { Id: this.recordId, ...toFields(values) } });
      this.said = labels.saved;
    }, keepsProblem);
  }

  /** One thing at a time; what goes wrong is shown, and answered with false. */
  async call(work, keepsProblem = false) {
    this.isBusy = true;
    if (!keepsProblem) this.problem = undefined;
    try {
      await work();
      return true;
    } catch (error) {
      this.problem = error;
      this.said = labels.wentWrong;
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  async refresh() {
    try {
      await notifyRecordUpdateAvailable([{ recordId: this.recordId }]);
    } catch {
      // Offline for a moment: what is shown stays, and the next look comes.
    }
    this.draw();
  }

  draw() {
    this.view = this.lead ? viewOf(this.lead, Date.now()) : undefined;
  }

  followLead() {
    this.follower.follow(this.view ? planOf(this.lead, this.view.state) : null);
  }
}

const ACTS = {
  retry: { request: 'Retry' },
  resume: { sync: true },
};
