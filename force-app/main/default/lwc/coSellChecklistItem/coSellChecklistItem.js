import { api, LightningElement } from 'lwc';
import { format } from 'c/coSellFormat';
import { checkButtons, labels } from 'c/coSellLabels';

const INPUTS = { text: 'text', number: 'number', date: 'date' };
const PAGES = { account: 'editAccount', contacts: 'addContactRole', opportunity: 'editDeal' };

/** One missing thing, with the control that puts it right. */
export default class CoSellChecklistItem extends LightningElement {
  @api recordId;
  /** `{code, text, field, fix: {kind, word, to}}` */
  @api point;
  @api deal;
  @api isBusy = false;

  labels = labels;
  draft;

  /** The record has it by now; the bridge has not looked yet. */
  get isEntered() {
    const { word, isRight = () => true } = this.point.fix;
    const value = this.deal[word];
    return (
      isRight(value) && value !== undefined && value !== null && value !== false && value !== ''
    );
  }

  get inputType() {
    return this.isEntered ? undefined : INPUTS[this.point.fix.kind];
  }

  /** Without it a number takes no cents. */
  get inputStep() {
    return this.point.fix.kind === 'number' ? '0.01' : '1';
  }

  get isSwitch() {
    return this.point.fix.kind === 'switch' && !this.isEntered;
  }

  get isSolutions() {
    return this.point.fix.kind === 'solutions';
  }

  get isPage() {
    return this.point.fix.kind === 'page';
  }

  get who() {
    return this.point.who ? format(labels.whoCanFix, this.point.who) : undefined;
  }

  get switchLabel() {
    return checkButtons[this.point.code];
  }

  get pageLabel() {
    return labels[PAGES[this.point.fix.to]];
  }

  handleInput({ detail }) {
    this.draft = detail.value;
  }

  handleKey(event) {
    if (event.key === 'Enter') this.handleSave();
  }

  handleSave() {
    if (this.draft === undefined || this.draft === '') return;
    const { kind, word } = this.point.fix;
    this.save({ [word]: kind === 'number' ? Number(this.draft) : this.draft });
  }

  handleSwitch() {
    this.save({ [this.point.fix.word]: true });
  }

  handlePage() {
    this.dispatchEvent(new CustomEvent('navigate', { detail: { to: this.point.fix.to } }));
  }

  save(detail) {
    this.dispatchEvent(new CustomEvent('save', { detail }));
  }
}
