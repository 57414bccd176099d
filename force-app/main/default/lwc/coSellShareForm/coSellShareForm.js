import { api, LightningElement } from 'lwc';
import { kindOf } from 'c/coSellDeal';
import { labels } from 'c/coSellLabels';

const BUTTONS = {
  private: 'sharePrivate',
  'partner-led': 'shareVisible',
  'co-sell': 'shareCoSell',
};

const CONSENT = '[data-id="consent"]';

/** Shares a deal that is not shared yet: consent, help, visibility, and what comes of it before the click. */
export default class CoSellShareForm extends LightningElement {
  @api recordId;
  @api deal;
  /** The bridge's answer to Check: `{kind, ready, items}`. */
  @api preflight;
  @api isBusy = false;
  @api startsOpen = false;

  labels = labels;
  isOpened = false;
  /** Only what was typed here; the rest comes from the record, also when it changes meanwhile. */
  draft = {};
  lacksConsent = false;
  wantsFocus = null;

  get isClosed() {
    return !this.isOpened && !this.startsOpen;
  }

  get consent() {
    return this.draft.consent ?? this.deal.consent ?? false;
  }

  get choice() {
    const { help, visibility, note } = { ...this.deal, ...this.draft };
    return { help, visibility, note };
  }

  get shareLabel() {
    return labels[BUTTONS[kindOf(this.choice)]];
  }

  /** Sync is what the share button switches on, so it is no point of the list. */
  get items() {
    return this.preflight?.items.filter(({ code }) => code !== 'sync-on');
  }

  renderedCallback() {
    if (!this.wantsFocus) return;
    this.template.querySelector(this.wantsFocus)?.focus();
    this.wantsFocus = null;
  }

  handleOpen() {
    this.isOpened = true;
    this.wantsFocus = 'h3';
  }

  handleConsent({ detail }) {
    this.draft = { ...this.draft, consent: detail.checked };
    this.lacksConsent = false;
  }

  handleChoice({ detail }) {
    this.draft = { ...this.draft, ...detail };
  }

  handleCheck() {
    return this.withSolutions(() => this.send('check', this.wishes()));
  }

  handleShare() {
    if (this.consent) {
      return this.withSolutions(() => this.send('share', { ...this.wishes(), sync: true }));
    }
    // Said already, so that nothing is drawn anew: the focus would wait for the next change of something else.
    if (this.lacksConsent) this.template.querySelector(CONSENT).focus();
    else this.wantsFocus = CONSENT;
    this.lacksConsent = true;
    return undefined;
  }

  /** Solutions that were chosen but not saved are meant to go along. */
  withSolutions(work) {
    const solutions = this.template.querySelector('c-co-sell-solutions');
    if (!solutions.hasUnsaved) return work();
    return solutions.save().then((isSaved) => isSaved && work());
  }

  handleSave({ detail }) {
    this.send('save', detail);
  }

  handleNavigate({ detail }) {
    this.send('navigate', detail);
  }

  wishes() {
    return { consent: this.consent, ...this.choice };
  }

  send(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
