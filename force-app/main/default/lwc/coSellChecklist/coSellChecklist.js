import { api, LightningElement } from 'lwc';
import { format } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';
import { pointsOf } from './points';

/** What must be there before a deal can be sent; what is missing stands on top and can be fixed in place. */
export default class CoSellChecklist extends LightningElement {
  @api recordId;
  /** `[{code, field, ok, message}]` */
  @api items;
  @api deal;
  @api isBusy = false;

  labels = labels;
  showsDone = false;

  get points() {
    return pointsOf(this.items);
  }

  get missing() {
    return this.points.filter(({ ok }) => !ok);
  }

  get done() {
    return this.points.filter(({ ok }) => ok);
  }

  get isComplete() {
    return this.missing.length === 0;
  }

  get progress() {
    return format(labels.checklistProgress, this.done.length, this.points.length);
  }

  get doneLabel() {
    return this.showsDone ? labels.checklistHideDone : labels.checklistShowDone;
  }

  handleToggle() {
    this.showsDone = !this.showsDone;
  }

  handleSave({ detail }) {
    this.dispatchEvent(new CustomEvent('save', { detail }));
  }

  handleNavigate({ detail }) {
    this.dispatchEvent(new CustomEvent('navigate', { detail }));
  }
}
