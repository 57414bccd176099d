import { formatDateTime } from 'c/coSellFormat';
import { actionLabels } from 'c/coSellLabels';

/** `2026-11-10 08:10 shared: – → id (reason)`, in UTC, as the bridge writes it. */
const LINE = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d) ([\w-]+)(.*)$/;

/** The lines of `Audit__c`, newest first. A line of another form is shown as it is. */
export function auditLines(text) {
  return (text ?? '')
    .split(/\r?\n/)
    .filter(Boolean)
    .map((line, key) => {
      const parts = LINE.exec(line);
      if (!parts) return { key, when: '', what: line };
      const [, day, time, action, rest] = parts;
      return {
        key,
        when: formatDateTime(`${day}T${time}:00Z`),
        what: `${actionLabels[action] ?? action}${rest}`,
      };
    });
}
