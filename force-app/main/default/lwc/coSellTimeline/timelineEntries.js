import { format, formatDateTime } from 'c/coSellFormat';
import { actionLabels, labels } from 'c/coSellLabels';
import { describeChange, describeReason } from 'c/coSellTrail';

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
    change: describeChange(line),
    reason: describeReason(line.reason),
    when: format(labels.historyBy, formatDateTime(line.occurred), line.actor ?? ''),
  }));
}
