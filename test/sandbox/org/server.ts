/** The simulated Salesforce org: REST, the package's Apex REST, and a control API, on one local port. */
import { fileURLToPath } from 'node:url';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { SimClock } from '../kit/clock.ts';
import { createFaults, dropConnection, installFaults, type Faults } from '../kit/faults.ts';
import type { Journal } from '../kit/journal.ts';
import { accessAs, type ActorAccess } from './actor-access.ts';
import { addUsers } from './auth/token-routes.ts';
import type { AuthOptions, OauthClient } from './auth/auth.ts';
import { executePackage } from './apex/org/execute-package.ts';
import { createCallouts, type BridgeAddress, type Nudge } from './callouts.ts';
import { controlRoutes } from './control.ts';
import { createOrg } from './create-org.ts';
import { asErrorBody, OrgError } from './errors.ts';
import { lightningUsers, serveLightning, type LightningOptions } from './lightning/lightning.ts';
import { dispatch, type IncomingCall } from './rest/dispatch.ts';
import type { Answer } from './rest/answer.ts';
import type { Row } from './schema/types.ts';
import { runQuery } from './soql/run-query.ts';
import { NO_FEATURES, type Features } from './standard-objects/index.ts';
import type { Org } from './store/org.ts';
import type { Folders, Origin } from './store/origins.ts';
import type { Refusal } from './store/refusals.ts';
import { restoreOrg, saveOrg, type SavedOrg } from './store/saved.ts';
import { inTransaction } from './store/transaction.ts';
import type { Switches } from './switches.ts';

export type { OrgError } from './errors.ts';

export type OrgKind = 'plain' | 'hostile';

export type StartOptions = {
  /** 0 (default) takes a free one. */
  port?: number;
  clock: SimClock;
  seed?: number;
  unkind?: boolean;
  /** Source-format folder; default `force-app/main/default` of this repository. */
  metadataDir?: string;
  /** Default `plain`; `hostile` has a customer's own fields, rules, triggers and batch besides (`hostile/`). */
  kind?: OrgKind;
  /** Whose triggers run first: the platform promises no order. By the seed unless told. */
  firstTriggers?: Exclude<Origin, 'platform'>;
  orgId?: string;
  features?: Partial<Features>;
  accessToken?: string;
  /** Default `static`. */
  auth?: AuthOptions;
  bridge?: BridgeAddress;
  /** Serves the org's own pages, beginning with the sign-in at `/`. */
  lightning?: LightningOptions;
  /** What `save()` of an earlier one gave; with another seed, or its change tokens come again. */
  saved?: SavedOrg;
};

export type OrgSim = {
  url: string;
  kind: OrgKind;
  features: Readonly<Features>;
  orgId: string;
  /** The administrator's; not accepted with the JWT sign-in. */
  accessToken: string;
  /** Apps that may sign in; their members may be changed. */
  clients: OauthClient[];
  assign(username: string, permissionSet: string): void;
  unassign(username: string, permissionSet: string): void;
  /** Ends every session of a user; signing in again is possible. */
  revokeSessions(username: string): void;
  journal: Journal;
  faults: Faults;
  switches: Switches;
  setBridge(bridge: BridgeAddress | undefined): void;
  as(actor: string): ActorAccess;
  /** Plain records of a SOQL query; with `all` deleted rows too. */
  query(soql: string, options?: { all?: boolean }): Row[];
  nudges(): Nudge[];
  /** Changes that told a record only what it showed already, and brought no audit. */
  idleChanges(): Org['idleChanges'];
  /** What Apex rang in people's bells, oldest first; recipients are user ids. */
  bells(): Org['notifications'];
  /** Saves of rows that failed, whoever tried, and what refused them. */
  refusals(): Refusal[];
  /** Anonymous Apex, as a developer of the customer runs it; what it started goes on by itself. */
  execute(actor: string, apex: string): void;
  settleNudges(): Promise<void>;
  save(): SavedOrg;
  /** What is left to chance goes on from this seed. */
  reseed(seed: number): void;
  stop(): Promise<void>;
};

const FORCE_APP = fileURLToPath(new URL('../../../force-app/main/default', import.meta.url));
const HOSTILE = fileURLToPath(new URL('./hostile/customer', import.meta.url));
const LONGEST_URI = 16_384;

