import { format, formatDateTime } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';

/** Who saved a side last and when, as far as that side tells; null when it tells nothing. */
export function showSaved(side, saved) {
  if (!saved?.at) return null;
  const time = formatDateTime(saved.at);
  if (side === 'partnerCenter') return format(labels.conflictSavedThere, time);
  return saved.by
    ? format(labels.conflictSavedBy, time, saved.by)
    : format(labels.conflictSaved, time);
}
