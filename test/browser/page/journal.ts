import type { ApexCall, FieldValue, PageReference } from '../shims/port.ts';
import type { Toast } from '../shims/platform-show-toast-event.ts';

/** What the components of a page asked for, in order; tests read it as `coSellJournal`. */
export type Journal = {
  updates: { recordId: string; fields: { [name: string]: FieldValue } }[];
  apexCalls: ApexCall[];
  navigations: { pageReference: PageReference; replace: boolean }[];
  toasts: Toast[];
};

export const emptyJournal = (): Journal => ({
  updates: [],
  apexCalls: [],
  navigations: [],
  toasts: [],
});
