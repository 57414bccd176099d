import type { Run } from '../run/run.ts';
import { UnsupportedApex } from '../run/unsupported.ts';
import { core } from '../types/core.ts';
import { nativeType } from '../types/native-type.ts';

/** `System.Label.Name`: the names are those of the org. */
const label = nativeType('Label', {
  named: (name) => ({
    name,
    owner: label,
    type: core.string(),
    isStatic: true,
    isFinal: true,
    visibility: 'public',
    slot: undefined,
    get: (run: Run) => {
      const text = run.platform.label(name);
      if (text === undefined) throw new UnsupportedApex(`The org has no label ${name}`);
      return text;
    },
    set: undefined,
  }),
});
