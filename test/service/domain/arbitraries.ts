/** Random orgs, habits, deals and histories. */
import fc from 'fast-check';
import type { MappingRow, Settings } from '../../../service/src/domain/org.ts';
import { pendingDeal, sharedDeal } from './deals.ts';
import type { EditedField, Step } from './edits.ts';
import { FIELDS, mappingRow, orgProfile } from './org.ts';
import type { PartnerCenterHabits } from './partner-center-side.ts';
import type { SalesforceHabits } from './salesforce-side.ts';
import { type World } from './world.ts';
import { printable } from './printable.ts';

export const partnerCenterHabits: fc.Arbitrary<PartnerCenterHabits> = fc.record({
  numbersAsText: fc.boolean(),
  trimsText: fc.boolean(),
  breaks: fc.constantFrom('\n', '\r\n'),
  midnight: fc.constantFrom('Z', '.0000000Z', '+00:00', ''),
});

export const salesforceHabits: fc.Arbitrary<SalesforceHabits> = fc.record({
  breaks: fc.constantFrom('\n', '\r\n'),
  keepsDeadline: fc.boolean(),
});

const mostly = (weight: number) =>
  fc.oneof({ weight, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });

const settings: fc.Arbitrary<Partial<Settings>> = fc.record({
  active: mostly(12),
  receive: mostly(6),
  share: mostly(6),
  solutions: mostly(4),
  undoWindowMinutes: fc.constantFrom(0, 10),
});

export const rules = fc.constantFrom(null, 'Salesforce', 'Partner Center', 'Ask');

const row = (canonical: keyof typeof FIELDS): fc.Arbitrary<MappingRow> =>
  fc
    .record({
      direction: fc.constantFrom('Both', 'Both', 'Both', 'To Partner Center', 'To Salesforce'),
      conflictRule: rules,
      onUpdate: mostly(8),
      isActive: mostly(10),
    })
    .map((choice) => mappingRow(canonical, FIELDS[canonical], choice));

/** Any mapping and any switches. */
export const profiles = fc
  .record({
    settings,
    rows: fc.tuple(
      row('dealValue'),
      row('currency'),
      row('closingDate'),
      row('notes'),
      row('visibility'),
    ),
  })
  .map(({ settings: chosen, rows }) => orgProfile(chosen, rows));

/** Everything flows both ways; only the rules differ. */
export const openProfiles = fc
  .tuple(rules, rules, rules)
  .map(([value, date, notes]) =>
    orgProfile({}, [
      mappingRow('dealValue', 'Amount', { conflictRule: value }),
      mappingRow('currency', 'CurrencyIsoCode', { direction: 'To Partner Center' }),
      mappingRow('closingDate', 'CloseDate', { conflictRule: date }),
      mappingRow('notes', 'Co_Sell_Notes__c', { conflictRule: notes }),
      mappingRow('visibility', 'Referral_Visibility__c'),
    ]),
  );

export const stages = fc.constantFrom(
  'Microsoft Review',
  'Qualification',
  'Negotiation',
  'Closed Won',
  'Closed Lost',
);
/** A deal that is in step, with any mapping, switches and habits. */
export const settledWorld = (profile: fc.Arbitrary<World['profile']>): fc.Arbitrary<World> =>
  fc
    .record({ profile, partnerCenterHabits, salesforceHabits, isPending: fc.boolean() })
    .map(({ isPending, ...start }) =>
      printable(isPending ? pendingDeal(start) : sharedDeal(start)),
    );

const side = fc.constantFrom('salesforce', 'partnerCenter');
export const editedFields: EditedField[] = [
  'dealValue',
  'closingDate',
  'notes',
  'solutions:SOL-40718-TWP',
  'solutions:SOL-1',
];

export const edits = fc.record({
  kind: fc.constant('edit'),
  side,
  field: fc.constantFrom(...editedFields),
  shape: fc.nat(19),
});

export const visits: fc.Arbitrary<Step> = fc.constant({ kind: 'visit' });

export const waits: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('wait'),
  minutes: fc.constantFrom(1, 11, 60),
});

export const lifeSteps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('stage'), name: stages }),
  fc.record({
    kind: fc.constant('portal'),
    move: fc.constantFrom('accept', 'decline', 'win', 'lose', 'expire'),
  }),
  fc.record({ kind: fc.constant('wish'), wish: fc.constantFrom('Accept', 'Decline') }),
  fc.record({ kind: fc.constant('deadline'), set: fc.constantFrom('hold', 'now') }),
);

export const choices: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('choose'), side });