/** @throws Error naming metadata the simulator does not understand */
export async function startOrg(options: StartOptions): Promise<OrgSim> {
  const metadataDir = options.metadataDir ?? FORCE_APP;
  const { kind = 'plain', seed = 1 } = options;
  const folders: Folders = kind === 'hostile' ? [metadataDir, HOSTILE] : [metadataDir];
  const firstTriggers = options.firstTriggers ?? (seed % 2 === 0 ? 'customer' : 'package');
  const org = createOrg({
    clock: options.clock,
    seed,
    unkind: options.unkind ?? false,
    folders,
    orgId: options.orgId,
    features: { ...NO_FEATURES, ...options.features },
    accessToken: options.accessToken,
    auth: options.auth ?? { kind: 'static' },
  });
  const callouts = createCallouts({ clock: org.clock, bridge: options.bridge });
  const users = options.lightning && lightningUsers(org, metadataDir, options.lightning);
  const apexFolders = firstTriggers === 'customer' ? folders.toReversed() : folders;
  const apex = executePackage(org, callouts, { metadataDir, apexFolders }, users);
  if (options.saved) restoreOrg(org, options.saved);
  if (options.auth?.kind === 'jwt')
    addUsers(
      org,
      options.auth.users.map(({ username }) => username),
    );
  const faults = createFaults(() => org.clock.iso());
  const app = buildApp();
  installFaults(app, faults, isBackstage);
  controlRoutes(app, { org, faults, callouts });
  if (options.lightning && users) {
    serveLightning(app, { org, apex, users, metadataDir }, options.lightning);
  }
  app.all('/*', (request, reply) => handle(org, request, reply));
  const url = await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });

  return {
    url,
    kind,
    features: org.features,
    orgId: org.orgId,
    accessToken: org.accessToken,
    clients: org.auth.clients,
    assign: org.auth.assign,
    unassign: org.auth.unassign,
    revokeSessions: org.auth.revokeSessions,
    journal: org.journal,
    faults,
    switches: org.switches,
    setBridge: callouts.setBridge,
    as: (actor) => accessAs(org, actor),
    query: (soql, { all = false } = {}) => {
      const { records } = runQuery(org, soql, { all, base: '/services/data/v65.0' });
      return JSON.parse(JSON.stringify(records)) as Row[];
    },
    nudges: callouts.nudges,
    idleChanges: () => [...org.idleChanges],
    bells: () => [...org.notifications],
    refusals: () => [...org.refusals],
    execute: (actor, text) => {
      inTransaction(org, { actor }, () => apex.interpreter.execute(text));
    },
    settleNudges: apex.settle,
    save: () => saveOrg(org),
    reseed: org.random.reseed,
    async stop() {
      await app.close();
      await apex.settle();
    },
  };
}

/** What people and tests do is no call of the simulated API. */
const isBackstage = (url: string): boolean => /^\/(_control|lightning)\b/.test(url);

function buildApp(): FastifyInstance {
  const app = fastify({
    bodyLimit: 50 * 1024 * 1024,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    http: { maxHeaderSize: 64 * 1024 },
    routerOptions: { maxParamLength: 64 * 1024 },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  return app;
}

async function handle(org: Org, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const run = () => answerTo(org, request);
  if (request.fault?.do === 'late-commit') {
    dropConnection(reply);
    org.clock.after(request.fault.lateMs ?? 0, () => void run());
    return reply;
  }
  return send(reply, org, run());
}

function answerTo(org: Org, request: FastifyRequest): Answer {
  if (request.url.length > LONGEST_URI) return { status: 414 };
  const origin = `http://${request.headers.host ?? '127.0.0.1'}`;
  const url = new URL(request.url, origin);
  try {
    const call: IncomingCall = {
      org,
      origin,
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers as IncomingCall['headers'],
      text: typeof request.body === 'string' ? request.body : '',
      // Forms go to the sign-in only, and nothing else is taken there.
      body: isSignIn(url.pathname) ? undefined : parseBody(request.body),
    };
    return dispatch(call);
  } catch (error) {
    if (error instanceof OrgError) return { status: error.httpStatus, body: asErrorBody(error) };
    throw error;
  }
}

const isSignIn = (path: string) => path.startsWith('/services/oauth2/');

function parseBody(body: unknown): unknown {
  if (typeof body !== 'string' || body.trim() === '') return undefined;
  try {
    return JSON.parse(body);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'not JSON';
    throw new OrgError('JSON_PARSER_ERROR', `${reason} at [line:1, column:1]`);
  }
}

function send(reply: FastifyReply, org: Org, answer: Answer): FastifyReply {
  void reply.code(answer.status).headers({
    // The org's own clock: a sweep may take its time from here.
    Date: new Date(org.clock.now()).toUTCString(),
    'Cache-Control': 'no-cache,must-revalidate,max-age=0,no-store,private',
    'X-Content-Type-Options': 'nosniff',
    ...answer.headers,
  });
  if (answer.status === 204 || answer.body === undefined) return reply.send();
  if (typeof answer.body === 'string') return reply.send(answer.body);
  return reply
    .header('Content-Type', 'application/json;charset=UTF-8')
    .send(JSON.stringify(answer.body));
}
