import { parseList } from './parseJson';

/** `Co_Sell_Checklist__c`: `[{code, field, ok, message}]`; empty or unreadable text is an empty list. */
export function readChecklist(json) {
  return parseList(json).filter((item) => typeof item?.code === 'string');
}

export function missingOf(items) {
  return items.filter((item) => !item.ok);
}
