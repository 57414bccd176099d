/** What an admin asks about the mapping: is every row right, and what would it do to a live deal. Nothing is written. */
import { definitionOf, isScalarField } from '../domain/canonical.ts';
import type { FieldFacts } from '../domain/mapping-check.ts';
import { checkMapping } from '../domain/mapping-check.ts';
import { pathsOf, type MappedField, type Mapping } from '../domain/mapping.ts';
import { fixOf, type MappingProblem } from '../domain/mapping-problems.ts';
import type { OrgProfile } from '../domain/org.ts';
import type { Pair } from '../domain/pair.ts';
import { patchReferral } from '../domain/partner-center-lens.ts';
import { isInboundReferral } from '../domain/kinds.ts';
import { planMerge } from '../domain/plan.ts';
import { readRecord, writeRecord } from '../domain/salesforce-lens.ts';
import type {
  CanonicalName,
  MergedField,
  RecordObject,
  RecordSnapshot,
  Shown,
} from '../domain/values.ts';
import { PairFault } from '../errors.ts';
import type { BridgeDeps } from './deps.ts';
import { pagesOfPairs } from './every-pair.ts';
import type { DryRun, DryRunField, MappingReport } from './mapping-port.ts';
import type { Outside } from './outside.ts';
import { LOOP_LIMIT } from './tell-partner-center.ts';
import { mappingOf, mappingOfRecord } from './visit.ts';

export type MappingDesk = {
  /** Problems alone, for health. @throws HostFault */
  problems(): Promise<MappingProblem[]>;
  /** @param countsDeals reads up to `MOST_DEALS` open deals. @throws HostFault */
  check(countsDeals: boolean): Promise<MappingReport>;
  /** @throws PairFault `no-record` @throws HostFault */
  dryRun(recordId: string, correlationId: string): Promise<DryRun>;
};

const MOST_DEALS = 500;
const OPPORTUNITY = /^006/;
const OBJECTS = ['Opportunity', 'Lead'] as const satisfies readonly RecordObject[];

