import type { Evaluate } from '../../run/frame.ts';
import type { Property } from '../../types/type.ts';
import { ApexInstance } from '../../values/instance.ts';
import { NULL_MESSAGE } from '../coerce.ts';
import type { Target } from '../expr.ts';

/** Undefined when the property cannot be written. Finals can: constructors and initialisers do it, once. */
export function propertyTarget(
  property: Property,
  receiver: Evaluate | undefined,
): Target | undefined {
  const { set, slot, isStatic } = property;
  if (!set) return undefined;
  if (slot !== undefined && !isStatic) return slotTarget(slot, receiver);
  return {
    receiver,
    index: undefined,
    get: (frame, self) => property.get(frame.run, self),
    set: (frame, self, _index, value) => {
      if (self === null && !isStatic) frame.run.raise('NullPointerException', NULL_MESSAGE);
      set(frame.run, self, value);
    },
  };
}

const slotTarget = (slot: number, receiver: Evaluate | undefined): Target => ({
  receiver,
  index: undefined,
  get: (frame, self) =>
    self instanceof ApexInstance
      ? (self.fields[slot] ?? null)
      : frame.run.raise('NullPointerException', NULL_MESSAGE),
  set: (frame, self, _index, value) => {
    if (self instanceof ApexInstance) self.fields[slot] = value;
    else frame.run.raise('NullPointerException', NULL_MESSAGE);
  },
});
