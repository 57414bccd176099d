import { format, formatDate, formatNumber } from 'c/coSellFormat';
import { labels, statusLabels, trailReasons } from 'c/coSellLabels';
import { describeField, memberOf } from './describeField';
import { describeSolution, showSolution, solutionName } from './describeSolution';
import { parseJson } from './parseJson';

/** What changed there is an id, which tells a seller nothing. */
const ABOUT_IDS = ['shared', 'received', 'linked', 'unlinked'];
const DAY = /^\d{4}-\d\d-\d\d$/;
const NUMBER = /^-?\d+(\.\d+)?$/;
const PEOPLE = ['contacts', 'team'];
const MOVED = ['conflict', 'held'];
/** `partnerCenter@<hash of both values>` */
const CHOICE = /^(salesforce|partnerCenter)@/;

/** What changed, in words; empty when there is nothing to say. */
export function describeChange({ action, field, before, after }) {
  if (ABOUT_IDS.includes(action)) return '';
  if (isBlank(before) && isBlank(after)) return describeField(field);
  const { set, key } = memberOf(field);
  if (set === 'solutions') return tellSolution(action, key, before, after);
  if (PEOPLE.includes(set)) return tellPerson(action, field, before);
  if (action === 'requested') return showWish(after);
  return [describeField(field), moveOf(action, showValue(field, before), showValue(field, after))]
    .filter(Boolean)
    .join(' ');
}

/** A question and its decision name both values; otherwise what changed is enough. */
function tellSolution(action, id, before, after) {
  if (!MOVED.includes(action)) return describeSolution(id, before, after);
  const name = format(labels.solutionField, solutionName(id, before, after));
  return `${name} ${moveOf(action, showSolution(id, before), showSolution(id, after))}`;
}

/** Being there or not is all that the bridge compares of a person. */
function tellPerson(action, field, before) {
  if (MOVED.includes(action)) return describeField(field);
  const label = isBlank(before) ? labels.historyPersonAdded : labels.historyPersonRemoved;
  return format(label, describeField(field));
}

/** Why, in words; what is no code of the bridge is a sentence already. */
export function describeReason(reason) {
  return trailReasons[reason] ?? reason ?? '';
}

/** A conflict keeps one value and names the other; a held one has not decided yet. */
function moveOf(action, before, after) {
  if (action === 'conflict') return format(labels.historyKept, after, before);
  if (action === 'held') return format(labels.historyApart, after, before);
  return format(labels.historyChange, before, after);
}

function showValue(field, value) {
  if (isBlank(value)) return labels.emptyValue;
  const text = String(value);
  if (field === 'status') return statusLabels[text] ?? text;
  if (field === 'visibility') {
    return text === 'true' ? labels.visibilityVisible : labels.visibilityPrivate;
  }
  if (DAY.test(text)) return formatDate(text);
  return field === 'dealValue' && NUMBER.test(text) ? formatNumber(Number(text)) : text;
}

/** A request is a word of a picklist; choices between two values name the side of each field. */
function showWish(wish) {
  const choices = parseJson(wish);
  if (!choices) return wish;
  return Object.entries(choices)
    .map(([field, choice]) => {
      const side = CHOICE.exec(String(choice))?.[1];
      const owner = side === 'salesforce' ? labels.inSalesforce : labels.inPartnerCenter;
      return `${describeField(field)}: ${side ? owner : choice}`;
    })
    .join(', ');
}

const isBlank = (value) => value === null || value === undefined || value === '';
