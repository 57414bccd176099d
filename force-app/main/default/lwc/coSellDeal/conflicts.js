import { parseList, parseObject } from './parseJson';

/**
 * `Co_Sell_Conflicts__c`: one question per field, `{field, salesforce, partnerCenter, hash, since, saved}`.
 * `chosen` is the side that was picked for exactly these two values and waits for the bridge.
 */
export function readConflicts(json, choicesJson) {
  const choices = parseObject(choicesJson);
  return parseList(json)
    .filter((conflict) => conflict?.field && conflict.hash)
    .map((conflict) => {
      const [side, hash] = String(choices[conflict.field] ?? '').split('@');
      return { ...conflict, chosen: hash === conflict.hash ? side : null };
    });
}

/** `{"dealValue":"salesforce@<hash>"}` with one more choice; the hash ties it to the values that were shown. */
export function addChoice(choicesJson, { field, side, hash }) {
  return JSON.stringify({ ...parseObject(choicesJson), [field]: `${side}@${hash}` });
}
