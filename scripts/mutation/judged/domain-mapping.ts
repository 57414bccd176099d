import { inFile, type Judgement } from '../judgement.ts';

const ROW_OF_NOTHING = 'what is no active row is skipped, like an empty list';
const NOBODY_IN_IT = 'what has no address is nobody, like an empty list';
const FOR_COMPILER = 'asked for the compiler';

export const DOMAIN_MAPPING: readonly Judgement[] = [
  ...inFile('service/src/domain/canonical.ts', [
    ...["pending: 'pending'", "accepted: 'accepted'", "won: 'won'"].map((at) => ({
      at,
      verdict: 'equivalent' as const,
      why: 'a group of its own, whatever its name',
    })),
  ]),
  ...inFile('service/src/domain/countries.ts', [
    {
      at: 'name.trim().toLowerCase()',
      verdict: 'unobservable',
      why: 'names meet in one letter case, whichever; only ß could be typed as SS besides',
    },
  ]),
  ...inFile('service/src/domain/day-pattern.ts', [
    {
      at: 'pattern.match(PART) ?? []',
      verdict: 'equivalent',
      why: 'what is not three parts is refused',
    },
    {
      at: "pattern.replaceAll(PART, ' ')",
      verdict: 'equivalent',
      why: 'a letter or a digit is found wherever it stands',
    },
    {
      at: "found[parts.indexOf(name) + 1] ?? ''",
      verdict: 'equivalent',
      why: `a match has its groups; ${FOR_COMPILER}`,
    },
    {
      at: "const [year = '', month = '', date = ''] = day.split('-');",
      verdict: 'equivalent',
      why: 'a day of a referral has its three parts',
    },
    {
      at: "values[name] ?? ''",
      verdict: 'equivalent',
      why: `only the three parts are replaced; ${FOR_COMPILER}`,
    },
  ]),
  ...inFile('service/src/domain/mapped-field.ts', [
    ...[
      ...['dealName', 'customerName', 'customerStreet', 'customerCity', 'customerState'],
      ...['customerPostalCode', 'customerCountry', 'help', 'noteToMicrosoft', 'marketplaceIntent'],
      ...['partnerRole', 'solutionArea', 'solutionPlay', 'partnerLocation', 'statusReason'],
    ].map((field) => ({
      at: `${field}: true,`,
      verdict: 'equivalent' as const,
      why: 'only the names of this table are read',
    })),
    {
      at: "fields[codes ?? '']",
      verdict: 'equivalent',
      why: 'no field has such a name',
    },
  ]),
  ...inFile('service/src/domain/mapping-check.ts', [
    {
      at: "TYPES_BY_TRANSFORM[transform ?? '']",
      verdict: 'equivalent',
      why: 'no transformation has such a name',
    },
    {
      at: "types.includes(type ?? '')",
      verdict: 'equivalent',
      why: `a field that is not there was told before; ${FOR_COMPILER}`,
    },
  ]),
  ...inFile('service/src/domain/mapping.ts', [
    {
      at: 'compileValueMaps(profile.valueMapping ?? [], object)',
      verdict: 'equivalent',
      why: ROW_OF_NOTHING,
    },
    {
      at: "typeof type === 'string' ? mapping.byRecordType.get(type)",
      verdict: 'equivalent',
      why: `only a text is the name of a record type; ${FOR_COMPILER}`,
    },
    {
      at: 'problems: [],',
      verdict: 'unobservable',
      why: 'replaced for the whole mapping, and never read of one record type',
    },
    {
      at: "COMPILERS.get(row.transform ?? '')",
      verdict: 'equivalent',
      why: 'no transformation has such a name',
    },
    {
      at: 'field.toLowerCase()',
      verdict: 'equivalent',
      why: 'API names are plain letters, which meet in either case',
    },
    {
      at: 'function stageProblems({ valueMapping = [], settings, stages }',
      verdict: 'equivalent',
      why: ROW_OF_NOTHING,
    },
  ]),
  ...inFile('service/src/domain/reminders.ts', [
    {
      at: 'if (expires === undefined || millisOf(expires) <= now) return undefined;',
      verdict: 'equivalent',
      why: `nothing is reminded of what is no time; ${FOR_COMPILER}`,
    },
    {
      at: "return isPending && typeof expires === 'string' && expires !== '' ? expires : undefined;",
      verdict: 'equivalent',
      why: 'an empty text is no time either, and none of its moments comes',
    },
  ]),
  ...inFile('service/src/domain/salesforce-lens.ts', [
    {
      at: "peopleFields('contacts', record.contacts ?? [])",
      becomes: '["Stryker was here"]',
      verdict: 'equivalent',
      why: NOBODY_IN_IT,
    },
    {
      at: "peopleFields('team', record.team ?? [])",
      becomes: '["Stryker was here"]',
      verdict: 'equivalent',
      why: NOBODY_IN_IT,
    },
    {
      at: 'if (isMemberField(field)) continue;',
      verdict: 'equivalent',
      why: 'no row of the mapping carries a member',
    },
  ]),
  ...inFile('service/src/domain/stages.ts', [
    {
      at: 'known.set(rows, map);',
      verdict: 'unobservable',
      why: 'only spares the rows from being compiled again',
    },
  ]),
  ...inFile('service/src/domain/stuck.ts', [
    {
      at: '(pair.recentWrites[field] ?? []).map(',
      verdict: 'equivalent',
      why: 'what has no time is not recent, like an empty list',
    },
    {
      at: 'Date.parse(at) > now - loop.windowMs',
      becomes: 'Date.parse(at) >= now - loop.windowMs',
      verdict: 'unobservable',
      why: 'a millisecond of the window',
    },
  ]),
  ...inFile('service/src/domain/transforms.ts', [
    {
      at: "typeof raw === 'string' ? (outward.get(raw) ?? null) : null",
      verdict: 'equivalent',
      why: `only texts have a counterpart; ${FOR_COMPILER}`,
    },
    {
      at: "typeof value === 'string' ? (inward.get(value) ?? null) : null",
      verdict: 'equivalent',
      why: `only texts have a counterpart; ${FOR_COMPILER}`,
    },
    {
      at: "mapLens(values, 'choice')",
      verdict: 'equivalent',
      why: 'only a flag is told from the rest',
    },
  ]),
  ...inFile('service/src/domain/versions.ts', [
    {
      at: 'const match = /^(.*?T',
      becomes: String.raw`/(.*?T\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?$/`,
      verdict: 'unobservable',
      why: 'only a time below another line is read besides',
    },
    {
      at: 'const match = /^(.*?T',
      becomes: String.raw`/^(.*?T\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?/`,
      verdict: 'unobservable',
      why: 'only a time with words behind it is read besides',
    },
    {
      at: 'const offset =',
      verdict: 'equivalent',
      why: 'this engine reads an offset without its colon too; the standard does not ask that of it',
    },
    {
      at: 'digits.slice(0, 3)',
      verdict: 'equivalent',
      why: 'a Date cuts at milliseconds itself, and what is equal there differs only behind',
    },
  ]),
  ...inFile('service/src/domain/visibility.ts', [
    ...["by: 'salesforce', value: true }", "by: 'salesforce', value: false }"].map((at) => ({
      at,
      becomes: '""',
      verdict: 'equivalent' as const,
      why: 'what neither agrees nor is asked about or decided has moved',
    })),
    {
      at: "by: 'salesforce', value: false }",
      becomes: 'true',
      verdict: 'unobservable',
      why: 'Partner Center shows the deal here, so the move is held whatever its value',
    },
    {
      at: ": { kind: 'moved', by: 'partnerCenter', value: true };",
      becomes: '""',
      verdict: 'equivalent',
      why: 'what neither agrees nor is asked about has moved, and there unless in Salesforce',
    },
  ]),
];
