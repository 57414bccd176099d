import { format } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';

/** More lines nobody reads; the counts tell of all. */
const MOST_SHOWN = 100;

const WORDS = {
  new: { word: labels.importNew, tone: 'slds-text-color_success' },
  changed: { word: labels.importChanged, tone: 'slds-text-title_bold' },
  bad: { word: labels.importBad, tone: 'slds-text-color_error' },
};
/** What a person has to look at comes first. */
const ORDER = ['bad', 'changed', 'new'];

export function countOf(outcomes) {
  const count = (wanted) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  return ['new', 'changed', 'unchanged', 'bad'].map(count);
}

/** Lines that something happens with, as they are listed; and how many more there are. */
export function listOf(outcomes, rows) {
  const byLine = new Map(rows.map((row) => [row.line, row]));
  const told = ORDER.flatMap((wanted) => outcomes.filter(({ outcome }) => outcome === wanted));
  return {
    shown: told.slice(0, MOST_SHOWN).map((one) => draw(one, byLine.get(one.line))),
    left: Math.max(0, told.length - MOST_SHOWN),
  };
}

function draw({ line, outcome, reason, changes }, row) {
  return {
    key: line,
    ...WORDS[outcome],
    title: row ? [row.name, row.solutionId && `(${row.solutionId})`].filter(Boolean).join(' ') : '',
    where: format(labels.importLine, line),
    reason,
    changes: (changes ?? []).map(({ label, before, after }, key) => ({
      key,
      text: format(
        labels.importChange,
        label,
        before || labels.emptyValue,
        after || labels.emptyValue,
      ),
    })),
  };
}
