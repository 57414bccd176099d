import { formatDateTime } from 'c/coSellFormat';
import { actionLabels, canonicalLabels } from 'c/coSellLabels';

/** `2026-11-10 08:10 sent dealValue: 1 → 2 (reason)`, in UTC, as the bridge writes it; all after the action may be missing. */
const LINE = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d) ([\w-]+)(?: ([\w:.-]+?))?(?:: (.*?))?(?: (\(.*\)))?$/;
/** What changed there is an id, which tells a seller nothing. */
const ABOUT_IDS = ['shared', 'received', 'linked', 'unlinked'];

/** The lines of `Audit__c`, newest first. A line of another form is shown as it is. */
export function auditLines(text) {
  return (text ?? '')
    .split(/\r?\n/)
    .filter(Boolean)
    .map((line, key) => {
      const parts = LINE.exec(line);
      return parts ? { key, ...readParts(parts) } : { key, when: '', what: line, detail: null };
    });
}

function readParts([, day, time, action, field, change, reason]) {
  const shownChange = ABOUT_IDS.includes(action) ? null : change;
  return {
    when: formatDateTime(`${day}T${time}:00Z`),
    what: actionLabels[action] ?? action,
    detail:
      [canonicalLabels[field] ?? field, shownChange, reason].filter(Boolean).join(' ') || null,
  };
}
