import { ApexInstance } from '../values/instance.ts';
import type { Value } from '../values/value.ts';
import { findProperty } from './find-member.ts';
import type { Property } from './type.ts';

/** A virtual property: the object's own class says which accessors run. */
export function dispatchProperty(property: Property): Property {
  const open: Property = {
    ...property,
    get: (run, self) => actual(self).get(run, self),
    set:
      property.set &&
      ((run, self, value) => {
        actual(self).set?.(run, self, value);
      }),
  };
  return open;

  function actual(self: Value): Property {
    if (!(self instanceof ApexInstance)) return property;
    const found = findProperty(self.type, property.name)?.property;
    return !found || found === open ? property : found;
  }
}
