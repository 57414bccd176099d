import { format, formatDateTime } from 'c/coSellFormat';
import { actionLabels, canonicalLabels, labels } from 'c/coSellLabels';

const ICONS = {
  salesforce: 'utility:salesforce1',
  partnerCenter: 'utility:world',
  bridge: 'utility:sync',
};

/** Audit entries as they are drawn; newest first, as the controller sends them. */
export function timelineEntries(lines) {
  return lines.map((line) => ({
    id: line.id,
    icon: ICONS[line.side] ?? ICONS.bridge,
    what: actionLabels[line.action] ?? line.action,
    field: canonicalLabels[line.field] ?? line.field,
    change: changeOf(line),
    reason: line.reason,
    when: format(labels.historyBy, formatDateTime(line.occurred), line.actor ?? ''),
  }));
}

function changeOf({ before, after }) {
  if (!before && !after) return null;
  return format(labels.historyChange, before || labels.emptyValue, after || labels.emptyValue);
}
