/** The bridge answers in seconds and sweeps within a minute; two minutes mean that it is not there. */
const LONG_MS = 2 * 60 * 1000;

/** Whether an edit waits for the bridge: null, `soon` or `long`. The change token marks the edit, the record dates it. */
export function waitingOf({ changeToken, lastModified }, now) {
  if (!changeToken) return null;
  return now - Date.parse(lastModified ?? '') > LONG_MS ? 'long' : 'soon';
}
