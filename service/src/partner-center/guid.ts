const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The lower-case form of a GUID, which is how we key referrals; undefined for anything else. */
export function toGuid(text: string): string | undefined {
  return GUID.test(text) ? text.toLowerCase() : undefined;
}

/**
 * Ids become part of a path: anything but a GUID could lead to another resource.
 * @throws TypeError — a mistake of the caller, nothing was sent.
 */
export function requireGuid(text: string, what: string): string {
  const guid = toGuid(text);
  if (guid === undefined) {
    throw new TypeError(`${what} must be a GUID, got ${JSON.stringify(text.slice(0, 60))}`);
  }
  return guid;
}
