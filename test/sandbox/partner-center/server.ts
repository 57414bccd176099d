/** The Partner Center simulator: referrals API, webhook registration and delivery, control API. */
import type { SimClock } from '../kit/clock.ts';
import { createFaults } from '../kit/faults.ts';
import type { Faults } from '../kit/faults.ts';
import { createJournal } from '../kit/journal.ts';
import type { Journal } from '../kit/journal.ts';
import { createRandom } from '../kit/random.ts';
import { createInbound, createInPortal } from './arrivals.ts';
import type { InboundDeal } from './arrivals.ts';
import { MICROSOFT_PAGE } from './backstage.ts';
import { startCertificateServer } from './certificate-server.ts';
import { createAuthority, ISSUER_ORGANIZATION, LEAF_NAME } from './certificates.ts';
import { controlRoutes } from './control.ts';
import type { CreateBody } from './create-body.ts';
import { createDeliveries } from './deliveries.ts';
import type { Delivery } from './deliveries.ts';
import { editAsMicrosoft, editAsPartner } from './edits.ts';
import type { Edit } from './edits.ts';
import { expireNow, watchExpiry } from './expiry.ts';
import { createHttpApp } from './http-app.ts';
import type { HostName } from './http-app.ts';
import { createLedger } from './ledger.ts';
import { createLists } from './list.ts';
import { microsoftPage } from './microsoft/routes.ts';
import type { PartnerUser } from './partner-users.ts';
import { referralRoutes } from './referral-routes.ts';
import type { Referral } from './referral.ts';
import { scopeClock } from './scoped-clock.ts';
import { createSignIn } from './sign-in.ts';
import type { Auth } from './sign-in.ts';
import { signatureHeaders } from './signature-headers.ts';
import { createStamps } from './stamps.ts';
import { createSwitches } from './switches.ts';
import type { SwitchChanges, Switches } from './switches.ts';
import { webhookRoutes } from './webhook-routes.ts';
import { createWebhooks, EVENTS } from './webhooks.ts';
import type { World } from './world.ts';

export type PartnerCenterOptions = {
  /** 0 or absent: any free port. */
  port?: number;
  /** Of the webhook registration, which is another host; 0 or absent: any free port. */
  webhooksPort?: number;
  clock: SimClock;
  seed?: number;
  unkind?: boolean;
  switches?: SwitchChanges;
  organizationId?: string;
  organizationName?: string;
  /** Of simulators without sign-in. */
  accessToken?: string;
  /** `static` (default): one fixed token for each host. `entra`: tokens of an issuer, judged as the hosts do. */
  auth?: Auth;
  /** Referrals of an earlier one, to go on with; with another seed, or its ids come again. */
  saved?: Referral[];
};

/** What a receiver of webhooks must trust to accept this simulator's signatures (PEM texts). */
export type WebhookTrust = {
  roots: string[];
  intermediates: string[];
  certificateHosts: string[];
  subject: string;
  issuerOrganization: string;
  tlsCa: string;
};

export type PartnerCenterSim = {
  url: string;
  /** The webhook registration API: another host, with tokens of its own. */
  webhooksUrl: string;
  /** The page of Microsoft's seller, for a person's browser. */
  pageUrl: string;
  certificateUrl: string;
  webhookTrust: WebhookTrust;
  organizationId: string;
  /** Empty where tokens are issued. */
  accessToken: string;
  /** The referrals host refuses it, and the webhooks host the other one. */
  webhooksAccessToken: string;
  journal: Journal;
  faults: Faults;
  switches: Switches;
  /** Gives a user these roles, or takes the user out of Partner Center. */
  setUser(upn: string, user: PartnerUser | undefined): void;
  /** Registers this URL for all events (or these), as the registration API would for anybody. */
  setWebhook(url: string, events?: readonly string[]): void;
  /** What is registered now. */
  webhook(): { url: string; events: string[] } | undefined;
  referral(id: string): Referral | undefined;
  referrals(): Referral[];
  /** Edits in the portal and by Microsoft's seller. @throws Error saying what was wrong */
  asPartnerPortal(id: string, changes: Edit): Referral;
  asMicrosoft(id: string, changes: Edit): Referral;
  createInbound(partial?: InboundDeal): Referral;
  /** As if nobody had answered until the day it expires. @throws ApiError when it waits for no answer */
  expire(id: string): Referral;
  createInPortal(partial?: CreateBody): Referral;
  deliveries(): Delivery[];
  /** How many events wait to be sent, or sent again. */
  waitingDeliveries(): number;
  /** Resolves when no event waits for delivery; on a standing clock somebody must advance it. */
  settleWebhooks(): Promise<void>;
  /** Headers that make a POST of exactly this body a correctly signed event. */
  signNotification(body: string | Buffer): Promise<Record<string, string>>;
  /** What is left to chance goes on from this seed. */
  reseed(seed: number): void;
  stop(): Promise<void>;
};

