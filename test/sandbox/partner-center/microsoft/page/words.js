/** Values in the words and forms of this desk. Times are UTC, as in the simulator's own records. */
const DAY = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const MOMENT = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export const NONE = '–';

export const money = (value, currency) =>
  value === null
    ? NONE
    : `${value.toLocaleString('en-US', { minimumFractionDigits: Number.isInteger(value) ? 0 : 2 })} ${currency ?? ''}`.trim();

export const day = (iso) => (iso ? DAY.format(new Date(iso)) : NONE);
export const moment = (iso) => (iso ? MOMENT.format(new Date(iso)) : NONE);

/** How long ago, from the simulator's now. */
export function ago(iso, now) {
  const ms = Math.max(0, Date.parse(now) - Date.parse(iso));
  if (ms < MINUTE_MS) return 'just now';
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min ago`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h ago`;
  return `${Math.floor(ms / DAY_MS)} d ago`;
}

/** `{text, isUrgent}` of the time left; undefined where nothing expires. */
export function countdown(iso, now) {
  if (!iso) return undefined;
  const ms = Date.parse(iso) - Date.parse(now);
  const isUrgent = ms < 3 * DAY_MS;
  if (ms <= 0) return { text: 'due now', isUrgent };
  const days = Math.floor(ms / DAY_MS);
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  const text = days > 0 ? `${days} d ${hours} h left` : `${hours} h ${minutes} min left`;
  return { text, isUrgent };
}

export const TONES = {
  Pending: 'warn',
  Received: 'warn',
  Accepted: 'info',
  Won: 'good',
  Lost: 'bad',
  Declined: 'bad',
  Expired: 'bad',
};

export const HELP = {
  Unknown: 'No help asked',
  GeneralOrOther: 'General or other',
  CustomerTechnicalArchitecture: 'Customer technical architecture',
  ProofOfConceptOrDemo: 'Proof of concept or demo',
  QuotesOrLicensing: 'Quotes or licensing',
  PostSalesCustomerSuccess: 'Post-sales customer success',
  WorkloadSpecificValueProposition: 'Workload-specific value proposition',
};

export const DIRECTIONS = { 'from partner': 'From partner', 'to partner': 'To partner' };

export const titleOf = ({ name, customer }) => name ?? customer ?? 'A deal without a name';
export const personName = ({ firstName, lastName }) =>
  [firstName, lastName].filter(Boolean).join(' ') || 'Nobody';