export function createMappingDesk(
  deps: BridgeDeps,
  { salesforce, partnerCenter }: Outside,
): MappingDesk {
  const { store, config, clock, timings } = deps;

  async function problems(): Promise<MappingProblem[]> {
    const profile = await salesforce.profile();
    const ofObjects = await Promise.all(OBJECTS.map((object) => problemsOf(object, profile)));
    return ofObjects.flat();
  }

  async function problemsOf(object: RecordObject, profile: OrgProfile): Promise<MappingProblem[]> {
    const mapping = mappingOf(profile, object);
    return [...mapping.found, ...checkMapping(mapping, await factsOf(object, profile, mapping))];
  }

  async function factsOf(object: RecordObject, profile: OrgProfile, mapping: Mapping) {
    const constants = [mapping, ...mapping.byRecordType.values()].flatMap((one) =>
      one.constants.map(({ field }) => field),
    );
    const paths = [...new Set([...pathsOf(profile, mapping, object).paths, ...constants])];
    const facts = paths.length > 0 ? await salesforce.describeFields(object, paths) : [];
    const byPath = new Map(facts.map((one): [string, FieldFacts] => [one.path, one]));
    return (path: string) => byPath.get(path);
  }

  async function openDeals(): Promise<Pair[]> {
    const deals: Pair[] = [];
    for await (const pairs of pagesOfPairs(store, { state: 'open' })) {
      deals.push(...pairs.filter(({ recordId, base }) => base && OPPORTUNITY.test(recordId ?? '')));
      if (deals.length >= MOST_DEALS) break;
    }
    return deals.slice(0, MOST_DEALS);
  }

  /** By row: deals whose next look finds another value there than the bridge remembers. */
  async function countTouched(
    profile: OrgProfile,
  ): Promise<{ looked: number; byRow: Map<string, number> }> {
    const deals = await openDeals();
    const byRow = new Map<string, number>();
    await Promise.all(
      deals.map(async ({ recordId, base }) => {
        const record = await salesforce.read(recordId ?? '');
        if (!record || record.deleted) return;
        const mapping = mappingOfRecord(profile, record);
        const shown = readRecord(record, mapping, profile, false);
        for (const { canonical, row } of mapping.fields.values())
          if (differs(canonical, base?.salesforce ?? {}, shown))
            byRow.set(row, (byRow.get(row) ?? 0) + 1);
      }),
    );
    return { looked: deals.length, byRow };
  }

  return {
    problems,

    async check(countsDeals) {
      const profile = await salesforce.profile();
      const found = await problems();
      const touched = countsDeals ? await countTouched(profile) : undefined;
      const rows = profile.mapping.filter(({ isActive }) => isActive);
      const named = new Set(rows.map(({ developerName }) => developerName));
      const others = [...new Set(found.map(({ row }) => row))].filter((row) => !named.has(row));
      return {
        deals: touched?.looked ?? null,
        rows: [
          ...rows.map(({ developerName: row, object, canonicalField, field }) => ({
            row,
            object,
            canonicalField,
            field,
            problems: toldOf(row, found),
            touches: touched ? (touched.byRow.get(row) ?? 0) : null,
          })),
          ...others.map((row) => ({
            row,
            object: 'Opportunity',
            canonicalField: null,
            field: null,
            problems: toldOf(row, found),
            touches: null,
          })),
        ],
      };
    },

    async dryRun(recordId, correlationId) {
      const profile = await salesforce.profile();
      const record = await salesforce.read(recordId);
      if (!record || record.deleted) throw new PairFault('salesforce', 'no-record');
      const mapping = mappingOfRecord(profile, record);
      const pair = await store.findByRecord(recordId);
      if (!pair?.referralId) return beforeSharing(record, mapping, profile);
      const referral = await partnerCenter.get(pair.referralId);
      const now = clock.now();
      const plan = planMerge({
        pair,
        record,
        referral,
        profile,
        mapping,
        organizationId: config.organizationId,
        now,
        scope: {
          pairId: pair.id,
          rung: pair.rung,
          now: new Date(now).toISOString(),
          correlationId,
        },
        loop: { windowMs: timings.loopWindowMs, limit: LOOP_LIMIT },
      });
      const { toPartnerCenter, toSalesforce, shown, held } = plan;
      const sent = patchReferral(referral, toPartnerCenter, plan.statusReason);
      const written = writeRecord(shown.salesforce, toSalesforce, mapping, profile);
      return {
        recordId,
        isShared: true,
        isInbound: isInboundReferral(referral, config.organizationId),
        partnerCenter: sent.map(({ path }) => path),
        salesforce: Object.keys(written),
        fields: [...mapping.fields.values()].map((field) => {
          const name = field.canonical as MergedField;
          const outcome = toPartnerCenter.has(name)
            ? 'sent'
            : toSalesforce.has(name)
              ? 'written'
              : held[name]
                ? 'held'
                : shown.salesforce[name] === undefined
                  ? 'unread'
                  : 'unchanged';
          return answer(field, outcome, held[name]?.reason ?? null);
        }),
      };
    },
  };
}

/** What only travels when a deal is made is never sent again, whatever it shows. */
function differs(canonical: CanonicalName, base: Shown, shown: Shown): boolean {
  if (!isScalarField(canonical)) return false;
  const [before, now] = [base[canonical], shown[canonical]];
  if (now === undefined || before === undefined) return false;
  return !definitionOf(canonical).sameOnOneSide(before, now);
}

function beforeSharing(record: RecordSnapshot, mapping: Mapping, profile: OrgProfile): DryRun {
  const shown = readRecord(record, mapping, profile, false);
  return {
    recordId: record.id,
    isShared: false,
    isInbound: false,
    partnerCenter: [],
    salesforce: [],
    fields: [...mapping.fields.values()].map((field) => {
      const value = shown[field.canonical];
      if (value === undefined) return answer(field, 'unread', null);
      const isSent = field.outward && value !== null && value !== false;
      return answer(field, isSent ? 'sent-when-shared' : 'unchanged', null);
    }),
  };
}

function answer(
  { canonical, row, field }: MappedField,
  outcome: DryRunField['outcome'],
  reason: string | null,
): DryRunField {
  return { canonicalField: canonical, row, field, outcome, reason };
}

function toldOf(row: string, found: MappingProblem[]) {
  return found
    .filter((problem) => problem.row === row)
    .map(({ code, message }) => ({ code, message, fix: fixOf(code) }));
}
