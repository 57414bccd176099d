import { formatDateTime } from 'c/coSellFormat';
import { actionLabels } from 'c/coSellLabels';
import { describeChange, describeReason, parseAuditLine } from 'c/coSellTrail';

/** The lines of `Audit__c`, newest first. A line of another form is shown as it is. */
export function auditLines(text) {
  return (text ?? '')
    .split(/\r?\n/)
    .filter(Boolean)
    .map((line, key) => ({ key, ...shown(line, parseAuditLine(line)) }));
}

function shown(line, entry) {
  if (!entry) return { when: '', what: line, detail: null, reason: null };
  return {
    when: formatDateTime(entry.occurred),
    what: actionLabels[entry.action] ?? entry.action,
    detail: describeChange(entry) || null,
    reason: describeReason(entry.reason) || null,
  };
}
