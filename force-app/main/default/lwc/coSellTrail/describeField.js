import { format } from 'c/coSellFormat';
import { canonicalLabels, labels } from 'c/coSellLabels';

/** Fields that stand for one of a set: after the colon comes its id, or the e-mail address of a person. */
const ONE_OF = {
  solutions: labels.solutionField,
  contacts: labels.contactField,
  team: labels.teamField,
};

/** A field of the bridge in words. */
export function describeField(field) {
  const { set, key } = memberOf(field);
  return ONE_OF[set] ? format(ONE_OF[set], key) : (canonicalLabels[field] ?? field ?? '');
}

/** `solutions:SOL-1` → `{set: 'solutions', key: 'SOL-1'}`; without a set for a field that is nobody's member. */
export function memberOf(field) {
  const [set, ...key] = (field ?? '').split(':');
  return key.length > 0 ? { set, key: key.join(':') } : { set: null, key: '' };
}
