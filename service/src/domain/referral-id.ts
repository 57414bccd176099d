const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The referral id that a person wrote into a record: in any case, with blanks around it or in the braces that some
 * tools put there. Undefined for anything else; two ids in one text are no id.
 */
export function referralIdIn(text: string): string | undefined {
  const id = text
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .trim()
    .toLowerCase();
  return GUID.test(id) ? id : undefined;
}
