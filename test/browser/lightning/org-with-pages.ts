/** An org that serves its own pages, a bridge that is a small HTTP server, and people who look at them. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { createClock } from '../../sandbox/kit/clock.ts';
import { startOrg, type OrgSim, type StartOptions } from '../../sandbox/org/server.ts';
import { openPage, type OpenPage, type Size } from '../driver/visit.ts';

export type Who = 'anna' | 'mona' | 'adam' | 'sam';
export type Deal = { Name: string; customer: string; [field: string]: unknown };

export type OrgWithPages = {
  org: OrgSim;
  /** What the bridge answers, by `METHOD /path`; 503 for everything else. */
  answers: Map<string, unknown>;
  /** A deal of Anna's with an account; the id. */
  createDeal(deal: Deal): string;
  /** As the bridge tells an owner something. */
  notify(dealId: string, title: string, body: string): Promise<void>;
  /** Signed in already, at a path. */
  open(browser: Browser, who: Who, path: string, size?: Size): Promise<OpenPage>;
};

const STARTED_WITHIN_MS = 240_000;

/** One org for the tests of a file; read the returned object inside tests only. */
export function orgWithPages(options: Partial<StartOptions> = {}): OrgWithPages {
  const held = {} as OrgWithPages;
  const clock = createClock({ mode: 'real' });
  let bridge: Server;
  beforeAll(async () => {
    const answers = new Map<string, unknown>();
    bridge = await startBridge(answers);
    const url = `http://127.0.0.1:${(bridge.address() as AddressInfo).port}`;
    const org = await startOrg({
      clock,
      lightning: {},
      bridge: { url, key: 'of-the-org', operations: { url, key: 'of-operations' } },
      ...options,
    });
    Object.assign(held, handlesOf(org, answers));
    // Compiled before anybody waits for it.
    await fetch(`${org.url}/lightning/components.js`);
  }, STARTED_WITHIN_MS);
  afterAll(async () => {
    await held.org.stop();
    clock.stop();
    bridge.closeAllConnections();
    bridge.close();
  });
  return held;
}

async function startBridge(answers: Map<string, unknown>): Promise<Server> {
  const server = createServer(({ method = '', url = '' }, response) => {
    const answer = answers.get(`${method} ${url.split('?')[0]}`);
    response.writeHead(answer === undefined ? 503 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

function handlesOf(org: OrgSim, answers: Map<string, unknown>): OrgWithPages {
  return {
    org,
    answers,
    createDeal({ customer, ...fields }) {
      const anna = org.as('seller:anna');
      const AccountId = anna.create('Account', { Name: customer });
      return anna.create('Opportunity', {
        AccountId,
        StageName: 'Prospecting',
        CloseDate: '2027-03-31',
        ...fields,
      } as never);
    },
    async notify(id, title, body) {
      const changes = [{ key: 'told', object: 'Opportunity', id, notify: { title, body } }];
      const response = await fetch(`${org.url}/services/apexrest/cosell/v1/changes`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${org.accessToken}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ changes }),
      });
      if (response.status !== 200) throw new Error(await response.text());
    },
    open: (browser, who, path, size = 'desktop') => openAs(browser, org.url, { who, path, size }),
  };
}

async function openAs(
  browser: Browser,
  url: string,
  { who, path, size }: { who: Who; path: string; size: Size },
): Promise<OpenPage> {
  const options: BrowserContextOptions = { baseURL: url };
  const open = await openPage(browser, size, options);
  const response = await open.page.request.post('/lightning/api/session', {
    headers: { 'X-Lightning-Request': '1' },
    data: { username: `${who}@partner.example` },
  });
  if (!response.ok()) throw new Error(`${who} could not sign in: ${await response.text()}`);
  await open.page.goto(path);
  // The frame comes first; quiet is only what has something in it.
  await open.page
    .locator(path === '/' ? '#sign-in > *' : '#page > *')
    .first()
    .waitFor();
  await open.quiet();
  return open;
}

export const recordPath = (id: string): string => `/lightning/r/Opportunity/${id}/view`;
