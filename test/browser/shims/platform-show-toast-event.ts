/** Stands for `lightning/platformShowToastEvent`: the event that asks the page to show a toast. */
import { copyOf } from './frozen.ts';

export const ShowToastEventName = 'lightning__showtoast';

const VARIANTS = ['info', 'success', 'warning', 'error'];
const MODES = ['dismissible', 'dismissable', 'pester', 'sticky'];

export type Toast = {
  title?: string;
  message?: string;
  variant?: string;
  mode?: string;
  messageData?: unknown[];
};

export class ShowToastEvent extends CustomEvent<Toast> {
  constructor(toast: Toast) {
    super(ShowToastEventName, {
      bubbles: true,
      cancelable: true,
      composed: true,
      detail: copyOf(toast),
    });
    refuse('variant', toast.variant, VARIANTS);
    refuse('mode', toast.mode, MODES);
  }
}

function refuse(name: string, value: string | undefined, known: readonly string[]): void {
  if (value !== undefined && !known.includes(value)) {
    throw new Error(`ShowToastEvent: ${name} is one of ${known.join(', ')}; got ${value}`);
  }
}
