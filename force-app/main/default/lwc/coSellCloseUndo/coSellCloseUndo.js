import { api, LightningElement } from 'lwc';
import { format, formatDateTime } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';

const TEXTS = { counting: 'closeCounting', due: 'closeDue', held: 'closeHeld' };

/** A final status on its way to Microsoft: when it goes, and how to hold it back or send it at once. */
export default class CoSellCloseUndo extends LightningElement {
  /** `{phase: 'counting' | 'due' | 'held', until, outcomeLabel}` */
  @api closing;
  @api isBusy = false;

  labels = labels;
  isSure = false;
  wantsFocus = null;

  renderedCallback() {
    if (!this.wantsFocus) return;
    this.template.querySelector(this.wantsFocus)?.focus();
    this.wantsFocus = null;
  }

  get text() {
    const { phase, outcomeLabel, until } = this.closing;
    return format(labels[TEXTS[phase]], outcomeLabel, formatDateTime(until));
  }

  get canHold() {
    return this.closing.phase === 'counting';
  }

  get canSend() {
    return this.closing.phase !== 'due' && !this.isSure;
  }

  get sendVariant() {
    return this.closing.phase === 'held' ? 'brand' : 'neutral';
  }

  handleHold() {
    this.ask('Hold Close');
  }

  handleSend() {
    this.isSure = true;
    this.wantsFocus = '[data-id="sure"]';
  }

  handleCancel() {
    this.isSure = false;
    this.wantsFocus = '[data-id="send"]';
  }

  handleKey(event) {
    if (event.key === 'Escape') this.handleCancel();
  }

  handleSendNow() {
    this.isSure = false;
    this.ask('Send Close Now');
  }

  ask(request) {
    this.dispatchEvent(new CustomEvent('save', { detail: { request } }));
  }
}
