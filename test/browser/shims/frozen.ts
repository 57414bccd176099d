/** A copy without a way back, read-only down to its leaves, as data of a wire is on the platform. */
export function frozenCopy<T>(value: T): T {
  return value === undefined ? value : freeze(copyOf(value));
}

/** A copy as the network makes it; `undefined` inside objects is lost, as it is there. */
export function copyOf<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
