/** A list from a text field. The bridge writes these fields, but an import or a Flow can write anything. */
export function parseList(json) {
  const parsed = parse(json);
  return Array.isArray(parsed) ? parsed : [];
}

export function parseObject(json) {
  const parsed = parse(json);
  return parsed && typeof parsed === 'object' && !Array.isArray(parsed) ? parsed : {};
}

function parse(json) {
  if (!json) return null;
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
