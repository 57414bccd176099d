import { api, LightningElement } from 'lwc';

const TONES = {
  error: { icon: 'utility:error', variant: 'error', class: 'notice notice_error' },
  warning: { icon: 'utility:warning', variant: 'warning', class: 'notice notice_warning' },
  neutral: { icon: 'utility:info', variant: '', class: 'notice' },
};

/** What happened, how to fix it, and at most one button that does so. */
export default class CoSellNotice extends LightningElement {
  /** `{tone, text, fix, action: {name, label} | null}` */
  @api notice;
  @api isBusy = false;

  get tone() {
    return TONES[this.notice.tone];
  }

  handleAct() {
    this.dispatchEvent(new CustomEvent('act', { detail: { name: this.notice.action.name } }));
  }
}
