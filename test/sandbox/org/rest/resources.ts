/** Versions, resource list and limits. */
import { actorUserId } from '../store/actors.ts';
import { callsOf } from '../store/org.ts';
import { ok, type Answer, type Route } from './answer.ts';

const VERSIONS = [
  { label: "Winter '26", version: '65.0' },
  { label: "Spring '26", version: '66.0' },
];

export const versionsAnswer = (): Answer =>
  ok(VERSIONS.map(({ label, version }) => ({ label, url: `/services/data/v${version}`, version })));

const RESOURCES =
  'tooling metadata folders chatter tabs appMenu quickActions queryAll wave analytics search composite parameterizedSearch theme nouns event recent connect licensing limits process dedupe query jobs compactLayouts sobjects actions support'.split(
    ' ',
  );

const LIMITS: Record<string, number> = {
  ConcurrentAsyncGetReportInstances: 200,
  ConcurrentSyncReportRuns: 20,
  DailyAsyncApexExecutions: 250_000,
  DailyBulkApiBatches: 15_000,
  DailyBulkV2QueryJobs: 10_000,
  DailyWorkflowEmails: 405,
  DataStorageMB: 5,
  FileStorageMB: 20,
};

export const resourceRoutes: Route[] = [
  {
    pattern: /^$/,
    methods: {
      GET: ({ org, session, base, origin }) =>
        ok({
          ...Object.fromEntries(RESOURCES.map((name) => [name, `${base}/${name}`])),
          identity: `${origin}/id/${org.orgId}/${actorUserId(org, session.actor)}`,
        }),
    },
  },
  {
    pattern: /^\/limits$/,
    methods: {
      GET: ({ org }) => {
        const max = org.switches.dailyApiRequests;
        const fixed = Object.entries(LIMITS).map(([name, size]) => [
          name,
          { Max: size, Remaining: size },
        ]);
        return ok({
          DailyApiRequests: { Max: max, Remaining: max - callsOf(org) },
          ...Object.fromEntries(fixed),
        });
      },
    },
  },
];
