/** `2026-11-10 08:10 sent dealValue: 1 → 2 — why`, in UTC, as the bridge writes it; all after the action may be missing. */
const LINE =
  /^(\d{4}-\d\d-\d\d) (\d\d:\d\d) ([\w-]+)(?: ([^\s:—][^\s]*?))?(?:: (.*?) → (.*?))?(?: — (.*))?$/;
const NOTHING = '–';

/** A line of `Audit__c` as an entry; null for what the bridge did not write. */
export function parseAuditLine(line) {
  const parts = LINE.exec(line);
  if (!parts) return null;
  const [, day, time, action, field, before, after, reason] = parts;
  return {
    occurred: `${day}T${time}:00Z`,
    action,
    field: field ? plainField(field) : null,
    before: filled(before),
    after: filled(after),
    reason: filled(reason),
  };
}

function plainField(word) {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

function filled(text) {
  return text && text !== NOTHING ? text : null;
}
