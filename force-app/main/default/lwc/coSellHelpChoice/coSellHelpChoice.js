import { api, LightningElement } from 'lwc';
import { HELP_VALUES, kindOf, PRIVATE, VISIBLE } from 'c/coSellDeal';
import { helpLabels, labels } from 'c/coSellLabels';

/** A combobox cannot hold null. */
const NO_HELP = 'none';

/**
 * Which help is wanted and who may see the deal. Every change is told with the whole choice:
 * `choice` with `{help, visibility, note}`.
 */
export default class CoSellHelpChoice extends LightningElement {
  /** `{help, visibility, note}` */
  @api choice;
  /** Microsoft sees the deal already, and that cannot be taken back. */
  @api isVisible = false;

  labels = labels;
  helps = [
    { value: NO_HELP, label: labels.noHelp },
    ...HELP_VALUES.map((value) => ({ value, label: helpLabels[value] })),
  ];
  visibilities = [
    { value: PRIVATE, label: labels.visibilityPrivate },
    { value: VISIBLE, label: labels.visibilityVisible },
  ];

  get help() {
    return this.choice.help ?? NO_HELP;
  }

  get visibility() {
    return this.isVisibilitySettled ? VISIBLE : (this.choice.visibility ?? PRIVATE);
  }

  /** Who asks for help shows the deal. */
  get isVisibilitySettled() {
    return this.isVisible || Boolean(this.choice.help);
  }

  get visibilityText() {
    return this.isVisible ? labels.visibilityDone : labels.visibilityOneWay;
  }

  get kind() {
    return kindOf({ help: this.choice.help, visibility: this.visibility });
  }

  handleHelp({ detail }) {
    const help = detail.value === NO_HELP ? null : detail.value;
    this.tell(help ? { help, visibility: VISIBLE } : { help, visibility: this.ownVisibility() });
  }

  handleVisibility({ detail }) {
    this.tell({ visibility: detail.value });
  }

  handleNote({ detail }) {
    this.tell({ note: detail.value });
  }

  ownVisibility() {
    return this.isVisible ? VISIBLE : PRIVATE;
  }

  tell(changed) {
    const detail = { ...this.choice, ...changed };
    this.dispatchEvent(new CustomEvent('choice', { detail }));
  }
}
