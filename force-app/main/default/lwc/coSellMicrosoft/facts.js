import { formatDate, formatDateTime, formatNumber } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';

/** One line of Microsoft's sellers: `First Last, address`. */
const SELLER = /^(?:(.*), )?(\S+@\S+)$/;

/** What Microsoft shows about the deal beside its status, where there is something to show. */
export function factsOf(deal) {
  const value = deal.microsoftValue;
  return [
    { key: 'reason', label: labels.microsoftReason, value: deal.microsoftReason },
    { key: 'crm', label: labels.microsoftCrmId, value: deal.microsoftCrmId },
    {
      key: 'value',
      label: labels.microsoftValue,
      value: value === null ? null : formatNumber(value),
      // Only said where it says something: the same number is no news.
      note: value !== null && value !== deal.amount ? labels.differsFromOurs : null,
    },
    {
      key: 'date',
      label: labels.microsoftCloseDate,
      value: formatDate(deal.microsoftCloseDate),
      note:
        deal.microsoftCloseDate && deal.microsoftCloseDate !== deal.closeDate
          ? labels.differsFromOurs
          : null,
    },
    { key: 'notes', label: labels.microsoftNotes, value: deal.microsoftNotes },
    {
      key: 'changed',
      label: labels.microsoftChanged,
      value: deal.microsoftChanged ? formatDateTime(deal.microsoftChanged) : null,
    },
  ].filter((fact) => fact.value);
}

/** Sellers with what can be clicked; a line of another form is shown as it is. */
export function sellersOf(deal) {
  return (deal.microsoftSellers ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line, key) => {
      const [, name, email] = SELLER.exec(line) ?? [null, line, null];
      return { key, name: name ?? email, email, href: email ? `mailto:${email}` : null };
    });
}
