import { api, LightningElement, wire } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { getRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import checkBeforeSharing from '@salesforce/apex/CoSellCardController.checkBeforeSharing';
import syncNow from '@salesforce/apex/CoSellCardController.syncNow';
import { createFollower, planOf } from 'c/coSellClock';
import { addChoice, OPTIONAL_FIELDS, readDeal, toFields } from 'c/coSellDeal';
import { labels } from 'c/coSellLabels';
import { placeOf } from './places';
import { viewOf } from './viewOf';

/** Shows a deal from the fields of its record alone. A click on Sync Now or Check is all that ever calls the bridge. */
export default class CoSellCard extends NavigationMixin(LightningElement) {
  labels = labels;
  shownId;
  deal;
  view;
  loadError;
  problem;
  preflight;
  isBusy = false;
  said = '';
  asksUnlink = false;
  hadFocus = false;
  follower = createFollower(() => this.refresh());

  @api
  get recordId() {
    return this.shownId;
  }

  /** Lightning may keep the card and give it another record: nothing of the one before may be shown or saved there. */
  set recordId(id) {
    if (id === this.shownId) return;
    this.shownId = id;
    this.deal = undefined;
    this.view = undefined;
    this.problem = undefined;
    this.preflight = undefined;
    this.asksUnlink = false;
  }

  @wire(getRecord, { recordId: '$recordId', optionalFields: OPTIONAL_FIELDS })
  showRecord({ data, error }) {
    if (!data && !error) return;
    this.loadError = error;
    this.deal = data ? readDeal(data) : undefined;
    // The record says the same by now.
    if (this.problem && this.problem.message === this.deal?.syncMessage) this.problem = undefined;
    this.draw();
    this.followDeal();
  }

  connectedCallback() {
    this.followDeal();
  }

  disconnectedCallback() {
    this.follower.end();
  }

  /** The tile that was worked in may be gone with its state; a keyboard must not be sent back to the top of the page. */
  renderedCallback() {
    if (!this.hadFocus) return;
    this.hadFocus = false;
    if (this.template.activeElement) return;
    this.template.querySelector('c-co-sell-status-header')?.focusTitle();
  }

  get isLoading() {
    return !this.deal && !this.loadError;
  }

  /** Somebody else may have unlinked it meanwhile. */
  get isUnlinking() {
    return this.asksUnlink && this.view.canUnlink;
  }

  handleSave({ detail }) {
    return this.save(detail);
  }

  handleChoose({ detail }) {
    return this.save({ conflictChoices: addChoice(this.deal.conflictChoices, detail) });
  }

  handleAct({ detail }) {
    return this.save(ACTS[detail.name]);
  }

  handleMenu({ detail }) {
    if (detail.value !== 'unlink') return this.save(ACTS[detail.value]);
    this.asksUnlink = true;
    return undefined;
  }

  async handleUnlink({ detail }) {
    if (await this.save(detail)) this.asksUnlink = false;
  }

  handleKeepLink() {
    this.asksUnlink = false;
    this.template.querySelector('lightning-button-menu')?.focus();
  }

  /** The bridge checks what is on the record, so the choices are saved first; Sync stays off. */
  async handleCheck({ detail }) {
    if (!(await this.save(detail))) return;
    await this.call(async () => {
      const answer = await checkBeforeSharing({ recordId: this.recordId });
      this.preflight = answer;
      this.said = answer.ready ? labels.checkReady : labels.checkMissing;
    });
  }

  async handleSync() {
    const isAnswered = await this.call(async () => {
      const answer = await syncNow({ recordId: this.recordId });
      this.said = answer.error?.message ?? (answer.settled ? labels.syncDone : labels.syncGoesOn);
      // What the record says already is not said twice.
      if (answer.error && answer.error.message !== this.deal.syncMessage)
        this.problem = answer.error;
    });
    // Also a wish on the record: it is carried out once the bridge can be reached again.
    if (!isAnswered) await this.save({ request: 'Sync Now' }, { keepsProblem: true });
    await this.refresh();
  }

  handleNavigate({ detail }) {
    this[NavigationMixin.Navigate](placeOf(detail.to, this.recordId, this.deal));
  }

  save(values, { keepsProblem = false } = {}) {
    return this.call(async () => {
      const fields = toFields(this.changed(values));
      if (Object.keys(fields).length > 0) {
        await updateRecord({ fields: { Id: this.recordId, ...fields } });
      }
      this.said = labels.saved;
    }, keepsProblem);
  }

  /** What the record has already is not written again: the user may be able to read a field but not to edit it. */
  changed(values) {
    return Object.fromEntries(
      Object.entries(values).filter(([word, value]) => value !== this.deal[word]),
    );
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

  /** Lightning Data Service reads the record again and hands it to the wire if it changed. */
  async refresh() {
    try {
      await notifyRecordUpdateAvailable([{ recordId: this.recordId }]);
    } catch {
      // Offline for a moment: what is shown stays, and the next look comes.
    }
    this.draw();
  }

  draw() {
    this.hadFocus = Boolean(this.template.activeElement);
    this.view = this.deal ? viewOf(this.deal, Date.now()) : undefined;
  }

  followDeal() {
    this.follower.follow(this.view ? planOf(this.deal, this.view.state) : null);
  }
}

const ACTS = {
  retry: { request: 'Retry' },
  resume: { sync: true },
  pause: { sync: false },
};