export async function startPartnerCenter(options: PartnerCenterOptions): Promise<PartnerCenterSim> {
  const journal = createJournal();
  const world = createWorld(options, journal);
  const { clock, switches, ledger, organization } = world;
  const signIn = createSignIn(options.auth, {
    accessToken: options.accessToken ?? `sandbox-${world.stamps.guid()}`,
    switches,
    now: () => clock.now(),
  });
  const { users, accessToken, webhooksAccessToken } = signIn;
  const authority = await createAuthority(clock.now());
  const certificates = await startCertificateServer(authority, switches);
  const sign = signatureHeaders(authority, certificates.url);
  const deliveries = createDeliveries({ ...world, sign });
  const webhooks = createWebhooks(world, deliveries);
  ledger.onWrite(webhooks.announce);
  watchExpiry(world);
  // Nobody has registered for webhooks yet, so nobody hears of these.
  for (const referral of options.saved ?? []) ledger.restore(referral);

  const faults = createFaults(() => clock.iso());
  const setWebhook = (url: string, events: readonly string[] = EVENTS) =>
    void webhooks.register({ url, events: [...events], signatureInMsHeader: false });
  const hostApp = (name: HostName) =>
    createHttpApp(world, faults, { name, checkToken: signIn.check[name] });
  const app = hostApp('referrals');
  const webhooksApp = hostApp('webhooks');
  let url = '';
  referralRoutes(
    app,
    world,
    createLists(world, () => url),
  );
  webhookRoutes(webhooksApp, world, webhooks);
  controlRoutes(app, { world, journal, faults, deliveries, setWebhook, users });
  microsoftPage(app, { world, journal, faults, deliveries, webhooks });
  const host = '127.0.0.1';
  url = await app.listen({ port: options.port ?? 0, host });
  const webhooksUrl = await webhooksApp.listen({ port: options.webhooksPort ?? 0, host });

  return {
    url,
    webhooksUrl,
    pageUrl: `${url}${MICROSOFT_PAGE}`,
    certificateUrl: certificates.url,
    webhookTrust: {
      roots: [authority.rootPem],
      intermediates: [authority.intermediatePem],
      certificateHosts: [certificates.host],
      subject: LEAF_NAME,
      issuerOrganization: ISSUER_ORGANIZATION,
      tlsCa: authority.rootPem,
    },
    organizationId: organization.organizationId,
    accessToken,
    webhooksAccessToken,
    journal,
    faults,
    switches,
    setUser: users.set,
    setWebhook,
    webhook: webhooks.registration,
    referral: ledger.get,
    referrals: ledger.all,
    asPartnerPortal: (id, changes) => editAsPartner(world, id, changes),
    asMicrosoft: (id, changes) => editAsMicrosoft(world, id, changes),
    createInbound: (partial) => createInbound(world, partial),
    expire: (id) => expireNow(world, ledger.get(id) ?? noReferral(id)),
    createInPortal: (partial) => createInPortal(world, partial),
    deliveries: deliveries.all,
    waitingDeliveries: deliveries.waiting,
    settleWebhooks: deliveries.settled,
    signNotification: (body) => sign(false)(Buffer.from(body)),
    reseed: world.random.reseed,
    async stop() {
      clock.stop();
      deliveries.stop();
      await Promise.all([app.close(), webhooksApp.close(), certificates.stop()]);
    },
  };
}

function createWorld(options: PartnerCenterOptions, journal: Journal): World {
  const clock = scopeClock(options.clock);
  const random = createRandom(options.seed ?? 1);
  const stamps = createStamps(clock, random);
  return {
    clock,
    random,
    stamps,
    ledger: createLedger({ clock, stamps, journal }),
    switches: createSwitches(options.unkind ?? false, options.switches),
    organization: {
      organizationId: options.organizationId ?? '7d23e5ca-19dc-4eaa-aac8-5e6b559f0d1d',
      organizationName: options.organizationName ?? 'Contoso Company',
      mpnId: '1234567',
    },
  };
}

function noReferral(id: string): never {
  throw new Error(`no referral ${id}`);
}
