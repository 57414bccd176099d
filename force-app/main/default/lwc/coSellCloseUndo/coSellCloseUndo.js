import { api, LightningElement } from 'lwc';
import { REASONS } from 'c/coSellDeal';
import { format, formatDateTime } from 'c/coSellFormat';
import { labels, reasonLabels } from 'c/coSellLabels';

/** Ends that Microsoft is told a reason for. */
const WITH_REASON = ['lost', 'declined'];
const TEXTS = { counting: 'closeCounting', due: 'closeDue', held: 'closeHeld' };

/** A final status on its way to Microsoft: when it goes, and how to hold it back or send it at once. */
export default class CoSellCloseUndo extends LightningElement {
  /** `{phase: 'counting' | 'due' | 'held', until, outcome, outcomeLabel, reason, stage, stageBefore, safeFrom}` */
  @api closing;
  @api isBusy = false;

  labels = labels;
  isSure = false;
  wantsFocus = null;
  reasons = REASONS.map((value) => ({ value, label: reasonLabels[value] }));

  renderedCallback() {
    if (!this.wantsFocus) return;
    this.template.querySelector(this.wantsFocus)?.focus();
    this.wantsFocus = null;
  }

  get text() {
    const { phase, outcomeLabel, until } = this.closing;
    return format(labels[TEXTS[phase]], outcomeLabel, formatDateTime(until));
  }

  get stageText() {
    return format(labels.closeStage, this.closing.stage);
  }

  get registerText() {
    const { safeFrom } = this.closing;
    return safeFrom ? format(labels.closeRegister, formatDateTime(safeFrom)) : undefined;
  }

  /** Not known for a deal that was closed when it was shared. */
  get undoLabel() {
    const { phase, stageBefore } = this.closing;
    return stageBefore && phase !== 'due' ? format(labels.closeUndo, stageBefore) : undefined;
  }

  get asksReason() {
    return WITH_REASON.includes(this.closing.outcome) && this.closing.phase !== 'due';
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

  handleReason({ detail }) {
    this.save({ responseReason: detail.value });
  }

  handleUndo() {
    this.save({ stage: this.closing.stageBefore });
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
    this.save({ request });
  }

  save(detail) {
    this.dispatchEvent(new CustomEvent('save', { detail }));
  }
}
