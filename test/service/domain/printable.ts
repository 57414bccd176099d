import fc from 'fast-check';
import type { World } from './world.ts';

/** What a counterexample needs to say, as it was before the property ran. */
export function printable(world: World): World {
  const { profile, record, referral, base, held, partnerCenterHabits, salesforceHabits } = world;
  const said = JSON.stringify({
    settings: profile.settings,
    mapping: profile.mapping.map((row) =>
      [row.canonicalField, row.direction, row.conflictRule, row.onUpdate, row.isActive].join(' '),
    ),
    record: { ...record.fields, solutions: record.solutions },
    referral: [referral.status, referral.substatus, referral['details'], referral['consent']],
    base,
    held,
    habits: { partnerCenterHabits, salesforceHabits },
  });
  return Object.assign(world, { [fc.toStringMethod]: () => said });
}
