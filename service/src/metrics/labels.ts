/**
 * Values of labels come from fixed lists, so that neither a host nor a caller decides how many series there are, and
 * nobody's data becomes a label.
 */
import { CATALOGUE } from '../domain/catalogue.ts';
import type { Side } from '../domain/values.ts';
import { WEBHOOK_REFUSALS } from './webhook-refusals.ts';

const OTHER = 'other';

const SIDES: Record<Side, string> = { partnerCenter: 'partner-center', salesforce: 'salesforce' };
const SWEEPS = new Set([
  'salesforce-tokens',
  'salesforce-modified',
  'partner-center',
  'settings',
  'history',
]);

export const sideLabel = (side: Side): string => SIDES[side];

/** A code of the catalogue, or `other`. */
export const codeLabel = (code: string): string => (Object.hasOwn(CATALOGUE, code) ? code : OTHER);

export const webhookLabel = (code: string): string => (WEBHOOK_REFUSALS.has(code) ? code : OTHER);

export const sweepLabel = (sweep: string): string => (SWEEPS.has(sweep) ? sweep : OTHER);

/** `2xx` for 204; `none` where no answer came. */
export function statusLabel(status: number | null): string {
  if (status === null) return 'none';
  return status >= 100 && status < 600 ? `${Math.floor(status / 100)}xx` : OTHER;
}
