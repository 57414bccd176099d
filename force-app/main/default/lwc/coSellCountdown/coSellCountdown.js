import { api, LightningElement } from 'lwc';
import { every } from 'c/coSellClock';
import { format, formatDateTime } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';
import { remainingOf } from './remaining';

const TICK_MS = 60 * 1000;
const ONE = { days: 'oneDay', hours: 'oneHour', minutes: 'oneMinute' };
const MANY = { days: 'manyDays', hours: 'manyHours', minutes: 'manyMinutes' };

/** How long there is to answer. Ticks once a minute, and never in a hidden tab. */
export default class CoSellCountdown extends LightningElement {
  /** ISO time. */
  @api until;

  now = Date.now();
  stop = () => {};

  connectedCallback() {
    this.stop = every(TICK_MS, () => {
      this.now = Date.now();
    });
  }

  disconnectedCallback() {
    this.stop();
  }

  get remaining() {
    return remainingOf(this.until, this.now);
  }

  get text() {
    if (this.remaining.isOver) return format(labels.expiredSince, formatDateTime(this.until));
    const left = this.remaining.parts.map(([unit, count]) =>
      count === 1 ? labels[ONE[unit]] : format(labels[MANY[unit]], count),
    );
    return format(labels.timeLeft, left.join(' '), formatDateTime(this.until));
  }

  get icon() {
    return this.remaining.isUrgent ? 'utility:warning' : 'utility:clock';
  }

  get variant() {
    return this.remaining.isUrgent ? 'warning' : '';
  }

  get textClass() {
    return this.remaining.isUrgent ? 'slds-m-left_x-small urgent' : 'slds-m-left_x-small';
  }
}
