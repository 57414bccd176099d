import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { readFileSync, readdirSync } from 'node:fs';
import { Connection } from 'jsforce';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainCollisions, findCollisions } from '../../scripts/set-up/collisions.ts';
import { readPackageNames } from '../../scripts/set-up/package-names.ts';
import { BY_HAND, planSteps, readOptions } from '../../scripts/set-up/plan.ts';
import { copyTree } from './copied-tree.ts';
import { readMetadata } from './package-files.ts';

const PACKAGE = 'force-app/main/default';
const SETUP = 'config/org-setup';

/** What the org behind the stub answers to `listMetadata`, and the types each call asked for. */
type There = { type: string; fullName: string; namespacePrefix?: string };
let there: There[];
let asked: string[][];
let server: Server;
let connection: Connection;

beforeEach(async () => {
  there = [];
  asked = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const types = [...body.matchAll(/<type>(\w+)<\/type>/g)].map(([, type = '']) => type);
      asked.push(types);
      response.writeHead(200, { 'Content-Type': 'text/xml' });
      response.end(answer(there.filter(({ type }) => types.includes(type))));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  connection = new Connection({
    instanceUrl: `http://127.0.0.1:${port}`,
    accessToken: 'session',
    version: '65.0',
  });
});
afterEach(() => server.close());

function answer(found: There[]): string {
  const results = found.map(
    ({ type, fullName, namespacePrefix }) =>
      `<result><fileName>x</fileName><fullName>${fullName}</fullName><type>${type}</type>${namespacePrefix ? `<namespacePrefix>${namespacePrefix}</namespacePrefix>` : ''}</result>`,
  );
  return `<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://soap.sforce.com/2006/04/metadata"><soapenv:Body><listMetadataResponse>${results.join('')}</listMetadataResponse></soapenv:Body></soapenv:Envelope>`;
}

describe('the names of the package', () => {
  it('are those of its files: fields of standard objects, objects, sets and so on', () => {
    const names = readPackageNames(PACKAGE);
    const customFields = readMetadata(PACKAGE).filter(
      ({ root, object }) => root === 'CustomField' && !object?.includes('__'),
    );
    expect(names.get('CustomField')?.size).toBe(customFields.length);
    expect(names.get('CustomField')).toContain('Opportunity.Audit__c');
    expect(names.get('CustomObject')).toContain('Co_Sell_Setting__mdt');
    expect(names.get('PermissionSet')).toContain('Co_Sell_Seller');
    expect(names.get('ListView')).toContain('Lead.Co_Sell_Incoming');
  });
});

describe('a name that an org has already', () => {
  const names = readPackageNames(PACKAGE);

  it('is found, whatever its case, with its type', async () => {
    there = [
      { type: 'CustomField', fullName: 'Opportunity.audit__c' },
      { type: 'CustomObject', fullName: 'Microsoft_Solution__c' },
      { type: 'PermissionSet', fullName: 'Co_Sell_Seller' },
    ];
    const collisions = await findCollisions(names, connection);
    expect(collisions).toEqual([
      { type: 'CustomField', name: 'Opportunity.audit__c' },
      { type: 'CustomObject', name: 'Microsoft_Solution__c' },
      { type: 'PermissionSet', name: 'Co_Sell_Seller' },
    ]);
    expect(explainCollisions(collisions)).toContain('  CustomField Opportunity.audit__c');
  });

  it('is none when it is of another object, another type, or a managed package’s', async () => {
    there = [
      { type: 'CustomField', fullName: 'Account.Audit__c' },
      { type: 'CustomTab', fullName: 'Co_Sell_Seller' },
      { type: 'CustomField', fullName: 'Opportunity.Audit__c', namespacePrefix: 'other' },
    ];
    const collisions = await findCollisions(names, connection);
    expect(collisions).toEqual([]);
    expect(explainCollisions(collisions)).toEqual([]);
  });

  it('is asked for by type, three types in a call at most, and none forgotten', async () => {
    await findCollisions(names, connection);
    expect(Math.max(...asked.map((types) => types.length))).toBe(3);
    expect(asked.flat().sort()).toEqual([...names.keys()].sort());
  });
});

describe('the set-up', () => {
  const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  const all = [
    ...['--target-org', 'mine', '--bridge-url', 'https://bridge.partner.example'],
    ...['--certificate', 'bridge.crt', '--contact-email', 'admin@partner.example', '--french'],
  ];
  const plan = (args: string[], certificate?: string) => {
    const options = readOptions(args);
    if (!options) throw new Error('no org was named');
    return planSteps(options, certificate);
  };

  it('is described with everything that is left to a person, in the same order', () => {
    const page = readFileSync(`${SETUP}/README.md`, 'utf8').replaceAll(/\s+/g, ' ');
    const places = BY_HAND.map((line, index) => page.indexOf(`${index + 1}. ${line}`));
    expect(places.filter((place) => place < 0)).toEqual([]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('deploys every folder there is, when everything was said', () => {
    const folders = readdirSync(SETUP, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const { steps, skipped } = plan(all, CERTIFICATE);
    expect(steps.map(({ folder }) => folder).sort()).toEqual(folders.sort());
    expect(skipped).toEqual([]);
  });

  it('fills every placeholder by the name that the project file looks for', () => {
    const project = JSON.parse(readFileSync(`${SETUP}/sfdx-project.json`, 'utf8')) as {
      replacements: { replaceWithEnv: string }[];
    };
    const filled = plan(all, CERTIFICATE).steps.flatMap(({ env }) => Object.keys(env));
    expect(filled.sort()).toEqual(
      project.replacements.map(({ replaceWithEnv }) => replaceWithEnv).sort(),
    );
  });

  it.each([
    ['an address without TLS', ['--bridge-url', 'http://bridge.partner.example'], /https/],
    ['an address with a path', ['--bridge-url', 'https://bridge.example/v1'], /without a path/],
    ['no address', [], /say --bridge-url/],
  ])('leaves the credentials out with %s, and says why', (_what, args, said) => {
    const { steps, skipped } = plan(['--target-org', 'mine', ...args]);
    expect(steps.map(({ folder }) => folder)).toEqual(['example-page', 'reports']);
    expect(skipped[0]?.because).toMatch(said);
  });

  it('never sends a private key to the org', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
    const { steps, skipped } = plan(all, CERTIFICATE + key);
    expect(JSON.stringify(steps)).not.toContain('PRIVATE');
    expect(skipped.map(({ because }) => because).join()).toMatch(/private key/);
  });

  it('needs an org, refuses what it does not know, and ends with what only a person can do', () => {
    expect(readOptions([])).toBeUndefined();
    expect(() => readOptions(['--target', 'mine'])).toThrow(/--target/);
    expect(BY_HAND.length).toBeGreaterThan(4);
  });
});

describe('a script without a sign-in', () => {
  it.each([
    ['scripts/check-collisions.ts', ['nobody']],
    ['scripts/set-up-org.ts', ['--target-org', 'nobody']],
  ])('%s says how to get one', (script, args) => {
    using home = copyTree();
    const { status, stderr } = spawnSync(process.execPath, [script, ...args], {
      env: { PATH: process.env['PATH'], HOME: home.folder, SF_DISABLE_LOG_FILE: 'true' },
      encoding: 'utf8',
    });
    expect(stderr).toContain('sf org login web --alias nobody');
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(2);
  });
});
