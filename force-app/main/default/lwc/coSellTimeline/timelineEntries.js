import { format, formatDateTime } from 'c/coSellFormat';
import { actionLabels, canonicalLabels, labels } from 'c/coSellLabels';

const ABOUT_IDS = ['shared', 'received', 'linked', 'unlinked'];
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
    change: changeOf(line),
    reason: line.reason,
    when: format(labels.historyBy, formatDateTime(line.occurred), line.actor ?? ''),
  }));
}

/** What changed, in words; an id that came to be says nothing to a seller. */
function changeOf({ action, field, before, after }) {
  const name = canonicalLabels[field] ?? field;
  if ((!before && !after) || ABOUT_IDS.includes(action)) return name;
  const change = format(
    labels.historyChange,
    before || labels.emptyValue,
    after || labels.emptyValue,
  );
  return [name, change].filter(Boolean).join(' ');
}
